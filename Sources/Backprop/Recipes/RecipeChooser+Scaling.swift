extension RecipeChooser {
    /// The preprocessing that the recipe begins with: the standard choices if the rows are to choose.
    var preprocessing: PreprocessingSettings {
        var settings = options.preprocessing
        settings.categoricalEncoding = settings.categoricalEncoding.resolved
        if settings.scaling == .auto { settings.scaling = .standard }
        if settings.targetScaling == .auto { settings.targetScaling = .standard }
        return settings
    }

    /// Returns the search with the scalings that skewed columns make worth a trial.
    func addingScalings(_ search: NestedModelSelection) -> NestedModelSelection {
        var search = search
        if options.preprocessing.scaling == .auto { search.scalings = problem.skewed.scalings }
        if options.preprocessing.targetScaling == .auto {
            search.targetScalings = problem.skewed.targetScalings
        }
        return search
    }

    /// Reports that the rows decide about scalings.
    mutating func noteScalings(_ search: NestedModelSelection) {
        if !search.scalings.isEmpty {
            let count = problem.skewed.features
            let found = count == 1 ? "1 column is skewed" : "\(count) columns are skewed"
            choices.append(
                Choice(
                    setting: Choice.scaling, value: search.scalingWords,
                    reason: "\(found); \(search.methodWords)"))
        }
        if !search.targetScalings.isEmpty {
            choices.append(
                Choice(
                    setting: Choice.targetScaling, value: search.targetScalingWords,
                    reason: "the target is skewed; \(search.methodWords)"))
        }
    }
}

extension Choice {
    /// The names are those of the keys in recipe files.
    fileprivate static var scaling: String { "scale" }
    fileprivate static var targetScaling: String { "scale targets" }

    /// Returns the choice with the value found, and with the values that were tried in its reason.
    fileprivate func found(_ value: String) -> Choice {
        let parts = reason.split(separator: ";", maxSplits: 1).map(String.init)
        return Choice(
            setting: setting, value: value,
            reason: "\(parts[0]); \(self.value)\(parts.count > 1 ? parts[1] : "")")
    }
}

extension NestedModelSelection {
    /// The scalings of features that are tried.
    fileprivate var scalingWords: String {
        "best of " + ([.standard] + scalings).map(\.rawValue).joined(separator: ", ")
    }

    /// The scalings of targets that are tried.
    fileprivate var targetScalingWords: String {
        "best of " + ([.standard] + targetScalings).map(\.rawValue).joined(separator: ", ")
    }

    /// Returns the choices with the scalings of the resolved recipe.
    func scalingChoices(_ choices: [Choice], resolvedAs resolved: Recipe) -> [Choice] {
        choices.map { choice in
            switch choice.setting {
            case Choice.scaling where !scalings.isEmpty:
                choice.found(resolved.preprocessing.scaling.rawValue)
            case Choice.targetScaling where !targetScalings.isEmpty:
                choice.found(resolved.preprocessing.targetScaling.rawValue)
            default: choice
            }
        }
    }
}
