extension RecipeChooser {
    /// The default weight decay, measured on the data sets of `Benchmarks/quality`.
    ///
    /// Numbers to predict are noisy, and with fewer rows a network would learn more of the noise. So the decay is in
    /// inverse proportion to the number of rows, like a penalty added to the sum of their losses.
    ///
    /// One of two classes contains the least information about a row, so that with many inputs noise separates the
    /// classes too. So the decay grows with the number of inputs, and less so with more rows. With very many rows, the
    /// noise matters little.
    var weightDecay: Double {
        if hasManyRows { return 0.1 }
        let rows = Double(max(1, rows))
        if !isClassification { return Self.bounded(150 / rows, from: 0.1) }
        if problem.classCount > 2 || problem.images != nil { return 0.3 }
        return Self.bounded(Double(problem.inputCount) / 8 * min(1, 1000 / rows), from: 0.3)
    }

    private static func bounded(_ decay: Double, from minimum: Double) -> Double {
        (min(1, max(minimum, decay)) * 100).rounded() / 100
    }

    /// Whether a fifth of the rows distinguishes weight decays and networks, so that no folds are needed. Two layers
    /// are not a risk then.
    var hasManyRows: Bool { problem.images == nil && rows >= Self.rowsToSpare }

    /// The numbers of rows with which the search is worthwhile.
    ///
    /// Fewer rows do not show such differences; with more, the copies that the search needs take much memory.
    private static let searchedRows = 30..<200_000

    /// The maximum number of forward multiplications of a run that the search may repeat with five folds, and that it may
    /// repeat at all: a few seconds in all.
    private static let (maximumWorkWithFolds, maximumWork) = (2e9, 1e10)

    /// Returns the number of folds of the search: one if a fifth of the rows suffices, or if five would take long.
    private func folds(_ recipe: Recipe) -> Int {
        hasManyRows || work(of: recipe) > Self.maximumWorkWithFolds ? 1 : 5
    }

    /// Returns the selection by the rows, if it is requested, or by default if the decay is open and it takes seconds.
    mutating func selection(of recipe: Recipe) throws -> NestedModelSelection? {
        // Frozen layers are numbered in one network, so that no other may be chosen.
        let isOpen =
            options.optimizer == nil && options.weightDecay == nil && problem.images == nil
            && recipe.frozenLayers == nil
        let isShort = Self.searchedRows.contains(rows) && work(of: recipe) <= Self.maximumWork
        guard options.explicitSelection ?? (isOpen && isShort) else {
            try refuseSearchedLayers()
            return nil
        }
        if problem.images != nil {
            throw SettingError(
                name: "data of a selection of settings", found: "images", expected: "a table")
        }
        var search = addingScalings(
            NestedModelSelection(
                candidates: decaysToTry, folds: folds(recipe),
                layers: options.searchedLayers ?? otherLayers(than: recipe)))
        search.calibrates = isClassification && options.temperature == nil
        search = addingVariants(search, to: recipe)
        note(search, recipe)
        noteScalings(search)
        noteVariants(search)
        return search
    }

    /// The weight decays to try; none if one is explicit, or an optimizer with its own, and only layers are to be chosen.
    private var decaysToTry: [Double] {
        if options.usesSelection == nil, options.weightDecay != nil || options.optimizer != nil { return [] }
        return hasManyRows ? [0.01, 0.03, 0.3, 1] : (isClassification ? [0.03] : []) + [0.1, 0.3, 1, 2, 4]
    }

    /// Throws if there are hidden layers to choose from, and nothing chooses.
    private func refuseSearchedLayers() throws(SettingError) {
        guard options.searchedLayers?.isEmpty == false else { return }
        throw SettingError(
            name: "selection of settings", found: "off",
            expected: "on if there are hidden layers to choose from")
    }

    /// Returns the hidden layers that compete with those of the recipe.
    ///
    /// If rows have little noise, two layers fit the boundary between classes better; on noisy ones one layer is
    /// better. Only the rows can decide.
    private func otherLayers(than recipe: Recipe) -> [Network] {
        guard isClassification, options.hiddenLayers == nil, recipe.frozenLayers == nil else { return [] }
        let hidden = hasManyRows ? Self.oneLayer : Self.twoLayers
        var other = recipe
        other.network = Network(hidden.layers + recipe.network.layers.suffix(1))
        return work(of: other) <= Self.maximumWork ? [hidden] : []
    }

    /// Returns the forward multiplications of a run: one per row, epoch and parameter.
    func work(of recipe: Recipe, inputs: Int? = nil) -> Double {
        let inputs = max(1, inputs ?? problem.inputCount)
        guard let layout = try? ParameterLayout(recipe.network, input: [inputs]) else {
            return .infinity
        }
        return Double(rows) * Double(recipe.epochs) * Double(layout.count)
    }

    /// Reports that the rows decide.
    private mutating func note(_ search: NestedModelSelection, _ recipe: Recipe) {
        guard options.usesSelection == nil else { return }
        noteDecays(search, recipe)
        guard !search.networkTexts().isEmpty else { return }
        let own = Network(recipe.network.layers.dropLast()).text
        let choice = Choice(
            setting: Choice.layers, value: search.layerWords(own), reason: search.methodWords)
        if let layers = choices.firstIndex(where: { $0.setting == Choice.layers }) {
            choices[layers] = choice
        } else {
            choices.insert(choice, at: 0)
        }
    }

    /// Reports the weight decays that are tried, after the optimizer.
    private mutating func noteDecays(_ search: NestedModelSelection, _ recipe: Recipe) {
        guard !search.candidates.isEmpty,
            let index = choices.firstIndex(where: { $0.setting == Choice.optimizer })
        else { return }
        choices[index] = Choice(
            setting: Choice.optimizer, value: Choice.adamW(learningRate: recipe.optimizer.learningRate),
            reason: choices[index].reason)
        let (value, reason) = search.words(with: recipe.optimizer)
        choices.insert(Choice(setting: Choice.weightDecay, value: value, reason: reason), at: index + 1)
    }
}

extension Choice {
    // The names of settings that are chosen in more than one place. Those of preprocessing are keys of recipe files.
    static var batchSize: String { "batch size" }
    static var bins: String { "bins" }
    static var encoding: String { "encode" }
    static var epochs: String { "epochs" }
    static var layers: String { "layers" }
    static var optimizer: String { "optimizer" }
    static var stopping: String { "stopping" }
    static var temperature: String { "temperature" }
    static var weightDecay: String { "weight decay" }
}

extension Recipe {
    /// Returns the choices after the rows have decided.
    ///
    /// - Parameters:
    ///   - choices: The choices that ``RecipeOptions/recipe(for:rows:)`` returned with this recipe.
    ///   - resolved: The recipe that ``Trainer/resolvedRecipe(on:schema:rows:validation:)`` returned for this recipe.
    package func choices(_ choices: [Choice], resolvedAs resolved: Recipe) -> [Choice] {
        guard let optimizer = resolved.optimizer as? any DecayingOptimizer, let search = selection
        else { return choices }
        let (value, reason) = search.words(with: self.optimizer)
        let found = Choice(
            setting: Choice.weightDecay, value: "\(optimizer.weightDecay)", reason: "\(value) \(reason)")
        var choices = search.scalingChoices(choices, resolvedAs: resolved)
        if let index = choices.firstIndex(where: { $0.setting == Choice.layers }),
            !search.networkTexts().isEmpty
        {
            let hidden = Array(resolved.network.layers.dropLast())
            let words = Network.words(forHidden: hidden).map { $0 + "; " } ?? ""
            choices[index] = Choice(
                setting: Choice.layers, value: hidden.isEmpty ? "none" : Network(hidden).text,
                reason: "\(words)best of \(search.networkTexts().count + 1)")
        }
        if let index = choices.firstIndex(where: { $0.setting == found.setting }) {
            choices[index] = found
        } else if !search.candidates.isEmpty {
            choices.append(found)
        }
        // A selected variant may have a weight decay of its own, and so comes last.
        return search.variantChoices(choices, resolvedAs: resolved)
    }
}

extension NestedModelSelection {
    /// Returns the weight decays that are tried, and the method.
    fileprivate func words(with optimizer: any Optimizer) -> (value: String, reason: String) {
        let decay = (optimizer as? any DecayingOptimizer)?.weightDecay ?? 0
        let decays = decays(with: decay).map { number -> String in
            let text = "\(number)"
            return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
        }
        let words =
            decays.count > 4
            ? "\(decays.count) from \(decays[0]) to \(decays[decays.count - 1])"
            : decays.joined(separator: ", ")
        return ("best of \(words)", methodWords)
    }

    /// The method of the selection.
    var methodWords: String {
        folds == 1 ? "on a fifth of the rows, held out" : "by \(folds) folds inside the rows"
    }

    /// Returns the hidden layers that are tried, as text.
    fileprivate func layerWords(_ own: String) -> String {
        "best of " + ([own] + networkTexts()).map { $0.isEmpty ? "none" : $0 }.joined(separator: "; ")
    }
}
