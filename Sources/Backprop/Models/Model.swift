/// A network with its parameters and everything needed to predict from raw rows; or several, whose predictions are
/// averaged (``init(averaging:)``).
///
/// A model is an immutable value: predicting changes nothing, so any number of threads may use one at the
/// same time.
public struct Model: Sendable {
    /// What it was trained by; the network is part of it.
    public let recipe: Recipe

    /// The shape of one example.
    public let inputShape: Shape

    /// The trained numbers.
    public let parameters: Parameters

    /// What turns raw rows into numbers and back; `nil` for a model trained on numbers alone.
    public internal(set) var preprocessor: Preprocessor?

    /// What turns images into numbers; `nil` for a model that was not trained on images.
    public let images: ImagePreprocessor?

    /// What it was trained on, and how well it did there.
    public internal(set) var provenance: Provenance

    /// Where each parameter lies.
    public let layout: ParameterLayout

    /// Further models, trained apart, whose predictions are averaged with what this one's network says; none where
    /// the network predicts alone.
    public internal(set) var companions: [Model] = []

    /// Puts a model together.
    ///
    /// - Throws: ``NetworkError`` when the network cannot take the shape.
    public init(
        recipe: Recipe, inputShape: Shape, parameters: Parameters, preprocessor: Preprocessor? = nil,
        images: ImagePreprocessor? = nil, provenance: Provenance
    ) throws(NetworkError) {
        layout = try ParameterLayout(recipe.network, input: inputShape)
        precondition(parameters.count == layout.vectorCount, "as many parameters as the network has")
        self.recipe = recipe
        self.inputShape = inputShape
        self.parameters = parameters
        self.preprocessor = preprocessor
        self.images = images
        self.provenance = provenance
    }

    /// The layers; of an average those of its first member.
    public var network: Network { recipe.network }
}

/// The parameters of a model, in the precision they were trained in.
public enum Parameters: Equatable, Sendable {
    /// In single precision.
    case float32([Float])
    /// In double precision.
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

    /// The values in any precision; converted where it is not their own.
    public func values<S: Scalar>(as scalar: S.Type = S.self) -> [S] {
        switch self {
        case .float32(let values): values as? [S] ?? values.map { S($0) }
        case .float64(let values): values as? [S] ?? values.map { S($0) }
        }
    }
}

/// What a model was trained on, and what came of it.
public struct Provenance: Codable, Equatable, Sendable {
    /// The file, without its folder.
    public var source: String

    /// The number of rows that training used.
    public var rows: Int

    /// The columns of the table, in their order.
    public var columns: [String]

    /// The number of epochs after which training ended.
    public var epochs: Int

    /// Scores on the training rows and, where there were any, on validation rows.
    public var metrics: [String: Double]

    /// Notes down where a model comes from.
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
