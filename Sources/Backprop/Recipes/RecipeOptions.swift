/// A recipe in which settings may be left out; the data choose those that are `nil`, and each choice is reported.
public struct RecipeOptions: Sendable {
    /// The hidden layers; the output layer follows from the target.
    public var hiddenLayers: Network?

    /// The activation of the output layer.
    public var output: Activation?

    /// The loss to minimize.
    public var loss: (any Loss)?

    /// The optimizer with its learning rate and its weight decay, as far as they are explicit.
    package var optimizerOptions = OptimizerOptions()

    /// Whether cross-validation within the training rows selects the weight decay and the other open settings: hidden
    /// layers, scalings, bins, encodings and the temperature. By default it does if ``searchedLayers`` is set. It
    /// also does if neither optimizer nor weight decay is explicit, and the table is small enough for it to take seconds.
    public var usesSelection: Bool?

    /// Hidden layers that the selection may take in place of ``hiddenLayers``.
    public var searchedLayers: [Network]?

    /// The change of the learning rate over the run.
    public var schedule: Schedule?

    /// The rule for initial weights in place of the layers' own rules.
    public var initializer: (any Initializer)?

    /// The number of passes over all rows.
    public var epochs: Int?

    /// The number of rows per update.
    public var batchSize: BatchSize?

    /// The number of runs of rows into which each batch is cut, a power of two. Defaults to 1.
    public var shards: Int?

    /// Whether each epoch takes the rows in a new order.
    public var shuffles: Bool?

    /// The regularization against overfitting.
    public var regularization: Regularization?

    /// The rule that ends the run.
    public var stopping: Stopping?

    /// The effort to find a good network. Defaults to ``Quality/standard``.
    public var quality: Quality?

    /// The number that divides the logits of the trained network; 1 leaves its probabilities unchanged.
    public var temperature: Double?

    /// The number of networks, each trained by itself, whose predictions are averaged.
    public var members: Int?

    /// The seed of all randomness of the run.
    public var seed: UInt64?

    /// The precision of the arithmetic.
    public var precision: Precision?

    /// The random changes of images in training.
    public var augmentation: Augmentation?

    /// The layers that training leaves unchanged.
    public var frozenLayers: FrozenLayers?

    /// The model that the run continues.
    public var continuation: Continuation?

    /// The roles of the columns.
    public var columns = ColumnSelection()

    /// The preprocessing of raw rows.
    public var preprocessing = PreprocessingSettings(
        categoricalEncoding: .auto, scaling: .auto, targetScaling: .auto)

    /// The order of the rows in time.
    public var time = TimeOrder()

    /// Creates options that leave every setting to the data.
    public init() {}
}

/// A setting that the data chose because it was left out.
public struct Choice: Codable, Equatable, Sendable {
    /// The name of the setting, such as `learning rate`.
    public let setting: String

    /// The value, as text.
    public let value: String

    /// The reason for the value.
    public let reason: String

    /// Creates a choice.
    public init(setting: String, value: String, reason: String) {
        self.setting = setting
        self.value = value
        self.reason = reason
    }
}

extension RecipeOptions {
    /// Returns the complete recipe for a table of that schema, and the choices that the data made.
    ///
    /// - Throws: ``NetworkError`` or ``SettingError`` if two settings do not go together.
    public func recipe(for schema: Schema, rows: Int) throws -> (recipe: Recipe, choices: [Choice]) {
        var columns = ColumnSelection(complete: schema)
        columns.positive = self.columns.positive
        return try recipe(
            for: LearningProblem(
                task: schema.task, classCount: schema.classLabels.count,
                targetCount: schema.targetNames.count,
                rows: rows, inputCount: schema.inputCount(preprocessing) + addedInputCount(schema),
                numericCount: schema.columns.count { $0.role == .numeric },
                maximumCategoryCount: schema.columns.filter { $0.role == .categorical }.map(\.distinctCount)
                    .max()
                    ?? 0, columns: columns,
                skewed: SkewedColumns(of: schema)))
    }

    /// Returns the complete recipe for images, and the choices that the data made.
    ///
    /// - Throws: ``ImageError`` if the images have no labels, and ``NetworkError`` or ``SettingError`` if two
    ///   settings do not go together.
    public func recipe(for images: ImageSet) throws -> (recipe: Recipe, choices: [Choice]) {
        if time != TimeOrder() { throw ImageError.ordered(images) }
        guard !images.classLabels.isEmpty else { throw ImageError.unlabelled(images.source) }
        try images.requireSeveralClasses()
        return try recipe(
            for: LearningProblem(
                task: .classification, classCount: images.classLabels.count, targetCount: 1,
                rows: images.count, inputCount: images.shape.count, columns: columns, images: images.shape))
    }

    /// Whether the selection is requested or turned off, or `nil` if the data decide.
    package var explicitSelection: Bool? { usesSelection ?? (searchedLayers?.isEmpty == false ? true : nil) }

    /// Returns the number of inputs of earlier rows, as far as a schema lacks their columns.
    private func addedInputCount(_ schema: Schema) -> Int {
        guard time.isUsed, schema.readSelection == nil else { return 0 }
        return ((time.lags?.count ?? 0) + (time.rolling?.count ?? 0))
            * (time.lagged?.count ?? schema.targets.count)
    }

    private func recipe(for problem: LearningProblem) throws -> (recipe: Recipe, choices: [Choice]) {
        if let continuation { throw ContinuationError.noModel(sha256: continuation.model) }
        var chooser = RecipeChooser(options: self, problem: problem)
        let recipe = try chooser.recipe()
        return (recipe, chooser.choices)
    }
}

/// The kind and size of the problem, on which choices depend.
struct LearningProblem {
    let task: LearningTask
    let classCount: Int
    let targetCount: Int
    let rows: Int
    let inputCount: Int

    /// The number of columns of numbers.
    var numericCount = 0

    /// The number of categories of the column that has the most.
    var maximumCategoryCount = 0
    let columns: ColumnSelection
    var skewed = SkewedColumns()

    /// The shape of the images, or `nil` for tables.
    var images: Shape?
}

extension Schema {
    /// The number of inputs that the features become, as far as the schema determines it.
    fileprivate func inputCount(_ settings: PreprocessingSettings) -> Int {
        columns.filter(\.role.isFeature).reduce(0) { count, column in
            let count = count + column.binCount(settings)
            if let dates = column.dates { return count + dates.features.reduce(0) { $0 + $1.width } }
            if column.role == .text {
                let columns = self.columns.count { $0.role == .text }
                return count + FittedText.maximumTopicCount(rows: rowCount, columns: columns)
            }
            return count + (column.role == .numeric ? 1 : min(column.distinctCount, 50))
        }
    }
}

extension ImageError {
    fileprivate static func ordered(_ images: ImageSet) -> ImageError {
        ImageError(
            .badOptions, source: images.source,
            problem: "The recipe orders rows by time, but images have no such order.",
            remedy: "Leave out the time column and the settings that belong to it.")
    }
}
