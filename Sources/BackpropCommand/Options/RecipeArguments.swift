import ArgumentParser
import Backprop

/// The options of a recipe; settings that are left out are chosen from the data and printed.
struct RecipeArguments: ParsableArguments {
    @Option(.quality) var quality: RecipeOption?
    @Option(.layers) var layers: RecipeOption?
    @Option(.output) var output: RecipeOption?
    @Option(.loss) var loss: RecipeOption?
    @Option(.optimizer) var optimizer: RecipeOption?

    @OptionGroup var rates: OptimizerArguments

    @Flag(inversion: .prefixedNo, help: ArgumentHelp(setting: RecipeSetting.selection))
    var selection: Bool?

    @Flag(
        name: .customLong("weight-decay-search"), inversion: .prefixedNo,
        help: ArgumentHelp("The older name of --selection.", visibility: .hidden))
    var formerSelection: Bool?

    @Option(repeated: .searchLayers) var searchLayers: [RecipeOption] = []
    @Option(.schedule) var schedule: RecipeOption?
    @Option(.epochs) var epochs: RecipeOption?
    @Option(.batchSize) var batchSize: RecipeOption?
    @Option(.shards) var shards: RecipeOption?

    @Flag(help: "Keep the rows in the order of the file.")
    var noShuffle = false

    @Option(.initializer) var initializer: RecipeOption?
    @Option(.augment) var augment: RecipeOption?
    @Option(.freeze) var freeze: RecipeOption?

    @OptionGroup(title: "Regularization") var regularization: RegularizationOptions

    @OptionGroup(title: "Stopping") var ending: StoppingOptions

    @Option(.temperature) var temperature: RecipeOption?
    @Option(.members) var members: RecipeOption?
    @Option(.seed) var seed: RecipeOption?
    @Option(.precision) var precision: RecipeOption?

    /// Replaces settings of a recipe by those of the options that are set.
    ///
    /// - Parameter hasValidationFile: Whether a file holds the rows to stop by.
    func apply(to options: inout RecipeOptions, hasValidationFile: Bool = false) throws {
        if layers != nil || !searchLayers.isEmpty { options.searchedLayers = nil }
        applySelection(to: &options)
        try applyOptimizer(to: &options)
        let explicit = [
            quality, layers, output, loss, schedule, epochs, batchSize, shards, initializer, augment, freeze,
            temperature,
            members, seed, precision,
        ]
        for option in explicit.compactMap(\.self) + regularization.explicit { try option.apply(to: &options) }
        try applySearchLayers(to: &options)
        if noShuffle { options.shuffles = false }
        options.stopping = try ending.stopping(options.stopping, hasFile: hasValidationFile)
    }

    /// Applies the option; each repetition adds hidden layers to choose from.
    private func applySearchLayers(to options: inout RecipeOptions) throws {
        guard !searchLayers.isEmpty else { return }
        options.searchedLayers = try searchLayers.flatMap { option in
            var single = RecipeOptions()
            try option.apply(to: &single)
            return single.searchedLayers ?? []
        }
    }

    /// Returns remarks about the recipe built from these options. A patience is only mentioned if it was set.
    ///
    /// - Parameters:
    ///   - choices: The settings that were chosen from the data.
    ///   - followsFile: Whether there is a recipe file.
    func remarks(on recipe: Recipe, choices: [Choice], followsFile: Bool) -> [String] {
        let isOfFile = followsFile && !ending.isExplicit && !choices.contains { $0.setting == "stopping" }
        return recipe.remarks(patienceIsExplicit: ending.patience != nil || isOfFile)
    }

    /// Requests or turns off the selection of settings. An explicit number counts, whatever the recipe selects; hidden
    /// layers to choose from need the selection.
    private func applySelection(to options: inout RecipeOptions) {
        if let formerSelection {
            let beginning = formerSelection ? "--" : "--no-"
            Console.warning(
                "\(beginning)weight-decay-search is an older spelling; write \(beginning)selection")
        }
        if let explicit = selection ?? formerSelection {
            options.usesSelection = explicit
        } else if !searchLayers.isEmpty {
            options.usesSelection = nil
        } else if optimizer != nil || rates.weightDecay != nil {
            options.usesSelection = false
        }
    }

    /// Changes the optimizer named here, else the recipe's, else the one chosen from the data.
    private func applyOptimizer(to options: inout RecipeOptions) throws {
        if let optimizer {
            // The numbers of the recipe's optimizer are not those of another one.
            options.optimizerOptions = OptimizerOptions()
            try optimizer.apply(to: &options)
        }
        if let learningRate = rates.learningRate { options.learningRate = learningRate }
        if let weightDecay = rates.weightDecay { options.weightDecay = weightDecay }
        // The optimizer chosen from the data has no momentum.
        let moving = try MomentumNumbers(momentum: rates.momentum, nesterov: rates.nesterov)
            .applied(to: options.optimizer ?? AdamW())
        if options.optimizer != nil { options.optimizer = moving }
    }
}
