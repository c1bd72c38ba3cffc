import Backprop

// The keys of a recipe. Those of the sections network, training and regularization come from the library's
// descriptions of settings; each other key is one line here: its name, its property and its notation. Either makes
// the key read, written, checked, and suggested if it is mistyped.

extension RecipeFile {
    static var keys: [RecipeKey<RecipeFile>] {
        [
            RecipeKey("data", \.data, .text),
            RecipeKey("reading", \.reading, readingKeys),
            RecipeKey("images", \.images, imageKeys),
            RecipeKey("columns", \.options.columns, columnKeys),
            RecipeKey("time", \.options.time, timeKeys),
            RecipeKey("preprocessing", \.options.preprocessing, preprocessingKeys),
            RecipeKey("network", \.options, keys(of: .network)),
            RecipeKey("training", \.options, keys(of: .training)),
            RecipeKey("regularization", \.options, keys(of: .regularization)),
            RecipeKey("validation", \.validation, validationKeys),
        ]
    }

    private static var readingKeys: [RecipeKey<ReadingOptions>] {
        [
            RecipeKey(
                "delimiter", \.delimiter, .words("delimiter", Delimiter.allCases.map(\.rawValue))),
            RecipeKey("header", \.hasHeader, .flag),
            RecipeKey("sheet", \.sheet, .text),
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
            RecipeKey("positive", \.positive, .text),
            RecipeKey("numeric", \.numeric, .list(of: .column)),
            RecipeKey("categorical", \.categorical, .list(of: .column)),
            RecipeKey("date", \.dates, .list(of: .dateColumn)),
            RecipeKey("text", \.text, .list(of: .column)),
            RecipeKey("ignore", \.ignored, .list(of: .column)),
            RecipeKey("id", \.identifiers, .list(of: .column)),
            RecipeKey("weight", \.weight, .column),
            RecipeKey("group", \.group, .column),
            RecipeKey("categorical-integers", \.categoricalIntegerLimit, .wholeNumber(atLeast: 1)),
        ]
    }

    private static var timeKeys: [RecipeKey<TimeOrder>] {
        let rows = Notation<Int>.wholeNumber(atLeast: 1)
        return [
            RecipeKey("column", \.column, .column),
            RecipeKey("series", \.series, .column),
            RecipeKey("lags", \.lags, .list(of: rows)),
            RecipeKey("rolling", \.rolling, .list(of: rows)),
            RecipeKey("lag-columns", \.lagged, .list(of: .column)),
            RecipeKey("horizon", \.horizon, rows),
            RecipeKey("known-ahead", \.knownAhead, .list(of: .column)),
            RecipeKey("gap", \.gap, .wholeNumber(atLeast: 0)),
            RecipeKey("season", \.season, rows),
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
            RecipeKey("bins", \.bins, .binCount),
            RecipeKey("date-features", \.dateFeatures, .list(of: .word("feature of dates"))),
            RecipeKey("scale-targets", \.targetScaling, .word("scaling of targets")),
            RecipeKey("class-weight", \.classWeighting, .classWeights),
        ]
    }

    private static let imputations = ["mean", "median", "most-frequent", "constant 0", "drop-rows"]
    private static let categoryImputations = [
        "own-category", "most-frequent", "constant unknown", "drop-rows",
    ]
    private static let encodings = ["one-hot", "one-hot 20", "one-hot 20 5", "ordinal", "auto"]

    /// Returns the keys of a section whose settings the library describes.
    private static func keys(of section: RecipeSection) -> [RecipeKey<RecipeOptions>] {
        RecipeSettings.of(section).map { setting in
            // Numbers of an optimizer need no rule.
            setting.key == "optimizer" ? .optimizer : setting.recipeKey
        }
    }

    private static var validationKeys: [RecipeKey<ValidationPlan>] {
        [
            RecipeKey("split", \.split, .word("split")),
            RecipeKey("folds", \.folds, .wholeNumber(atLeast: 2)),
            RecipeKey("repeats", \.repeats, .wholeNumber(atLeast: 1)),
            RecipeKey("test-share", \.testShare, .number("above 0 and below 1") { $0 > 0 && $0 < 1 }),
        ]
    }
}

extension RecipeSettingDescription {
    fileprivate var recipeKey: RecipeKey<RecipeOptions> { RecipeKey(self) }
}
