import Backprop
import Testing

@testable import BackpropRecipes

/// Every property of a recipe has a key: whoever adds one and forgets the key fails here.
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
                "missingTokens": "missing-tokens", "maximumRowLength": "maximum-row-length",
                "maximumColumnCount": "maximum-columns", "maximumRowCount": "maximum-rows",
                "badRows": "bad-rows",
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
                "ignored": "ignore", "identifiers": "id", "weight": "weight", "group": "group",
                "categoricalIntegerLimit": "categorical-integers",
            ]),
        Section(
            name: "preprocessing", value: PreprocessingSettings(),
            keys: [
                "numericImputation": "impute", "categoricalImputation": "impute-categories",
                "missingIndicators": "missing-indicators", "categoricalEncoding": "encode",
                "unseenCategories": "unseen", "scaling": "scale", "targetScaling": "scale-targets",
                "classWeighting": "class-weight",
            ]),
        Section(
            name: "network", value: RecipeOptions(),
            keys: [
                "hiddenLayers": "layers", "searchedLayers": "search-layers", "output": "output",
                "initializer": "initializer",
            ]),
        Section(
            name: "training", value: RecipeOptions(),
            keys: [
                "loss": "loss", "optimizer": "optimizer", "learningRate": "optimizer",
                "weightDecay": "optimizer",
                "searchesWeightDecay": "weight-decay-search", "schedule": "schedule", "epochs": "epochs",
                "batchSize": "batch-size", "shuffles": "shuffle", "stopping": "stopping", "seed": "seed",
                "precision": "precision", "augmentation": "augment",
            ]),
        Section(
            name: "regularization", value: Regularization.none,
            keys: [
                "l1": "l1", "l2": "l2", "maxNorm": "max-norm", "clipValue": "clip-value",
                "clipNorm": "clip-norm",
                "labelSmoothing": "label-smoothing", "inputNoise": "input-noise",
            ]),
        // What is not said of it is chosen.
        Section(name: "regularization", value: RecipeOptions(), keys: ["l2": "l2"]),
        Section(
            name: "validation", value: ValidationPlan(),
            keys: ["split": "split", "folds": "folds", "repeats": "repeats", "testShare": "test-share"]),
    ]

    /// Properties of ``RecipeOptions`` that are sections of their own, and what a model says of later tables.
    private static let ofOtherSections: Set<String> = [
        "columns", "preprocessing", "regularization", "expectedNames",
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
            let properties = Self.properties(section.value).subtracting(Self.ofOtherSections)
            #expect(found["\(type(of: section.value))"] == properties)
        }
    }

    @Test func everyKeyHasAProperty() {
        let known = Set(
            Self.sections.flatMap { section in section.keys.values.map { "\(section.name).\($0)" } })
        #expect(Set(RecipeFile.keyNames) == known.union(["data", "images.grayscale"]))
    }

    /// What a recipe holds is what options say, but for two parts that follow from these.
    @Test func everythingARecipeHoldsCanBeSaid() throws {
        let table = try RecipeFileWritingTests.table()
        let recipe = try RecipeFileWritingTests.complete(RecipeFileWritingTests.options(), table).recipe
        let names = [
            "weightDecaySearch": "searchesWeightDecay", "network": "hiddenLayers", "targetEncoding": "output",
        ]
        let said = Set(Self.properties(recipe).map { names[$0] ?? $0 })
        #expect(said.isSubset(of: Self.properties(RecipeOptions())))
    }
}
