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

    @Option(
        help: "sgd, adagrad, rmsprop, adam, adamw, amsgrad, nadam, lion, rprop or lbfgs (default: adamw).")
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

    @Flag(
        inversion: .prefixedNo,
        help: ArgumentHelp(
            "Choose the weight decay inside the training rows (default: up to 200,000 rows, unless --optimizer or --weight-decay is given)."
        ))
    var weightDecaySearch: Bool?

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "Hidden layers that the same folds may choose instead; may be repeated, none for no others (default: for classes two, unless --layers is given).",
            valueName: "layers"))
    var searchLayers: [String] = []

    @Option(
        help: ArgumentHelp(
            "How the learning rate changes: \(Schedule.forms.joined(separator: ", ")) (default: cosine; constant with --optimizer)."
        ))
    var schedule: String?

    @Option(parsing: .unconditional, help: "How often to pass over all rows (default: by the rows).")
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
        help: ArgumentHelp(
            "How images are changed each time they are learned from: \"shift 2, rotate 10, scale 0.1, flip horizontal, elastic 1, noise 0.05, cutout 8\" (default: not at all).",
            valueName: "changes"))
    var augment: String?

    @OptionGroup(title: "Regularization") var regularization: RegularizationArguments

    @OptionGroup(title: "Stopping") var ending: StoppingArguments

    @Option(parsing: .unconditional, help: "Where all randomness comes from: 0 or more (default: 1).")
    var seed: UInt64?

    @Option(help: "The precision of the arithmetic (default: float32).")
    var precision: Precision?

    /// Overrides what a recipe says.
    ///
    /// - Parameter validationIsGiven: Whether a file holds the rows to stop by.
    func apply(to options: inout RecipeOptions, validationIsGiven: Bool = false) throws {
        if let layers { options.hiddenLayers = layers == "none" ? Network([]) : try Network(parsing: layers) }
        if layers != nil && searchLayers.isEmpty { options.searchedLayers = nil }
        if !searchLayers.isEmpty {
            options.searchedLayers =
                searchLayers == ["none"] ? [] : try searchLayers.map { try Network(parsing: $0) }
        }
        if let output { options.output = try OptionParsing.activation(output) }
        if let loss { options.loss = try OptionParsing.loss(loss) }
        try applyOptimizer(to: &options)
        if let schedule { options.schedule = try Schedule(parsing: schedule) }
        if let initializer { options.initializer = try Initializers.named(initializer) }
        if let epochs { options.epochs = epochs }
        if let batchSize { options.batchSize = try OptionParsing.batchSize(batchSize) }
        if noShuffle { options.shuffles = false }
        if let seed { options.seed = seed }
        if let augment { options.augmentation = try Augmentation(parsing: augment) }
        if let precision { options.precision = precision }
        regularization.apply(to: &options)
        options.stopping = try ending.stopping(options.stopping, hasFile: validationIsGiven)
    }

    /// What is odd about the recipe that was made of these options; of a patience only where someone asked for it.
    ///
    /// - Parameters:
    ///   - choices: What was left to the data.
    ///   - followsFile: Whether a recipe's file had a say.
    func remarks(on recipe: Recipe, choices: [Choice], followsFile: Bool) -> [String] {
        let isOfFile = followsFile && !ending.isSaid && !choices.contains { $0.setting == "stopping" }
        return recipe.remarks(patienceIsGiven: ending.patience != nil || isOfFile)
    }

    /// Options of an optimizer change the one named here, else the recipe's, else the one chosen by the data.
    private func applyOptimizer(to options: inout RecipeOptions) throws {
        // Who names a number here means it, whatever the recipe searches.
        if let search = weightDecaySearch ?? (optimizer != nil || weightDecay != nil ? false : nil) {
            options.searchesWeightDecay = search
        }
        if let optimizer {
            options.optimizer = try OptionParsing.optimizer(optimizer)
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
}

extension Precision: ExpressibleByArgument {}
