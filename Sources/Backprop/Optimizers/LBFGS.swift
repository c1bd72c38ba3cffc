/// L-BFGS: steps along the gradient transformed by an estimate of the inverse Hessian from recent steps. A line
/// search with the strong Wolfe conditions chooses their length. For small data, all rows at once.
///
/// Formula, with parameters θ, gradient g, s and y the last changes of θ and g, and ρ = 1/(y·s):
///
///     q ← g;  from the newest pair to the oldest: α ← ρ s·q,  q ← q − αy
///     r ← (s·y / y·y) q,  of the newest pair
///     from the oldest pair to the newest: r ← r + (α − ρ y·r) s
///     θ ← θ − βr,  β by the line search
///
/// Source: Nocedal, “Updating quasi-Newton matrices with limited storage”, Mathematics of Computation 35 (1980), pp.
/// 773–782; Nocedal and Wright, “Numerical Optimization” (2006), algorithms 7.4 and 7.5. The first trial steps and
/// the choice of pairs are those of Zhu, Byrd, Lu and Nocedal, “Algorithm 778: L-BFGS-B”, ACM TOMS 23 (1997), as in
/// SciPy. Sums are in Double, in the order of the parameters.
public struct LBFGS: FullBatchOptimizer {
    /// The name in files and on the command line.
    public static let typeName = "lbfgs"

    /// The maximum number of remembered pairs in a file.
    static let maximumPairs = 1000

    /// The size of the first trial step as a share of the default, 1/‖g‖.
    public var learningRate: Double

    /// The number of remembered pairs.
    public let pairs: Int

    /// The magnitude that every value of the gradient must not exceed for the run to end.
    public let gradientTolerance: Double

    /// The share of the loss that an iteration must gain for the run to continue.
    public let lossTolerance: Double

    /// Creates the rule.
    public init(
        learningRate: Double = 1, pairs: Int = 10, gradientTolerance: Double = 1e-4,
        lossTolerance: Double = 2.220446049250313e-9
    ) {
        precondition((1...Self.maximumPairs).contains(pairs), "there are 1 to \(Self.maximumPairs) pairs")
        self.learningRate = learningRate
        self.pairs = pairs
        self.gradientTolerance = gradientTolerance
        self.lossTolerance = lossTolerance
    }

    private enum CodingKeys: String, CodingKey {
        case learningRate, pairs, gradientTolerance, lossTolerance
    }

    /// Reads a rule; a number of pairs out of range is a decoding error, never a trap.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        learningRate = try container.decode(Double.self, forKey: .learningRate)
        pairs = try container.decode(Int.self, forKey: .pairs)
        gradientTolerance = try container.decode(Double.self, forKey: .gradientTolerance)
        lossTolerance = try container.decode(Double.self, forKey: .lossTolerance)
        try DecodingError.require(
            (1...Self.maximumPairs).contains(pairs), forKey: CodingKeys.pairs, in: container,
            "there are 1 to \(Self.maximumPairs) pairs, not \(pairs)")
    }

    /// The number of state vectors: the pairs s and y, the newest first; the previous parameters and gradient; the
    /// direction.
    public var stateVectorCount: Int { 2 * pairs + 3 }

    /// Runs one iteration: computes a direction and searches along it.
    public func search<S: Scalar>(_ pass: LineSearchStep<S>) throws -> (
        loss: Double, outcome: ConvergenceStatus
    ) {
        let memory = LBFGSMemory(pass, pairs: pairs)
        if memory.largestGradient <= gradientTolerance { return (pass.loss, .smallGradient) }
        var hasPairs = memory.pointDownhill()
        while true {
            if let loss = try descend(pass, memory, isFirst: !hasPairs) {
                memory.remember()
                return (loss, outcome(pass.loss, loss, memory.largestGradient))
            }
            guard hasPairs else { return (pass.loss, .noDescent) }
            memory.forget()
            hasPairs = memory.pointDownhill()
        }
    }

    private func outcome(_ before: Double, _ after: Double, _ largestGradient: Double) -> ConvergenceStatus {
        if largestGradient <= gradientTolerance { return .smallGradient }
        let scale = max(abs(before), abs(after), 1)
        return before - after <= lossTolerance * scale ? .smallImprovement : .moved
    }

    /// Returns the loss at the end of the line search, or `nil`, with everything restored, if it finds no lower one.
    private func descend<S: Scalar>(
        _ pass: LineSearchStep<S>, _ memory: LBFGSMemory<S>, isFirst: Bool
    ) throws -> Double? {
        // The length of the first step is the learning rate, regardless of the slope.
        let trial = isFirst ? learningRate / memory.directionNorm : 1
        var search = LineSearch(loss: pass.loss, slope: memory.slope, step: trial)
        memory.begin()
        while true {
            memory.move(search.step)
            let loss = try pass.evaluate()
            switch search.advance(loss: loss, slope: loss.isFinite ? memory.slope : 0) {
            case .evaluate: continue
            case .accept: return loss
            case .fail:
                memory.goBack()
                return nil
            }
        }
    }
}
