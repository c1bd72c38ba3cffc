/// A network with its parameters and everything needed to predict from raw rows; or several, whose predictions are
/// averaged (``init(averaging:)``).
///
/// A model is an immutable value: predicting changes nothing, so any number of threads may use one at the
/// same time.
public struct Model: Sendable {
    /// The recipe that it was trained by; the network is part of it.
    public internal(set) var recipe: Recipe { didSet { fileFrame = nil } }

    /// The shape of one example.
    public let inputShape: Shape

    /// The trained numbers.
    public let parameters: Parameters

    /// The kind of rows that it takes, with the preprocessor that turns them into numbers.
    public internal(set) var input: ModelInput { didSet { fileFrame = nil } }

    /// The data it was trained on, and its scores there.
    public internal(set) var provenance: Provenance { didSet { fileFrame = nil } }

    /// The position of each parameter.
    public let layout: ParameterLayout

    /// The networks of an average after the first, which is the model itself; empty if its network predicts alone.
    ///
    /// ``members`` are all of them. In files they are called companions.
    package internal(set) var furtherMembers: [Model] = [] { didSet { fileFrame = nil } }

    /// The parts of the file that the model was read from, or `nil` if it was not read, or has changed since.
    var fileFrame: SafetensorsFrame?

    /// The errors on rows that were held out when the recipe was selected, or `nil` if there were none. Intervals and
    /// sets of classes are computed from them.
    public internal(set) var heldOutErrors: HeldOutErrors?

    /// A summary of the columns of the training rows, or `nil` unless they are those of a table.
    ///
    /// Rows that were held out to stop by are among them. Further rows are compared with it: see
    /// ``drift(of:since:threads:)``.
    public internal(set) var dataSummary: DataSummary? { didSet { fileFrame = nil } }

    /// The threshold that decides between two classes, or `nil` if the more probable class is predicted.
    public internal(set) var threshold: DecisionThreshold?

    /// Whether scores count every row by the weight of its class, as training did; see ``weightingClassesInScores()``.
    public internal(set) var weightsClassesInScores = false

    /// Creates a model from its parts.
    ///
    /// - Throws: ``NetworkError`` when the network cannot take the shape.
    public init(
        recipe: Recipe, inputShape: Shape, parameters: Parameters, input: ModelInput = .numbers,
        provenance: Provenance
    ) throws(NetworkError) {
        layout = try ParameterLayout(recipe.network, input: inputShape)
        precondition(parameters.count == layout.vectorCount, "as many parameters as the network has")
        self.recipe = recipe
        self.inputShape = inputShape
        self.parameters = parameters
        self.input = input
        self.provenance = provenance
    }

    /// The layers; of an average those of its first member.
    public var network: Network { recipe.network }

    /// The preprocessor of a table's rows, or `nil` for a model of images or numbers.
    public var preprocessor: Preprocessor? { input.preprocessor }

    /// The preprocessor of images, or `nil` for a model of other rows.
    public var images: ImagePreprocessor? { input.images }
}

/// The parameters of a model, in the precision they were trained in.
public enum Parameters: Equatable, Sendable {
    /// Values in single precision.
    case float32([Float])
    /// Values in double precision.
    case float64([Double])

    /// Wraps a vector of either precision.
    public init<S: Scalar>(_ values: [S]) {
        switch values {
        case let values as [Float]: self = .float32(values)
        case let values as [Double]: self = .float64(values)
        default: preconditionFailure("a scalar is Float or Double")
        }
    }

    /// The number of parameters.
    public var count: Int {
        switch self {
        case .float32(let values): values.count
        case .float64(let values): values.count
        }
    }

    /// The precision.
    public var precision: Precision {
        switch self {
        case .float32: .float32
        case .float64: .float64
        }
    }

    /// Returns the values in any precision; they are converted if it is not their own.
    public func values<S: Scalar>(as scalar: S.Type = S.self) -> [S] {
        switch self {
        case .float32(let values): values as? [S] ?? values.map { S($0) }
        case .float64(let values): values as? [S] ?? values.map { S($0) }
        }
    }
}

/// The data a model was trained on, and its scores there.
public struct Provenance: Codable, Equatable, Sendable {
    /// The file, without its folder.
    public var source: String

    /// The number of rows that training used.
    public var rows: Int

    /// The columns of the table, in their order.
    public var columns: [String]

    /// The number of epochs after which training ended.
    public var epochs: Int

    /// The scores on the training rows and, if there were any, on the validation rows.
    public var metrics: [String: Double]

    /// Creates a note of a model's origin.
    public init(
        source: String, rows: Int, columns: [String] = [], epochs: Int = 0, metrics: [String: Double] = [:]
    ) {
        self.source = source
        self.rows = rows
        self.columns = columns
        self.epochs = epochs
        self.metrics = metrics
    }
}
