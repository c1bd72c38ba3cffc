import ArgumentParser
import Backprop

/// The recipe, option by option; whatever is not given is chosen by the data and said.
struct RecipeArguments: ParsableArguments {
    @Option(
        help:
            "The hidden layers, such as \"dense 16 relu, dropout 0.2\"; \"none\" for none (default: by the rows)."
    )
    var layers: String?

    @Option(help: "The output's activation: softmax, sigmoid, linear, … (default: by the task).")
    var output: String?

    @Option(
        help: ArgumentHelp(
            "squared-error, mean-squared-error, mean-absolute-error, huber, cross-entropy or binary-cross-entropy (default: by the task)."
        ))
    var loss: String?

    @Option(help: "sgd, adagrad, rmsprop, adam, adamw, amsgrad, nadam, lion or rprop (default: adamw).")
    var optimizer: String?

    @Option(parsing: .unconditional, help: "The size of a step, above 0 (default: by the optimizer).")
    var learningRate: Double?

    @Option(
        parsing: .unconditional,
        help: "The share of the last step that goes on, for sgd and rmsprop; from 0 to below 1.")
    var momentum: Double?

    @Flag(help: "Look ahead along the momentum (sgd).")
    var nesterov = false

    @Option(parsing: .unconditional, help: "How strongly weights are pulled towards zero; at least 0.")
    var weightDecay: Double?

    @Option(help: "How the learning rate changes: constant, cosine or step:EVERY:FACTOR (default: constant).")
    var schedule: String?

    @Option(parsing: .unconditional, help: "How often to pass over all rows (default: 100).")
    var epochs: Int?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "How many rows one update looks at, or full (default: by the rows).", valueName: "rows"))
    var batchSize: String?

    @Flag(help: "Keep the rows in the order of the file.")
    var noShuffle = false

    @Option(
        name: .customLong("init"),
        help: ArgumentHelp(
            "First weights: glorot-uniform, he-normal, uniform:0..1, normal:0,0.1, … (default: by the activation).",
            valueName: "rule"))
    var initializer: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Keep this share of the rows apart, and stop when their loss stops improving.", valueName: "share"
        ))
    var validationSplit: Double?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "With --validation-split: how many epochs to wait for an improvement (default: 20).",
            valueName: "epochs"))
    var patience: Int?

    @Option(parsing: .unconditional, help: "Where all randomness comes from: 0 or more (default: 1).")
    var seed: UInt64?

    @Option(help: "The precision of the arithmetic (default: float32).")
    var precision: Precision?

    /// The options as the library takes them.
    func options(columns: ColumnSelection) throws -> RecipeOptions {
        var options = RecipeOptions()
        options.columns = columns
        options.hiddenLayers = try layers.map { $0 == "none" ? Network([]) : try Network(parsing: $0) }
        options.output = try output.map { try Names.activation($0) }
        options.loss = try loss.map { try Names.loss($0) }
        options.optimizer = try optimizerRule()
        options.learningRate = learningRate
        options.schedule = try schedule.map { try Names.schedule($0) }
        options.initializer = try initializer.map { try Initializers.named($0) }
        options.epochs = epochs
        options.batchSize = try batchSize.map { try Names.batchSize($0) }
        options.shuffles = noShuffle ? false : nil
        options.seed = seed
        options.precision = precision
        options.stopping = try stopping()
        return options
    }

    private func stopping() throws -> Stopping? {
        guard let share = validationSplit else {
            if patience != nil { throw UsageError("--patience needs --validation-split") }
            return nil
        }
        guard share >= 0, share < 1 else {
            throw UsageError("--validation-split is a share from 0 to below 1, not \(share)")
        }
        let patience = patience ?? 20
        guard patience > 0 else { throw UsageError("--patience is at least 1, not \(patience)") }
        if share == 0 { return .afterAllEpochs }
        return .onValidation(share: share, patience: patience, minimumImprovement: 0)
    }

    private func optimizerRule() throws -> (any Optimizer)? {
        guard let optimizer else {
            guard momentum == nil, !nesterov, weightDecay == nil else {
                throw UsageError("--momentum, --nesterov and --weight-decay need --optimizer")
            }
            return nil
        }
        return try Names.optimizer(
            optimizer, momentum: momentum, nesterov: nesterov, weightDecay: weightDecay)
    }
}

extension Precision: ExpressibleByArgument {}
