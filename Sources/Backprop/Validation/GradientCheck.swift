/// Compares the gradient that backpropagation gives with central differences of the loss.
///
/// For every parameter θᵢ the difference quotient (L(θᵢ + h) − L(θᵢ − h)) / 2h is computed in Double and
/// compared: both agree when |analytic − numeric| ≤ absolute + relative · |numeric|. Randomness such as
/// dropout is held still by its counters, so it can be checked as well.
///
/// Source: Bishop, “Pattern Recognition and Machine Learning” (2006), p. 247, eq. 5.69.
public struct GradientCheck: Sendable {
    /// One parameter's two derivatives.
    public struct Comparison: Sendable {
        /// The tensor's name in model files, such as `0.weight`.
        public let tensor: String

        /// The value's place in the tensor as it lies in memory.
        public let index: Int

        /// ∂L/∂θ by backpropagation.
        public let analytic: Double

        /// ∂L/∂θ by central differences.
        public let numeric: Double

        /// How far the two are apart, in units of the tolerance: above 1 they disagree.
        public let error: Double
    }

    /// The parameter whose derivatives are farthest apart; `nil` where there are no parameters.
    public let worst: Comparison?

    /// The number of parameters compared.
    public let count: Int

    /// The number of parameters whose derivatives disagree.
    public let failures: Int

    /// Whether all agree.
    public var passes: Bool { failures == 0 }

    /// Checks a network and a loss on the rows of a dataset.
    ///
    /// - Parameters:
    ///   - network: The layers to check.
    ///   - loss: The loss whose gradient is taken.
    ///   - regularization: What belongs to the loss beside it: penalties, noise and smoothed labels.
    ///   - data: The rows; the loss is their mean, as in training.
    ///   - parameters: Where to check; by default the first values that `seed` gives.
    ///   - seed: Where first values and dropout masks come from.
    ///   - step: h.
    ///   - absoluteTolerance: How far apart the two derivatives may always be.
    ///   - relativeTolerance: What is allowed beyond that, as a share of the numeric derivative.
    /// - Throws: ``NetworkError`` or ``TrainingError`` when the three do not fit together.
    public init(
        _ network: Network, loss: any Loss, regularization: Regularization = .none, data: Dataset<Double>,
        parameters: [Double]? = nil,
        seed: UInt64 = 1, step: Double = 1e-5, absoluteTolerance: Double = 1e-7,
        relativeTolerance: Double = 1e-5
    ) throws {
        guard data.rowCount > 0 else { throw TrainingError.noRows }
        let objective = try Objective<Double>(
            network, loss: loss, regularization: regularization, input: data.inputShape,
            targetCount: data.targetCount,
            batchSize: data.rowCount, threads: 1)
        let layout = objective.program.layout
        var values = parameters ?? layout.initialValues(seed: seed)
        let losses = LossSurface(objective, data, seed: seed)
        let gradient = losses.gradient(at: values)
        var worst: Comparison?
        var failures = 0
        for entry in layout.entries {
            for index in entry.range {
                let numeric = losses.slope(at: &values, index: index, step: step)
                let tolerance = absoluteTolerance + relativeTolerance * abs(numeric)
                let error = abs(gradient[index] - numeric) / tolerance
                if !(error <= 1) { failures += 1 }
                if worst.map({ !(error <= $0.error) }) ?? true {
                    worst = Comparison(
                        tensor: entry.name, index: index - entry.offset, analytic: gradient[index],
                        numeric: numeric, error: error)
                }
            }
        }
        self.worst = worst
        self.failures = failures
        self.count = layout.count
    }
}

/// The mean loss of a dataset as a function of the parameters.
private struct LossSurface {
    private let objective: Objective<Double>
    private let data: Dataset<Double>
    private let context: TrainingContext

    init(_ objective: Objective<Double>, _ data: Dataset<Double>, seed: UInt64) {
        self.objective = objective
        self.data = data
        context = TrainingContext(seed: seed, step: 0)
    }

    func gradient(at parameters: [Double]) -> [Double] {
        var gradients = [Double](repeating: 0, count: parameters.count)
        withBatch { batch in
            _ = objective.evaluate(batch, parameters: parameters, gradients: &gradients, training: context)
        }
        return gradients
    }

    func slope(at parameters: inout [Double], index: Int, step: Double) -> Double {
        let value = parameters[index]
        defer { parameters[index] = value }
        parameters[index] = value + step
        let above = loss(at: parameters)
        parameters[index] = value - step
        let below = loss(at: parameters)
        return (above - below) / (2 * step)
    }

    private func loss(at parameters: [Double]) -> Double {
        withBatch { batch in
            objective.evaluateLoss(batch, parameters: parameters, training: context) / batch.totalWeight
                + objective.weightRules.penalty(parameters)
        }
    }

    private func withBatch<Result>(_ body: (Batch<Double>) -> Result) -> Result {
        let result = data.withRows(0..<data.rowCount) { rows in
            body(
                Batch(
                    rows: data.rowCount, features: rows.features, targets: rows.targets,
                    weights: rows.weights))
        }
        return result!
    }
}
