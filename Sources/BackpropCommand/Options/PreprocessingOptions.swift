import ArgumentParser
import Backprop

/// The options for turning raw columns into numbers. All of it is fitted on training rows and kept in the model.
struct PreprocessingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The replacement for a missing number: mean, median, most-frequent, \"constant 0\" (any number) or drop-rows (default: median).",
            valueName: "rule"))
    var impute: String?

    @Option(
        help: ArgumentHelp(
            "The replacement for a missing category: own-category, most-frequent, \"constant unknown\" (any text) or drop-rows (default: own-category).",
            valueName: "rule"))
    var imputeCategories: String?

    @Flag(help: "Add an input for each column with missing values: 1 for the rows without a value, else 0.")
    var missingIndicators = false

    @Option(
        help: ArgumentHelp(
            "The encoding of categories as numbers: one-hot, \"one-hot 20\" (at most 20 inputs; the rarest categories share one), \"one-hot 20 5\" (so do those of fewer than 5 rows), ordinal, or auto, which is one-hot 50 unless rare categories together do better in folds inside the rows (default: auto).",
            valueName: "rule"))
    var encode: String?

    @Option(
        help: ArgumentHelp(
            "The treatment of a category that was not in the training rows: zeros, other or refuse (default: zeros).",
            valueName: "rule"))
    var unseen: String?

    @Option(
        help: ArgumentHelp(
            "The scaling of features: standard, minmax, max, robust, robust-clipped, quantile, none, or auto, which is standard unless columns are skewed and another does better in folds inside the rows (default: auto).",
            valueName: "rule"))
    var scale: String?

    @Option(
        "bins", 0...PreprocessingSettings.binCounts.upperBound,
        "The number of quantile bins of each numeric column, which are inputs in addition to the number itself",
        default: "chosen by folds inside the rows, else 0", valueName: "count")
    var bins: Int?

    @Option(
        help: ArgumentHelp(
            "The features of dates: elapsed (days), hour (the time of day), weekday and year (the day of the year), separated by commas (default: those that the span of the dates allows).",
            valueName: "list"))
    var dateFeatures: String?

    @Option(
        help: ArgumentHelp(
            "The scaling of the target in training, if it is a number: standard, log, signed-log, none, or auto, which is standard unless the target is skewed and its logarithm does better in folds inside the rows (default: auto).",
            valueName: "rule"))
    var scaleTargets: String?

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "The weights of classes: balanced, or LABEL=WEIGHT, which may be repeated (default: all equal).",
            valueName: "weight"))
    var classWeight: [String] = []

    /// Changes only the settings that were set explicitly.
    func apply(to settings: inout PreprocessingSettings) throws {
        if let impute {
            settings.numericImputation = try OptionParsing.choice(
                impute, "imputation", ["mean", "median", "most-frequent", "constant 0", "drop-rows"])
        }
        if let imputeCategories {
            settings.categoricalImputation = try OptionParsing.choice(
                imputeCategories, "imputation of categories",
                ["own-category", "most-frequent", "constant unknown", "drop-rows"])
        }
        if missingIndicators { settings.missingIndicators = true }
        if let encode {
            settings.categoricalEncoding = try OptionParsing.choice(
                encode, "encoding of categories",
                ["one-hot", "one-hot 20", "one-hot 20 5", "ordinal", "auto"])
        }
        if let unseen {
            settings.unseenCategories = try OptionParsing.choice(unseen, "rule for unseen categories")
        }
        if let scale { settings.scaling = try OptionParsing.choice(scale, "scaling") }
        if let bins {
            guard bins != 1 else {
                throw SettingError(
                    option: "--bins", found: "1",
                    expected: "0 or a whole number from 2 to \(PreprocessingSettings.binCounts.upperBound)")
            }
            settings.bins = bins
        }
        if let dateFeatures {
            settings.dateFeatures = try dateFeatures.split(separator: ",").map {
                try OptionParsing.choice(
                    String($0.drop { $0 == " " }), "feature of dates", DateFeature.allCases.map(\.rawValue))
            }
        }
        if let scaleTargets {
            settings.targetScaling = try OptionParsing.choice(scaleTargets, "scaling of targets")
        }
        if !classWeight.isEmpty { settings.classWeighting = try classWeighting() }
    }

    private func classWeighting() throws -> ClassWeighting {
        if classWeight == ["balanced"] { return .balanced }
        if classWeight == ["none"] { return .none }
        var weights: [String: Double] = [:]
        for text in classWeight {
            guard let sign = text.lastIndex(of: "="), let weight = Double(text[text.index(after: sign)...]),
                weight >= 0, weight.isFinite
            else {
                throw UsageError(
                    "--class-weight is balanced, none, or a label and a weight of at least 0 such as yes=2, not \"\(text)\""
                )
            }
            let label = String(text[..<sign])
            guard weights.updateValue(weight, forKey: label) == nil else {
                throw UsageError("--class-weight names \"\(label)\" twice")
            }
        }
        return .explicit(weights)
    }
}
