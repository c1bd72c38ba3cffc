/// Everything that decides a training run: the same recipe on the same data gives the same bits.
public struct Recipe: Sendable {
    /// The layers, the output layer included.
    public var network: Network

    /// What training makes small.
    public var loss: any Loss

    /// How gradients change the parameters.
    public var optimizer: any Optimizer

    /// How the rows decide on the optimizer's weight decay before the run; nil where it is decided. A ``Trainer``
    /// follows it, and the recipe of its model has the weight decay in its place.
    public var weightDecaySearch: NestedModelSelection?

    /// How the learning rate changes over the run.
    public var schedule: Schedule

    /// A rule for first weights in place of the layers' own.
    public var initializer: (any Initializer)?

    /// How often training passes over all rows.
    public var epochs: Int

    /// How many rows one update looks at.
    public var batchSize: BatchSize

    /// Whether the rows come in a new order in each epoch.
    public var shuffles: Bool

    /// What keeps the network from learning its rows by heart.
    public var regularization: Regularization

    /// When the run ends.
    public var stopping: Stopping

    /// Where all randomness of the run comes from.
    public var seed: UInt64

    /// The precision of the arithmetic and of the model file.
    public var precision: Precision

    /// What the columns of a table mean; without effect on data that are numbers already.
    public var columns: ColumnSelection

    /// How raw rows become numbers; without effect on data that are numbers already.
    public var preprocessing: PreprocessingSettings

    /// How a table's target becomes numbers.
    public var targetEncoding: TargetEncoding

    /// How images are changed each time that they are learned from; `nil` for not at all. Without effect on tables.
    public var augmentation: Augmentation?

    /// Creates a recipe; what is not given has a common value.
    public init(
        network: Network, loss: any Loss, optimizer: any Optimizer = Adam(),
        weightDecaySearch: NestedModelSelection? = nil,
        schedule: Schedule = .constant, initializer: (any Initializer)? = nil, epochs: Int = 100,
        batchSize: BatchSize = .rows(32), shuffles: Bool = true, regularization: Regularization = .none,
        stopping: Stopping = .afterAllEpochs,
        seed: UInt64 = 1, precision: Precision = .float32, columns: ColumnSelection = ColumnSelection(),
        preprocessing: PreprocessingSettings = PreprocessingSettings(),
        targetEncoding: TargetEncoding = .oneHot, augmentation: Augmentation? = nil
    ) {
        self.network = network
        self.loss = loss
        self.optimizer = optimizer
        self.weightDecaySearch = weightDecaySearch
        self.schedule = schedule
        self.initializer = initializer
        self.epochs = epochs
        self.batchSize = batchSize
        self.shuffles = shuffles
        self.regularization = regularization
        self.stopping = stopping
        self.seed = seed
        self.precision = precision
        self.columns = columns
        self.preprocessing = preprocessing
        self.targetEncoding = targetEncoding
        self.augmentation = augmentation
    }
}

/// How many rows one update looks at.
public enum BatchSize: Hashable, Sendable {
    /// So many; the last batch of an epoch may have fewer. One row is online training.
    case rows(Int)
    /// All rows of the training data.
    case full

    /// The number of rows for a dataset of that many.
    public func count(of rows: Int) -> Int {
        switch self {
        case .rows(let count): max(1, min(count, rows))
        case .full: max(1, rows)
        }
    }
}

extension BatchSize: Codable, CustomStringConvertible {
    /// Reads a whole number of at least 1, or `"full"`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let rows = try? container.decode(Int.self), rows > 0 {
            self = .rows(rows)
        } else if (try? container.decode(String.self)) == "full" {
            self = .full
        } else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "a batch size is a whole number of at least 1, or “full”")
        }
    }

    /// Writes the number of rows, or `"full"`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .rows(let rows): try container.encode(rows)
        case .full: try container.encode("full")
        }
    }

    /// The number of rows, or `full`.
    public var description: String {
        switch self {
        case .rows(let rows): "\(rows)"
        case .full: "full"
        }
    }
}
