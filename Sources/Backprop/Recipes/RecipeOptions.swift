/// What someone says about a run; whatever is `nil` is chosen by the data and said.
public struct RecipeOptions: Sendable {
    /// The hidden layers; the output layer follows from the target.
    public var hiddenLayers: Network?

    /// The activation of the output layer.
    public var output: Activation?

    /// What training makes small.
    public var loss: (any Loss)?

    /// The rule that changes the parameters.
    public var optimizer: (any Optimizer)?

    /// The size of a step.
    public var learningRate: Double?

    /// How strongly weights are pulled towards zero by an optimizer that is chosen by the data; one that is given
    /// has its own.
    public var weightDecay: Double?

    /// Whether the rows decide on the weight decay, by cross-validation inside the training rows. By default they do
    /// where neither optimizer nor weight decay is given and the table is small enough for it to take seconds.
    public var searchesWeightDecay: Bool?

    /// Hidden layers that the same folds may choose in place of ``hiddenLayers``; nil for those that the data suggest
    /// where hidden layers are not given.
    public var searchedLayers: [Network]?

    /// How the learning rate changes over the run.
    public var schedule: Schedule?

    /// A rule for first weights in place of the layers' own.
    public var initializer: (any Initializer)?

    /// How often training passes over all rows.
    public var epochs: Int?

    /// How many rows one update looks at.
    public var batchSize: BatchSize?

    /// Whether rows come in a new order in each epoch.
    public var shuffles: Bool?

    /// What keeps the network from learning its rows by heart.
    public var regularization = Regularization.none

    /// λ₂ of the penalty ½ λ₂ Σw² over all weights, in place of that of ``regularization``.
    public var l2: Double?

    /// When the run ends.
    public var stopping: Stopping?

    /// Where all randomness of the run comes from.
    public var seed: UInt64?

    /// The precision of the arithmetic.
    public var precision: Precision?

    /// How images are changed each time that they are learned from.
    public var augmentation: Augmentation?

    /// What the columns mean.
    public var columns = ColumnSelection()

    /// How raw rows become numbers.
    public var preprocessing = PreprocessingSettings()

    /// Whether nothing was said of what keeps the network from learning its rows by heart.
    var leavesPenaltyOpen: Bool { l2 == nil && regularization == .none }

    /// Creates options under which everything is chosen by the data.
    public init() {}
}

/// One thing that was chosen because nobody said otherwise.
public struct Choice: Codable, Equatable, Sendable {
    /// What was chosen, such as `learning rate`.
    public let setting: String

    /// The value, as text.
    public let value: String

    /// Why this value.
    public let reason: String

    /// Notes a choice down.
    public init(setting: String, value: String, reason: String) {
        self.setting = setting
        self.value = value
        self.reason = reason
    }
}

extension RecipeOptions {
    /// The complete recipe for a table of that schema, and what was chosen on the way.
    ///
    /// - Throws: ``NetworkError`` or ``TrainingError`` when what was said contradicts itself.
    public func recipe(for schema: Schema, rows: Int) throws -> (recipe: Recipe, choices: [Choice]) {
        try recipe(
            for: LearningProblem(
                task: schema.task, classCount: schema.classLabels.count,
                targetCount: schema.targetNames.count,
                rows: rows, inputCount: schema.inputCount, columns: ColumnSelection(complete: schema)))
    }

    /// The complete recipe for images, and what was chosen on the way.
    ///
    /// - Throws: ``ImageError`` where the images have no labels, and ``NetworkError`` or ``TrainingError`` when
    ///   what was said contradicts itself.
    public func recipe(for images: ImageSet) throws -> (recipe: Recipe, choices: [Choice]) {
        guard !images.classLabels.isEmpty else { throw ImageError.unlabelled(images.source) }
        try images.requireSeveralClasses()
        return try recipe(
            for: LearningProblem(
                task: .classification, classCount: images.classLabels.count, targetCount: 1,
                rows: images.count, inputCount: images.shape.count, columns: columns, images: images.shape))
    }

    private func recipe(for problem: LearningProblem) throws -> (recipe: Recipe, choices: [Choice]) {
        var chooser = RecipeChooser(options: self, problem: problem)
        let recipe = try chooser.recipe()
        return (recipe, chooser.choices)
    }
}

/// What choices depend on: the kind and the size of what is to be learned.
struct LearningProblem {
    let task: LearningTask
    let classCount: Int
    let targetCount: Int
    let rows: Int
    let inputCount: Int
    let columns: ColumnSelection

    /// The shape of the images; `nil` for tables.
    var images: Shape?
}

extension Schema {
    /// The inputs that the features will become, as far as the schema tells.
    fileprivate var inputCount: Int {
        columns.filter(\.role.isFeature).reduce(0) { count, column in
            count + (column.role == .numeric ? 1 : min(column.distinctCount, 50))
        }
    }
}
