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

    /// Overrides what a recipe says.
    func apply(to options: inout RecipeOptions) throws {
        if let layers { options.hiddenLayers = layers == "none" ? Network([]) : try Network(parsing: layers) }
        if let output { options.output = try Names.activation(output) }
        if let loss { options.loss = try Names.loss(loss) }
        try applyOptimizer(to: &options)
        if let schedule { options.schedule = try Names.schedule(schedule) }
        if let initializer { options.initializer = try Initializers.named(initializer) }
        if let epochs { options.epochs = epochs }
        if let batchSize { options.batchSize = try Names.batchSize(batchSize) }
        if noShuffle { options.shuffles = false }
        if let seed { options.seed = seed }
        if let precision { options.precision = precision }
        options.stopping = try stopping(options.stopping)
    }

    /// Options of an optimizer change the one named here, else the recipe's, else the one chosen by the data.
    private func applyOptimizer(to options: inout RecipeOptions) throws {
        if let optimizer {
            options.optimizer = try Names.optimizer(optimizer)
            options.learningRate = nil
        }
        if let learningRate { options.learningRate = learningRate }
        let numbers = OptimizerNumbers(momentum: momentum, nesterov: nesterov, weightDecay: weightDecay)
        if let optimizer = options.optimizer {
            options.optimizer = try numbers.applied(to: optimizer)
        } else {
            // The one that the data choose decays, and has no momentum.
            let decaying = try numbers.applied(to: AdamW())
            if weightDecay != nil { options.weightDecay = (decaying as? AdamW)?.weightDecay }
        }
    }

    private func stopping(_ given: Stopping?) throws -> Stopping? {
        var (share, wait, least): (Double?, Int, Double) = (validationSplit, 20, 0)
        if case .onValidation(let givenShare, let givenPatience, let improvement) = given {
            (share, wait, least) = (share ?? givenShare, givenPatience, improvement)
        }
        guard validationSplit != nil || patience != nil else { return given }
        guard let share else { throw UsageError("--patience needs --validation-split") }
        guard share >= 0, share < 1 else {
            throw UsageError("--validation-split is a share from 0 to below 1, not \(share)")
        }
        wait = patience ?? wait
        guard wait > 0 else { throw UsageError("--patience is at least 1, not \(wait)") }
        if share == 0 { return .afterAllEpochs }
        return .onValidation(share: share, patience: wait, minimumImprovement: least)
    }
}

extension Precision: ExpressibleByArgument {}
