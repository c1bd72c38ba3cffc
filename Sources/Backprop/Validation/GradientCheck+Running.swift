extension GradientCheck {
    /// Checks a network and a loss on the rows of a dataset.
    ///
    /// - Parameters:
    ///   - network: The layers to check.
    ///   - loss: The loss whose gradient is taken.
    ///   - regularization: The additions to the loss: penalties, noise and smoothed labels.
    ///   - data: The rows; the loss is their mean, as in training.
    ///   - parameters: The values at which to check. Defaults to the initial values of `seed`.
    ///   - limit: The maximum number of parameters to check; if there are more, `seed` draws that many. Defaults to
    ///     all.
    ///   - seed: The seed of initial values and dropout masks.
    ///   - step: h.
    ///   - tolerance: The tolerance for the difference of the two derivatives.
    /// - Throws: ``NetworkError`` or ``TrainingError`` if the three do not fit together, or if the loss is not a finite
    ///   number.
    public init(
        _ network: Network, loss: any Loss, regularization: Regularization = .none, data: Dataset<Double>,
        parameters: [Double]? = nil, limit: Int? = nil, seed: UInt64 = 1, step: Double = 1e-5,
        tolerance: Tolerance = Tolerance()
    ) throws {
        var recipe = Recipe(network: network, loss: loss, seed: seed)
        recipe.regularization = regularization
        try self.init(
            recipe, data: data, parameters: parameters, limit: limit, step: step, tolerance: tolerance)
    }

    /// Checks the loss that a recipe minimizes: that of its network with penalties and smoothed labels. It is taken at
    /// the recipe's initial parameters, with the masks and the noise of its first step.
    ///
    /// - Parameters: The parameters are those for a network and a loss; the seed is the recipe's.
    public init(
        _ recipe: Recipe, data: Dataset<Double>, parameters: [Double]? = nil, limit: Int? = nil,
        step: Double = 1e-5, tolerance: Tolerance = Tolerance()
    ) throws {
        precondition(step > 0 && step.isFinite, "the step of a difference is above 0")
        let surface = try LossSurface(recipe, data)
        let layout = surface.layout
        var values =
            parameters ?? layout.initialValues(seed: recipe.seed, weights: recipe.initializer)
        precondition(values.count == layout.vectorCount, "as many values as parameters")
        let (loss, gradient) = surface.gradient(at: values)
        guard loss.isFinite else {
            throw TrainingError.nonFiniteLoss(
                epoch: 1, batch: 1, learningRate: recipe.optimizer.learningRate)
        }
        let chosen = Self.chosen(layout.count, limit: limit, seed: recipe.seed)
        self.loss = loss
        rows = Array(0..<data.rowCount)
        tensors = layout.entries.map { entry in
            var result = TensorResult(
                layer: entry.layer, tensor: entry.name, count: entry.parameter.count)
            for index in entry.range where chosen?.contains(index) ?? true {
                let slopes = Slopes(
                    surface, &values, index: index, analytic: gradient[index], loss: loss, step: step,
                    tolerance: tolerance)
                result.add(slopes, at: index - entry.offset, of: entry)
            }
            return result
        }
    }

    /// Returns the indices of the parameters to check, or `nil` for all.
    private static func chosen(_ count: Int, limit: Int?, seed: UInt64) -> Set<Int>? {
        guard let limit, limit < count else { return nil }
        var order = Array(0..<count)
        Philox(seed: seed, .checking).fillPermutation(&order)
        return Set(order.prefix(limit))
    }
}

extension GradientCheck.TensorResult {
    /// Records one parameter.
    fileprivate mutating func add(_ slopes: Slopes, at index: Int, of entry: ParameterLayout.Entry) {
        guard !slopes.isKink else {
            kinks += 1
            return
        }
        compared += 1
        if !(slopes.error <= 1) { failures += 1 }
        if let worst, slopes.error <= worst.error { return }
        worst = GradientCheck.Comparison(
            layer: entry.layer, tensor: entry.name, index: index,
            coordinates: entry.fileCoordinates(of: index),
            analytic: slopes.analytic, numeric: slopes.numeric, error: slopes.error)
    }
}

extension ParameterLayout.Entry {
    /// Returns the index, in a model file's tensor, of the value at an index in memory.
    func fileCoordinates(of index: Int) -> [Int] {
        var rest = index
        var coordinates = parameter.extents
        for extent in parameter.extents.indices.reversed() {
            (rest, coordinates[extent]) = rest.quotientAndRemainder(dividingBy: parameter.extents[extent])
        }
        return parameter.fileOrder.map { coordinates[$0] }
    }
}

/// The estimates of one parameter's derivative by differences of the loss.
private struct Slopes {
    let analytic: Double
    private(set) var numeric = 0.0
    private(set) var error = Double.infinity

    /// Whether the loss has no derivative here.
    private(set) var isKink = false

    /// Takes differences with smaller and smaller steps until the derivatives agree.
    init(
        _ surface: LossSurface, _ values: inout [Double], index: Int, analytic: Double, loss: Double,
        step: Double, tolerance: GradientCheck.Tolerance
    ) {
        self.analytic = analytic
        var gaps: [(width: Double, allowed: Double)] = []
        for step in [step, step / 10, step / 100, step / 1000] {
            let (below, above) = surface.losses(around: &values, index: index, step: step)
            let numeric = (above - below) / (2 * step)
            let allowed =
                tolerance.absolute + tolerance.relative * abs(numeric) + 16 * loss.magnitude * 0x1p-52 / step
            let error = abs(analytic - numeric) / allowed
            gaps.append((abs((above - loss) - (loss - below)) / step, allowed))
            if gaps.count == 1 || error < self.error { (self.numeric, self.error) = (numeric, error) }
            if error <= 1 { return }
        }
        // The gap between both slopes shrinks with the step if the loss is smooth, and stays at a kink.
        let (before, last) = (gaps[gaps.count - 2], gaps[gaps.count - 1])
        isKink = analytic.isFinite && last.width > last.allowed && last.width > before.width / 4
    }
}

/// The mean loss of a dataset, and the penalty, as a function of the parameters.
private struct LossSurface {
    private let objective: Objective<Double>
    private let data: Dataset<Double>
    private let context: RandomContext

    init(_ recipe: Recipe, _ data: Dataset<Double>) throws {
        guard data.rowCount > 0 else { throw TrainingError.noRows }
        objective = try Objective<Double>(
            recipe.network, loss: recipe.loss, regularization: recipe.regularization, input: data.inputShape,
            targetCount: data.targetCount, batchSize: data.rowCount, threads: 1)
        self.data = data
        context = RandomContext(seed: recipe.seed, step: 0)
    }

    var layout: ParameterLayout { objective.program.layout }

    func gradient(at parameters: [Double]) -> (loss: Double, gradient: [Double]) {
        var gradients = [Double](repeating: 0, count: parameters.count)
        withBatch { batch in
            _ = objective.evaluate(batch, parameters: parameters, gradients: &gradients, training: context)
        }
        return (loss(at: parameters), gradients)
    }

    /// Returns the losses with one parameter smaller and larger by a step.
    func losses(
        around parameters: inout [Double], index: Int, step: Double
    ) -> (below: Double, above: Double) {
        let value = parameters[index]
        defer { parameters[index] = value }
        parameters[index] = value - step
        let below = loss(at: parameters)
        parameters[index] = value + step
        return (below, loss(at: parameters))
    }

    private func loss(at parameters: [Double]) -> Double {
        withBatch { batch in
            let sum = objective.evaluateLoss(batch, parameters: parameters, training: context)
            let mean = batch.totalWeight > 0 ? sum / batch.totalWeight : 0
            return mean + objective.weightRules.penalty(parameters)
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
