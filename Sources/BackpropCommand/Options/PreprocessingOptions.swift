import ArgumentParser
import Backprop

/// The options for turning raw columns into numbers. All of it is fitted on training rows and kept in the model.
struct PreprocessingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What stands in for a missing number: mean, median, most-frequent, \"constant 0\" (any number) or drop-rows (default: median).",
            valueName: "rule"))
    var impute: String?

    @Option(
        help: ArgumentHelp(
            "What stands in for a missing category: own-category, most-frequent, \"constant unknown\" (any text) or drop-rows (default: own-category).",
            valueName: "rule"))
    var imputeCategories: String?

    @Flag(help: "Beside each column with missing values, an input that says where they were.")
    var missingIndicators = false

    @Option(
        help: ArgumentHelp(
            "How categories become numbers: one-hot, \"one-hot 20\" (rare ones share an input beyond 20), \"one-hot 20 5\" (and those of under 5 rows) or ordinal (default: one-hot 50).",
            valueName: "rule"))
    var encode: String?

    @Option(
        help: ArgumentHelp(
            "What a category becomes that training has not seen: zeros, other or refuse (default: zeros).",
            valueName: "rule"))
    var unseen: String?

    @Option(
        help: ArgumentHelp(
            "How features are scaled: standard, minmax, max, robust or none (default: standard).",
            valueName: "rule"))
    var scale: String?

    @Option(
        help: ArgumentHelp(
            "What dates become: elapsed (days), hour (the time of day), weekday and year (the day of the year), with commas between (default: those that the span of the dates carries).",
            valueName: "list"))
    var dateFeatures: String?

    @Option(
        help: ArgumentHelp(
            "How numbers to predict are scaled for training: standard or none (default: standard).",
            valueName: "rule"))
    var scaleTargets: String?

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "How much the rows of each class count: balanced, or LABEL=WEIGHT, which may be repeated (default: all alike).",
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
                encode, "encoding of categories", ["one-hot", "one-hot 20", "one-hot 20 5", "ordinal"])
        }
        if let unseen {
            settings.unseenCategories = try OptionParsing.choice(unseen, "rule for unseen categories")
        }
        if let scale { settings.scaling = try OptionParsing.choice(scale, "scaling") }
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
                    "--class-weight is balanced, none, or a label and a weight of at least 0 such as yes=2, not “\(text)”"
                )
            }
            let label = String(text[..<sign])
            guard weights.updateValue(weight, forKey: label) == nil else {
                throw UsageError("--class-weight names “\(label)” twice")
            }
        }
        return .given(weights)
    }
}
