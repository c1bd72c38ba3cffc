/// A short run with a learning rate that rises at every step. It shows the rates at which the loss falls, and the rate
/// at which it diverges.
///
/// Rates rise by the same factor from step to step. Batches differ in their losses whatever the rate, above all if a few
/// targets are far larger than the others. So each batch is compared with itself: a second run with a rate of zero has
/// the same batches and gives the loss kₜ of the initial weights. Both losses are smoothed, aₜ = βaₜ₋₁ + (1 − β)lₜ and
/// bₜ = βbₜ₋₁ + (1 − β)kₜ. The smoothed loss is their ratio aₜ / bₜ times the mean of all kₜ. The run ends early if it
/// exceeds four times its lowest value or is not a number.
///
/// Source: Smith, “Cyclical learning rates for training neural networks”, WACV (2017), section 3.3.
public struct LearningRateRangeTest: Sendable {
    /// The recipe to train; its learning rate and schedule are replaced.
    public let recipe: Recipe

    /// The first rate.
    public let lowest: Double

    /// The last rate.
    public let highest: Double

    /// The number of updates, or `nil` for those of one epoch, but at least 200.
    public let steps: Int?

    /// β.
    public let smoothing: Double

    /// One update.
    public struct Point: Codable, Equatable, Sendable {
        /// The rate of the update.
        public let learningRate: Double

        /// The mean loss of the batch, just before the update.
        public let loss: Double

        /// The loss, smoothed over the updates so far, without the differences between batches.
        public let smoothedLoss: Double
    }

    /// The result of a test.
    public struct Result: Codable, Equatable, Sendable {
        /// Every update, in order.
        public internal(set) var points: [Point] = []

        /// Whether the loss diverged before the highest rate.
        public internal(set) var hasBurst = false
    }

    /// Plans a test.
    ///
    /// - Throws: ``SettingError`` for rates or steps that are not valid, and for an optimizer whose steps do not follow
    ///   the learning rate.
    public init(
        _ recipe: Recipe, lowest: Double = 1e-6, highest: Double = 10, steps: Int? = nil,
        smoothing: Double = 0.95
    ) throws(SettingError) {
        self.recipe = recipe
        self.lowest = lowest
        self.highest = highest
        self.steps = steps
        self.smoothing = smoothing
        try validate()
    }

    private func validate() throws(SettingError) {
        func require(_ condition: Bool, _ name: String, _ found: String, _ expected: String)
            throws(SettingError)
        {
            guard condition else { throw SettingError(name: name, found: found, expected: expected) }
        }
        try recipe.validate()
        let optimizer = type(of: recipe.optimizer).typeName
        let follows = !(recipe.optimizer is Rprop || recipe.optimizer is any FullBatchOptimizer)
        try require(follows, "optimizer", optimizer, "one whose steps follow the learning rate")
        try require(lowest > 0 && lowest.isFinite, "lowest learning rate", "\(lowest)", "a number above 0")
        try require(
            highest > lowest && highest.isFinite, "highest learning rate", "\(highest)",
            "a number above the lowest, \(lowest)")
        if let steps { try require(steps >= 10, "number of steps", "\(steps)", "at least 10") }
        try require(smoothing >= 0 && smoothing < 1, "smoothing", "\(smoothing)", "from 0 to below 1")
    }

    /// Tests on the rows of a table that training would learn from.
    ///
    /// - Throws: The errors of ``Trainer/train(on:schema:rows:validation:scratchFolder:onEvent:)``.
    public func run(on table: Table, schema: Schema? = nil, threads: Int = 1) throws -> Result {
        try run(TableData(table, schema: schema, for: recipe), threads: threads)
    }

    /// Tests on the images that training would learn from.
    ///
    /// - Throws: The errors of ``Trainer/train(on:rows:validation:conversion:onEvent:)``.
    public func run(on images: ImageSet, threads: Int = 1) throws -> Result {
        try run(ImageData(images), threads: threads)
    }

    /// Tests on the rows of any kind that training would learn from.
    package func run(_ data: any LearningData, threads: Int = 1) throws -> Result {
        let scaled = try Trainer(recipe, threads: threads).resolvingScaling(on: data)
        let prepared = try PreparedData(scaled, data)
        return try prepared.precision.withScalarType { try run(prepared, as: $0, threads: threads) }
    }

    private func run<S: Scalar>(_ prepared: PreparedData, as scalar: S.Type, threads: Int) throws -> Result {
        try run(on: prepared.trainingRows(as: S.self), threads: threads)
    }

    /// Tests on numbers.
    ///
    /// - Throws: ``NetworkError``, ``TrainingError``, or an error of the source.
    public func run<S: Scalar>(on data: any BatchSource<S>, threads: Int = 1) throws -> Result {
        let run = try TrainingRun(recipe, data: data, threads: threads)
        let initial = try TrainingRun(recipe, data: data, threads: threads)
        let count = steps ?? max(200, run.stepsPerEpoch)
        var losses = PairedLosses(smoothing: smoothing)
        var rates: [Double] = []
        while rates.count < count, !losses.haveBurst {
            let rate = rate(rates.count, of: count)
            guard let before = try finiteLoss(initial, 0), let loss = try finiteLoss(run, rate) else {
                losses.haveBurst = true
                break
            }
            losses.append(loss, before: before)
            rates.append(rate)
        }
        return Result(points: losses.points(rates: rates), hasBurst: losses.haveBurst)
    }

    /// Returns the loss before the update, or `nil` if it is not a number.
    private func finiteLoss<S: Scalar>(_ run: TrainingRun<S>, _ rate: Double) throws -> Double? {
        do {
            return try run.step(learningRate: rate)
        } catch TrainingError.nonFiniteLoss {
            return nil
        }
    }

    /// Returns highest · (lowest / highest)^(1 − step / (count − 1)).
    private func rate(_ step: Int, of count: Int) -> Double {
        let rest = 1 - Double(step) / Double(count - 1)
        return highest * PortableMath.exponential(PortableLog.value(of: lowest / highest) * rest)
    }
}

extension LearningRateRangeTest.Result {
    /// The point with the lowest smoothed loss, or `nil` if there are no points.
    public var lowest: LearningRateRangeTest.Point? {
        points.min { $0.smoothedLoss < $1.smoothedLoss }
    }

    /// A tenth of the rate with the lowest smoothed loss: safely below the rate at which the loss begins to rise.
    public var tenthOfLowest: Double? { lowest.map { $0.learningRate / 10 } }

    /// The rate at which the smoothed loss falls fastest over the logarithm of the rate, or `nil` if it never falls.
    /// The slope is measured over a tenth of the points on either side.
    public var steepest: Double? {
        let window = max(1, points.count / 10)
        guard points.count > 2 * window else { return nil }
        let falls = (window..<(points.count - window)).map {
            points[$0 - window].smoothedLoss - points[$0 + window].smoothedLoss
        }
        guard let steepest = falls.max(), steepest > 0, let index = falls.firstIndex(of: steepest) else {
            return nil
        }
        return points[index + window].learningRate
    }

    /// The suggested learning rate, at which the loss falls fastest, or `nil` if it never falls.
    public var suggestion: Double? { steepest }
}
