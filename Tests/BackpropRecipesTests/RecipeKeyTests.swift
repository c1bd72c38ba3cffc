import Backprop
import Testing

@testable import BackpropRecipes

/// Every property of a recipe has a key: a new one without a key fails here.
@Suite struct RecipeKeyTests {
    /// The section of a kind of settings, and the key of each of its properties.
    struct Section: Sendable {
        let name: String
        let value: any Sendable
        let keys: [String: String]
    }

    private static let sections = [
        Section(
            name: "reading", value: ReadingOptions(),
            keys: [
                "delimiter": "delimiter", "hasHeader": "header", "decimalMark": "decimal-mark",
                "thousandsSeparator": "thousands", "encoding": "encoding", "commentPrefix": "comment",
                "missingTokens": "missing-tokens", "alwaysMissing": "always-missing",
                "maximumRowLength": "maximum-row-length",
                "maximumColumnCount": "maximum-columns", "maximumRowCount": "maximum-rows",
                "badRows": "bad-rows", "sheet": "sheet",
                "skippedLineCount": "skip-lines", "skippedFooterLineCount": "skip-footer",
            ]),
        Section(
            name: "images", value: ImageReading(),
            keys: [
                "labels": "labels", "shape": "shape", "conversion": "resize",
                "skipsUnreadable": "skip-unreadable", "limits": "maximum-pixels",
            ]),
        Section(
            name: "columns", value: ColumnSelection(),
            keys: [
                "targets": "target", "task": "task", "numeric": "numeric", "categorical": "categorical",
                "dates": "date", "text": "text", "ignored": "ignore", "identifiers": "id", "weight": "weight",
                "group": "group",
                "categoricalIntegerLimit": "categorical-integers", "positive": "positive",
            ]),
        Section(
            name: "preprocessing", value: PreprocessingSettings(),
            keys: [
                "numericImputation": "impute", "categoricalImputation": "impute-categories",
                "missingIndicators": "missing-indicators", "categoricalEncoding": "encode",
                "unseenCategories": "unseen", "scaling": "scale", "bins": "bins",
                "dateFeatures": "date-features", "targetScaling": "scale-targets",
                "classWeighting": "class-weight",
            ]),
        Section(
            name: "time", value: TimeOrder(),
            keys: [
                "column": "column", "series": "series", "lags": "lags", "rolling": "rolling",
                "lagged": "lag-columns", "horizon": "horizon", "knownAhead": "known-ahead", "gap": "gap",
                "season": "season",
            ]),
        Section(
            name: "validation", value: ValidationPlan(),
            keys: ["split": "split", "folds": "folds", "repeats": "repeats", "testShare": "test-share"]),
    ]

    private static func properties(_ value: any Sendable) -> Set<String> {
        Set(Mirror(reflecting: value).children.compactMap(\.label))
    }

    @Test func everyPropertyHasAKey() {
        var found: [String: Set<String>] = [:]
        for section in Self.sections {
            found["\(type(of: section.value))", default: []].formUnion(section.keys.keys)
            for (property, key) in section.keys {
                #expect(RecipeFile.keyNames.contains("\(section.name).\(key)"), "\(property)")
            }
        }
        for section in Self.sections {
            // Expectations of later tables are not part of a recipe, and the last is an internal limit.
            let properties = Self.properties(section.value).subtracting([
                "expectedEncoding", "expectedNames", "expectedSheet", "maximumEmptyCellCount",
            ])
            #expect(found["\(type(of: section.value))"] == properties)
        }
    }

    /// A property without a description has no key, no option, no check and no line in the article.
    @Test func everySettingIsDescribed() {
        #expect(Self.properties(Regularization.none).count == RecipeSettings.of(.regularization).count)
        let described = RecipeSettings.of(.network).count + RecipeSettings.of(.training).count
        let withoutKey: Set = ["columns", "preprocessing", "regularization", "time"]
        #expect(Self.properties(RecipeOptions()).subtracting(withoutKey).count == described)
    }

    /// A setting that is described but not connected to its property would be lost.
    @Test func everySettingSurvivesTheWayThroughOptions() throws {
        let table = try RecipeFileWritingTests.table()
        let recipe = try RecipeFileWritingTests.complete(RecipeFileWritingTests.options(), table).recipe
        for setting in RecipeSettings.all {
            var options = RecipeOptions()
            #expect(!setting.isExplicit(in: options) || setting.key == "initializer", "\(setting.key)")
            setting.take(from: recipe, into: &options)
            // The quality only decides what is chosen, and no recipe of new weights continues a model.
            let isGone = ["label-smoothing", "quality", "from"].contains(setting.key)
            #expect(setting.isExplicit(in: options) || isGone, "\(setting.key)")
        }
    }

    @Test func everyKeyHasAProperty() {
        let known = Set(
            Self.sections.flatMap { section in section.keys.values.map { "\(section.name).\($0)" } })
        let described = RecipeSettings.all.map { "\($0.section.rawValue).\($0.key)" }
        #expect(Set(RecipeFile.keyNames) == known.union(described).union(["data", "images.grayscale"]))
    }

    /// Every property of a recipe has an option, except two parts that follow from the options.
    @Test func everyPropertyOfARecipeHasAnOption() throws {
        let table = try RecipeFileWritingTests.table()
        let recipe = try RecipeFileWritingTests.complete(RecipeFileWritingTests.options(), table).recipe
        let names = [
            "selection": "usesSelection", "network": "hiddenLayers", "targetEncoding": "output",
            "optimizer": "optimizerOptions",
        ]
        let described = Set(Self.properties(recipe).map { names[$0] ?? $0 })
        #expect(described.isSubset(of: Self.properties(RecipeOptions())))
    }
}

extension RecipeSettingDescription {
    fileprivate func isExplicit(in options: RecipeOptions) -> Bool { get(options) != nil }
}
