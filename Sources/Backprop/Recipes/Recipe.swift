/// Everything that decides a training run: the same recipe on the same data gives the same bits.
public struct Recipe: Sendable {
    /// The layers, the output layer included.
    public var network: Network

    /// The loss to minimize.
    public var loss: any Loss

    /// The rule that updates the parameters.
    public var optimizer: any Optimizer

    /// The selection of settings by the rows before the run, or `nil` if the recipe is complete. A ``Trainer`` runs it,
    /// and the recipe of its model has the selected settings instead.
    public var selection: NestedModelSelection?

    /// The change of the learning rate over the run.
    public var schedule: Schedule

    /// The rule for initial weights in place of the layers' own rules.
    public var initializer: (any Initializer)?

    /// The number of passes over all rows.
    public var epochs: Int

    /// The number of rows per update.
    public var batchSize: BatchSize

    /// The number of runs of rows into which each batch is cut, a power of two. Their gradients are added in one fixed
    /// binary tree, so that several machines can share the work with the same bits.
    ///
    /// With 1, each value of the gradient is one sum over all rows of the batch.
    public var shards: Int

    /// Whether each epoch takes the rows in a new order.
    public var shuffles: Bool

    /// The regularization against overfitting.
    public var regularization: Regularization

    /// The rule that ends the run.
    public var stopping: Stopping

    /// The number that divides the logits of the trained network, so that its probabilities are calibrated, or `nil` for 1.
    ///
    /// Formula: p_c = exp(z_c/T) / Σ_k exp(z_k/T). The weights and biases of the last layer are divided by it after training.
    /// Without effect on numbers to predict. Source: Guo, Pleiss, Sun and Weinberger, “On calibration of modern neural
    /// networks”, ICML 2017, section 4.2.
    public var temperature: Double?

    /// The number of networks, each trained by itself, whose predictions are averaged (``Model/init(averaging:)``).
    ///
    /// The first network has the recipe's ``seed``, the others have seeds that follow from it.
    public var members: Int

    /// The seed of all randomness of the run.
    public var seed: UInt64

    /// The precision of the arithmetic and of the model file.
    public var precision: Precision

    /// The roles of a table's columns; without effect on data that are numbers already.
    public var columns: ColumnSelection

    /// The preprocessing of raw rows; without effect on data that are numbers already.
    public var preprocessing: PreprocessingSettings

    /// The encoding of a table's target.
    public var targetEncoding: TargetEncoding

    /// The random changes of images in training, or `nil` for none; without effect on tables.
    public var augmentation: Augmentation?

    /// The order of a table's rows in time; without effect on data that are numbers already.
    public var time: TimeOrder

    /// The layers that training leaves unchanged, or `nil` for none.
    public var frozenLayers: FrozenLayers?

    /// The model that the run continues, or `nil` if it begins with new weights. A ``Trainer`` needs the model itself.
    public var continuation: Continuation?

    /// Creates a recipe; settings that are left out have common values.
    public init(
        network: Network, loss: any Loss, optimizer: any Optimizer = Adam(),
        selection: NestedModelSelection? = nil,
        schedule: Schedule = .constant, initializer: (any Initializer)? = nil, epochs: Int = 100,
        batchSize: BatchSize = .rows(32), shards: Int = 1, shuffles: Bool = true,
        regularization: Regularization = .none,
        stopping: Stopping = .afterAllEpochs, temperature: Double? = nil,
        members: Int = 1, seed: UInt64 = 1, precision: Precision = .float32,
        columns: ColumnSelection = ColumnSelection(),
        preprocessing: PreprocessingSettings = PreprocessingSettings(),
        targetEncoding: TargetEncoding = .oneHot, augmentation: Augmentation? = nil,
        time: TimeOrder = TimeOrder(), frozenLayers: FrozenLayers? = nil, continuation: Continuation? = nil
    ) {
        self.network = network
        self.loss = loss
        self.optimizer = optimizer
        self.selection = selection
        self.schedule = schedule
        self.initializer = initializer
        self.epochs = epochs
        self.batchSize = batchSize
        self.shards = shards
        self.shuffles = shuffles
        self.regularization = regularization
        self.stopping = stopping
        self.temperature = temperature
        self.members = members
        self.seed = seed
        self.precision = precision
        self.columns = columns
        self.preprocessing = preprocessing
        self.targetEncoding = targetEncoding
        self.augmentation = augmentation
        self.time = time
        self.frozenLayers = frozenLayers
        self.continuation = continuation
    }
}

/// The number of rows per update.
public enum BatchSize: Hashable, Sendable {
    /// A number of rows; the last batch of an epoch may have fewer. One row is online training.
    case rows(Int)
    /// All rows of the training data.
    case full

    /// Returns the number of rows per update for a dataset of that many rows.
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
                in: container, debugDescription: "a batch size is a whole number of at least 1, or \"full\"")
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
