extension RecipeChooser {
    /// Returns the search with the variants of the recipe that are worth a trial for the size of the table. A quick search
    /// has none.
    ///
    /// Categories of few rows are often noise; together they do less harm. Quantile bins of numbers let a network follow
    /// functions that change abruptly. Two wide layers with dropout learn more of many rows than the small networks that
    /// are tried first. Measured by `Benchmarks/tables`.
    func addingVariants(_ search: NestedModelSelection, to recipe: Recipe) -> NestedModelSelection {
        guard options.quality != .quick, recipe.frozenLayers == nil else { return search }
        let (variants, inputs) = (variants, inputCount(bins: variants.compactMap(\.bins).max()))
        var search = search
        search.variants = variants.filter {
            work(of: recipe.changed(to: $0), inputs: inputs) <= maximumVariantWork
        }
        return search
    }

    private var variants: [RecipeVariant] { encodingVariants + networkVariants }

    /// The variant in which categories of fewer than 10 rows, or a fortieth of all rows if that is more, share an input.
    private var encodingVariants: [RecipeVariant] {
        guard options.preprocessing.categoricalEncoding == .auto, problem.maximumCategoryCount > 8 else {
            return []
        }
        return [RecipeVariant(encoding: .oneHot(minimumCount: max(10, rows / 40)))]
    }

    /// Reports that the rows decide about the encoding of categories and about bins.
    mutating func noteVariants(_ search: NestedModelSelection) {
        if search.triesEncodings {
            choices.append(
                Choice(
                    setting: Choice.encoding, value: search.encodingWords(with: preprocessing),
                    reason: search.methodWords))
        }
        if search.triesBins {
            choices.append(
                Choice(
                    setting: Choice.bins, value: search.binWords(with: preprocessing),
                    reason: search.methodWords))
        }
    }

    /// Few rows decide on bins first, and then on wide layers, with a strong weight decay and with a weak one.
    /// With many rows, wide layers are tried without bins and with them, since small layers do not tell which is better.
    private var networkVariants: [RecipeVariant] {
        let areBinsOpen = options.preprocessing.bins == nil && problem.numericCount > 0
        let isWide = leavesNetworkOpen && rows >= Self.rowsForWideLayers
        if hasManyRows, isWide {
            return [wideNetwork(weightDecay: 0.1)]
                + (areBinsOpen ? [wideNetwork(weightDecay: 0.1, bins: 32)] : [])
        }
        return (areBinsOpen ? [RecipeVariant(bins: hasManyRows ? 32 : 16)] : [])
            + (isWide ? [1, 0.1].map { wideNetwork(weightDecay: $0) } : [])
    }

    /// Returns the number of networks to average. They take time in training and whenever the model predicts, so that one
    /// is the default.
    mutating func members(of network: Network) -> Int {
        let averages = options.quality == .best && (!isClassification || network.givesProbabilities)
        guard averages else { return options.members ?? 1 }
        return choose("members", options.members, 8, as: "8", because: "networks, averaged, for quality best")
    }

    private static let rowsForWideLayers = 1500

    /// Forward multiplications of one trial: some ten seconds on one core, or some minutes if quality is to be the best.
    private var maximumVariantWork: Double { options.quality == .best ? 3e12 : 3e11 }

    /// Whether no setting is explicit that goes with the network.
    private var leavesNetworkOpen: Bool {
        options.hiddenLayers == nil && options.searchedLayers == nil && options.optimizer == nil
            && options.learningRate == nil && options.weightDecay == nil && options.epochs == nil
            && options.batchSize == nil && options.stopping == nil && options.schedule == nil
            && options.regularization == nil
    }

    private func wideNetwork(weightDecay: Double, bins: Int? = nil) -> RecipeVariant {
        RecipeVariant(
            layers: Network {
                Dense(256, activation: .relu)
                Dropout(0.2)
                Dense(256, activation: .relu)
                Dropout(0.2)
            },
            bins: bins, learningRate: 0.003, weightDecay: weightDecay, epochs: 40,
            batchSize: .rows(hasManyRows ? 128 : 64))
    }

    /// Returns the number of inputs if each number has that many bins.
    private func inputCount(bins: Int?) -> Int {
        let own = options.preprocessing.bins ?? 0
        return problem.inputCount + ((bins ?? own) - own) * problem.numericCount
    }
}

extension NestedModelSelection {
    /// Returns the networks that are tried besides the recipe's own, as texts: their hidden layers, and an output layer
    /// if there is one.
    package func networkTexts(endingIn output: (any Layer)? = nil) -> [String] {
        func text(_ hidden: Network) -> String { Network(hidden.layers + (output.map { [$0] } ?? [])).text }
        var found: [String] = []
        for hidden in layers + variants.compactMap(\.layers) where !found.contains(text(hidden)) {
            found.append(text(hidden))
        }
        return found
    }

    /// Whether the rows choose an encoding of categories.
    package var triesEncodings: Bool { variants.contains { $0.encoding != nil } }

    /// Whether the rows choose a number of bins.
    package var triesBins: Bool { variants.contains { ($0.bins ?? 0) > 0 } }

    /// The encodings of categories that are tried.
    fileprivate func encodingWords(with settings: PreprocessingSettings) -> String {
        "best of "
            + ([settings.categoricalEncoding] + variants.compactMap(\.encoding)).map(\.rawValue).joined(
                separator: ", ")
    }

    /// The numbers of bins that are tried.
    fileprivate func binWords(with settings: PreprocessingSettings) -> String {
        let own = settings.bins.map(String.init) ?? "none"
        return "best of " + ([own] + variants.compactMap(\.bins).map(String.init)).joined(separator: ", ")
    }

    /// Returns the variants that a recipe was changed to.
    func variants(of recipe: Recipe) -> [RecipeVariant] { variants.filter(recipe.has) }

    /// Returns the choices with the settings of the selected variants and with the temperature, if the rows chose them.
    func variantChoices(_ choices: [Choice], resolvedAs resolved: Recipe) -> [Choice] {
        var choices = choices
        for selected in variants(of: resolved) {
            if selected.epochs != nil { choices = choices.filter { $0.setting != Choice.stopping } }
            choices = choices.map(selected.choice)
        }
        let settings = resolved.preprocessing
        choices = choices.map { choice in
            switch choice.setting {
            case Choice.encoding where triesEncodings: choice.resolved("\(settings.categoricalEncoding)")
            case Choice.bins where triesBins: choice.resolved(settings.bins.map(String.init) ?? "none")
            default: choice
            }
        }
        if calibrates, let temperature = resolved.temperature {
            choices.append(
                Choice(
                    setting: Choice.temperature, value: "\(temperature)",
                    reason: "calibrates the probabilities, \(methodWords)"))
        }
        return choices
    }
}

extension Choice {
    /// Returns the choice with the value found, and with the values that were tried in its reason.
    fileprivate func resolved(_ value: String) -> Choice {
        Choice(setting: setting, value: value, reason: "\(self.value) \(reason)")
    }
}

extension RecipeVariant {
    /// Returns a choice, with the value of the variant if it has one.
    fileprivate func choice(_ choice: Choice) -> Choice {
        let value: String? =
            switch choice.setting {
            case Choice.optimizer: learningRate.map { Choice.adamW(learningRate: $0) }
            case Choice.weightDecay: weightDecay.map { "\($0)" }
            case Choice.epochs: epochs.map { "\($0)" }
            case Choice.batchSize: batchSize.map { "\($0)" }
            default: nil
            }
        return value.map {
            Choice(
                setting: choice.setting, value: $0,
                reason: layers == nil ? "goes with the variant" : "goes with the wide layers")
        }
            ?? choice
    }
}
