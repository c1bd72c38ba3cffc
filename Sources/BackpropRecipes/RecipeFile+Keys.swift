import Backprop

// Every key of a recipe is one line here: its name, its property, and how its value is written. That line makes it
// read, written, checked, and suggested where it is mistyped.

extension RecipeFile {
    static var keys: [RecipeKey<RecipeFile>] {
        [
            RecipeKey("data", \.data, .text),
            RecipeKey("reading", \.reading, readingKeys),
            RecipeKey("images", \.images, imageKeys),
            RecipeKey("columns", \.options.columns, columnKeys),
            RecipeKey("preprocessing", \.options.preprocessing, preprocessingKeys),
            RecipeKey("network", \.options, networkKeys),
            RecipeKey("training", \.options, trainingKeys),
            RecipeKey("regularization", \.options, regularizationKeys),
            RecipeKey("validation", \.validation, validationKeys),
        ]
    }

    private static var readingKeys: [RecipeKey<ReadingOptions>] {
        [
            RecipeKey(
                "delimiter", \.delimiter, .words("delimiter", Delimiter.allCases.map(\.rawValue))),
            RecipeKey("header", \.hasHeader, .flag),
            RecipeKey("decimal-mark", \.decimalMark, .word("decimal mark")),
            RecipeKey(
                "thousands", \.thousandsSeparator, .optional(.word("thousands separator"), none: "none")),
            RecipeKey("encoding", \.encoding, .word("encoding")),
            RecipeKey("comment", \.commentPrefix, .textOrNone),
            RecipeKey("maximum-row-length", \.maximumRowLength, .wholeNumber(atLeast: 1)),
            RecipeKey("maximum-columns", \.maximumColumnCount, .wholeNumber(atLeast: 1)),
            RecipeKey(
                "maximum-rows", \.maximumRowCount, .optional(.wholeNumber(atLeast: 1), none: "all")),
            RecipeKey("bad-rows", \.badRows, .word("handling of bad rows")),
            RecipeKey("skip-lines", \.skippedLineCount, .wholeNumber(atLeast: 0)),
            RecipeKey("skip-footer", \.skippedFooterLineCount, .wholeNumber(atLeast: 0)),
            RecipeKey("missing-tokens", \.missingTokens, .list(of: .textOrEmpty)),
            RecipeKey("always-missing", \.alwaysMissing, .list(of: .textOrEmpty)),
        ]
    }

    private static var imageKeys: [RecipeKey<ImageReading>] {
        [
            RecipeKey("labels", \.labels, .text),
            RecipeKey("shape", \.shape, .imageShape),
            RecipeKey("resize", \.size, .size),
            RecipeKey("grayscale", \.grayscale, .flag),
            RecipeKey("skip-unreadable", \.skipsUnreadableOrNil, .flag),
            RecipeKey("maximum-pixels", \.maximumPixels, .wholeNumber(atLeast: 1)),
        ]
    }

    private static var columnKeys: [RecipeKey<ColumnSelection>] {
        [
            RecipeKey("target", \.targets, .list(of: .column)),
            RecipeKey("task", \.task, .word("task")),
            RecipeKey("numeric", \.numeric, .list(of: .column)),
            RecipeKey("categorical", \.categorical, .list(of: .column)),
            RecipeKey("ignore", \.ignored, .list(of: .column)),
            RecipeKey("id", \.identifiers, .list(of: .column)),
            RecipeKey("weight", \.weight, .column),
            RecipeKey("group", \.group, .column),
            RecipeKey("categorical-integers", \.categoricalIntegerLimit, .wholeNumber(atLeast: 1)),
        ]
    }

    private static var preprocessingKeys: [RecipeKey<PreprocessingSettings>] {
        [
            RecipeKey("impute", \.numericImputation, .words("imputation", imputations)),
            RecipeKey(
                "impute-categories", \.categoricalImputation,
                .words("imputation of categories", categoryImputations)),
            RecipeKey("missing-indicators", \.missingIndicators, .flag),
            RecipeKey("encode", \.categoricalEncoding, .words("encoding of categories", encodings)),
            RecipeKey("unseen", \.unseenCategories, .word("rule for unseen categories")),
            RecipeKey("scale", \.scaling, .word("scaling")),
            RecipeKey("scale-targets", \.targetScaling, .word("scaling of targets")),
            RecipeKey("class-weight", \.classWeighting, .classWeights),
        ]
    }

    private static let imputations = ["mean", "median", "most-frequent", "constant 0", "drop-rows"]
    private static let categoryImputations = [
        "own-category", "most-frequent", "constant unknown", "drop-rows",
    ]
    private static let encodings = ["one-hot", "one-hot 20", "one-hot 20 5", "ordinal"]

    private static var networkKeys: [RecipeKey<RecipeOptions>] {
        [
            RecipeKey("layers", \.hiddenLayers, .layers),
            RecipeKey("search-layers", \.searchedLayers, .list(of: .layers)),
            RecipeKey("output", \.output, .activation),
            RecipeKey("initializer", \.initializer, .optional(.initializer, none: "by-activation")),
        ]
    }

    private static var regularizationKeys: [RecipeKey<RecipeOptions>] {
        let penalty = Notation<Double>.number("of at least 0") { $0 >= 0 }
        let limit = Notation<Double>.number("above 0") { $0 > 0 }
        return [
            RecipeKey("l1", \.regularization.l1, penalty),
            RecipeKey("l2", \.l2, penalty),
            RecipeKey("max-norm", \.regularization.maxNorm, limit),
            RecipeKey("clip-value", \.regularization.clipValue, limit),
            RecipeKey("clip-norm", \.regularization.clipNorm, limit),
            RecipeKey(
                "label-smoothing", \.regularization.labelSmoothing,
                .number("from 0 to below 1") { $0 >= 0 && $0 < 1 }),
            RecipeKey("input-noise", \.regularization.inputNoise, penalty),
        ]
    }

    private static var validationKeys: [RecipeKey<ValidationPlan>] {
        [
            RecipeKey("split", \.split, .word("split")),
            RecipeKey("folds", \.folds, .wholeNumber(atLeast: 2)),
            RecipeKey("repeats", \.repeats, .wholeNumber(atLeast: 1)),
            RecipeKey("test-share", \.testShare, .number("above 0 and below 1") { $0 > 0 && $0 < 1 }),
        ]
    }

    private static var trainingKeys: [RecipeKey<RecipeOptions>] {
        [
            RecipeKey("loss", \.loss, .loss),
            .optimizer,
            RecipeKey("weight-decay-search", \.searchesWeightDecay, .flag),
            RecipeKey("schedule", \.schedule, .schedule),
            RecipeKey("epochs", \.epochs, .wholeNumber(atLeast: 1)),
            RecipeKey("batch-size", \.batchSize, .batchSize),
            RecipeKey("shuffle", \.shuffles, .flag),
            RecipeKey("augment", \.augmentation, .augmentation),
            RecipeKey("stopping", \.stopping, .stopping),
            RecipeKey("seed", \.seed, .wholeNumber(atLeast: 0)),
            RecipeKey("precision", \.precision, .word("precision")),
        ]
    }
}
