/// The vectors of L-BFGS within the optimizer's state, and the operations on them.
///
/// A pair whose y is zero is unused, so the state needs no counter.
struct LBFGSMemory<S: Scalar> {
    private let count: Int
    private let pairs: Int
    private let parameters: UnsafeMutablePointer<S>
    private let gradients: UnsafeMutablePointer<S>
    private let steps: UnsafeMutablePointer<S>
    private let changes: UnsafeMutablePointer<S>
    private let parametersBefore: UnsafeMutablePointer<S>
    private let gradientsBefore: UnsafeMutablePointer<S>
    private let direction: UnsafeMutablePointer<S>

    init(_ pass: LineSearchStep<S>, pairs: Int) {
        count = pass.count
        self.pairs = pairs
        parameters = pass.parameters
        gradients = pass.gradients
        steps = pass.state
        changes = steps + pairs * count
        parametersBefore = changes + pairs * count
        gradientsBefore = parametersBefore + count
        direction = gradientsBefore + count
    }

    /// max |gᵢ|.
    var largestGradient: Double {
        var largest = 0.0
        for index in 0..<count { largest = max(largest, Double(abs(gradients[index]))) }
        return largest
    }

    /// The slope of the loss along the direction, at the current parameters.
    var slope: Double { Self.product(gradients, direction, count) }

    /// ‖d‖.
    var directionNorm: Double { Self.product(direction, direction, count).squareRoot() }

    /// Computes the direction, and discards the pairs if they lead uphill.
    ///
    /// - Returns: Whether the direction is based on pairs.
    func pointDownhill() -> Bool {
        computeDirection()
        guard hasPair(0) else { return false }
        if slope < 0 { return true }
        forget()
        computeDirection()
        return false
    }

    private func hasPair(_ pair: Int) -> Bool { curvature(pair) != 0 }

    /// y·s of a pair.
    private func curvature(_ pair: Int) -> Double {
        Self.product(changes + pair * count, steps + pair * count, count)
    }

    /// Runs the two loops, with −g in the role of q.
    private func computeDirection() {
        for index in 0..<count { direction[index] = -gradients[index] }
        let known = (0..<pairs).prefix(while: hasPair)
        guard let newest = known.first else { return }
        withUnsafeTemporaryAllocation(of: Double.self, capacity: pairs) { shares in
            for pair in known {
                shares[pair] = Self.product(steps + pair * count, direction, count) / curvature(pair)
                add(-shares[pair], changes + pair * count)
            }
            let change = changes + newest * count
            let scale = S(curvature(newest) / Self.product(change, change, count))
            for index in 0..<count { direction[index] *= scale }
            for pair in known.reversed() {
                let share = Self.product(changes + pair * count, direction, count) / curvature(pair)
                add(shares[pair] - share, steps + pair * count)
            }
        }
    }

    private func add(_ factor: Double, _ vector: UnsafeMutablePointer<S>) {
        let factor = S(factor)
        for index in 0..<count { direction[index] += factor * vector[index] }
    }

    /// Records the start of the line search.
    func begin() {
        parametersBefore.update(from: parameters, count: count)
        gradientsBefore.update(from: gradients, count: count)
    }

    /// Sets θ ← θ₀ + step · d.
    func move(_ step: Double) {
        let step = S(step)
        for index in 0..<count { parameters[index] = parametersBefore[index] + step * direction[index] }
    }

    /// Undoes the line search.
    func goBack() {
        parameters.update(from: parametersBefore, count: count)
        gradients.update(from: gradientsBefore, count: count)
    }

    /// Inserts the last step before the other pairs, unless the gradient hardly changed along it.
    func remember() {
        let last = pairs - 1
        var product = 0.0
        var descent = 0.0
        for index in 0..<count {
            let step = Double(parameters[index]) - Double(parametersBefore[index])
            product += step * (Double(gradients[index]) - Double(gradientsBefore[index]))
            descent -= step * Double(gradientsBefore[index])
        }
        guard product > Double(S.ulpOfOne) * descent else { return }
        for vector in [steps, changes] {
            for pair in stride(from: last, to: 0, by: -1) {
                (vector + pair * count).update(from: vector + (pair - 1) * count, count: count)
            }
        }
        for index in 0..<count {
            steps[index] = parameters[index] - parametersBefore[index]
            changes[index] = gradients[index] - gradientsBefore[index]
        }
    }

    /// Discards all pairs.
    func forget() {
        changes.update(repeating: 0, count: pairs * count)
    }

    private static func product(
        _ left: UnsafeMutablePointer<S>, _ right: UnsafeMutablePointer<S>, _ count: Int
    ) -> Double {
        var sum = 0.0
        for index in 0..<count { sum += Double(left[index]) * Double(right[index]) }
        return sum
    }
}
