extension RecipeChooser {
    /// Returns the search with the variants of the recipe that the size of the table makes worth a trial.
    ///
    /// Quantile bins of numbers let a network follow functions that change abruptly. Two wide layers with dropout learn
    /// more of many rows than the small networks that are tried first. Measured in `Benchmarks/RESULTS-tables.md`.
    func addingVariants(_ search: NestedModelSelection, to recipe: Recipe) -> NestedModelSelection {
        var search = search
        let bins = options.preprocessing.bins == nil && problem.numericCount > 0 ? [Self.binCount] : []
        let own = options.preprocessing.bins ?? 0
        var variants = bins.map { RecipeVariant(bins: $0) }
        if leavesNetworkOpen, rows >= Self.rowsForWideLayers {
            variants += ([own] + bins).map(wideNetwork)
        }
        search.variants = variants.filter {
            work(of: recipe.changed(to: $0), inputs: inputCount($0)) <= maximumVariantWork
        }
        return search
    }

    private static let binCount = 16
    private static let rowsForWideLayers = 1500

    /// Forward multiplications of one trial: some ten seconds on one core.
    private var maximumVariantWork: Double { 3e11 }

    /// Whether no setting is explicit that goes with the network.
    private var leavesNetworkOpen: Bool {
        options.hiddenLayers == nil && options.searchedLayers == nil && options.optimizer == nil
            && options.learningRate == nil && options.weightDecay == nil && options.epochs == nil
            && options.batchSize == nil && options.stopping == nil && options.schedule == nil
            && options.regularization == nil
    }

    private func wideNetwork(bins: Int) -> RecipeVariant {
        RecipeVariant(
            layers: Network {
                Dense(256, activation: .relu)
                Dropout(0.2)
                Dense(256, activation: .relu)
                Dropout(0.2)
            },
            bins: bins, learningRate: 0.003, weightDecay: 0.1, epochs: 40,
            batchSize: .rows(hasManyRows ? 128 : 64))
    }

    /// Returns the number of inputs of a variant.
    private func inputCount(_ variant: RecipeVariant) -> Int {
        problem.inputCount + (variant.bins - (options.preprocessing.bins ?? 0)) * problem.numericCount
    }
}

extension NestedModelSelection {
    /// Returns the networks that are tried besides the recipe's own, as texts: their hidden layers, and an output layer
    /// if there is one.
    package func networkTexts(endingIn output: (any Layer)? = nil) -> [String] {
        func text(_ hidden: Network) -> String { Network(hidden.layers + (output.map { [$0] } ?? [])).text }
        return layers.map(text) + variants.map { $0.text($0.layers.map(text)) }
    }

    /// Returns the variant that a recipe was changed to, or `nil` if to none.
    func variant(of recipe: Recipe) -> RecipeVariant? {
        let hidden = Network(recipe.network.layers.dropLast())
        let same = variants.filter { $0.bins == recipe.preprocessing.bins ?? 0 }
        return same.first { $0.layers == hidden } ?? same.first { $0.layers == nil }
    }

    /// Returns the choices with the settings of the selected variant and with the temperature, if the rows chose them.
    func variantChoices(_ choices: [Choice], resolvedAs resolved: Recipe) -> [Choice] {
        var choices = choices
        if let selected = variant(of: resolved) {
            if selected.epochs != nil { choices = choices.filter { $0.setting != "stopping" } }
            choices = choices.map(selected.choice)
            if selected.bins > 0 {
                choices.append(
                    Choice(
                        setting: "bins", value: "\(selected.bins)",
                        reason: "of each number, by quantiles; better \(methodWords)"))
            }
        }
        if calibrates, let temperature = resolved.temperature {
            choices.append(
                Choice(
                    setting: "temperature", value: "\(temperature)",
                    reason: "calibrates the probabilities, \(methodWords)"))
        }
        return choices
    }
}

extension RecipeVariant {
    /// Returns the text of layers, if there are any, with the number of bins.
    fileprivate func text(_ layers: String?) -> String {
        [layers, bins > 0 ? "with \(bins) bins for each number" : nil].compactMap(\.self)
            .joined(separator: " ")
    }

    /// Returns a choice, with the value of the variant if it has one.
    fileprivate func choice(_ choice: Choice) -> Choice {
        let value: String? =
            switch choice.setting {
            case "optimizer": learningRate.map { "adamw, learning rate \($0)" }
            case Choice.weightDecay: weightDecay.map { "\($0)" }
            case "epochs": epochs.map { "\($0)" }
            case "batch size": batchSize.map { "\($0)" }
            default: nil
            }
        return value.map { Choice(setting: choice.setting, value: $0, reason: "goes with the wide layers") }
            ?? choice
    }
}
