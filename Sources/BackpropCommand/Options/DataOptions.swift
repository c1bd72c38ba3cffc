import ArgumentParser
import Backprop

/// The data options of a command that needs no further ones.
struct DataOptions: ParsableArguments {
    @Argument(
        help:
            "A table: a CSV or other delimited text file, JSON, JSON Lines or ARFF, gzipped or not, an Excel workbook (.xlsx), or - for standard input. Or images: an IDX file, gzipped or not, a PNG or JPEG file, or a folder of those with one subfolder per class."
    )
    var data: String

    @OptionGroup(title: "Data") var reading: ReadingArguments

    /// Reads a table without a model.
    func read() throws -> Table {
        try Table(showingProgressOf: data, options: reading.options, threads: 1)
    }

    /// Reads a table for a model.
    func read(for model: Model) throws -> Table { try reading.table(data, for: model) }
}

/// The options for reading the data.
struct ReadingArguments: ParsableArguments {
    @Flag(
        inversion: .prefixedNo, exclusivity: .exclusive,
        help: "Whether the first row contains the columns' names (default: detected).")
    var header: Bool?

    @Option(
        help: ArgumentHelp(
            "The character that separates fields: any, or comma, semicolon, tab, pipe or whitespace (default: detected).",
            valueName: "character"))
    var delimiter: Delimiter?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The sheet of an Excel workbook, by its name or its number from 1 (default: the first with a table).",
            valueName: "sheet"))
    var sheet: String?

    @Flag(help: "Numbers are written with a decimal comma: 3,14 (default: detected).")
    var decimalComma = false

    @Option(help: "The separator of thousands in numbers (default: none).")
    var thousands: ThousandsSeparator?

    @Option(help: "The character encoding of the file (default: utf-8).")
    var encoding: TextEncoding?

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "Another text for a missing value, in addition to empty, ?, NA, N/A, n/a, #N/A, <NA>, null, None, nan, - and errors of spreadsheets such as #NV; may be repeated. A number stands for all its spellings.",
            valueName: "text"))
    var missing: [String] = []

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "One of the texts above that does not mean a missing value; may be repeated.",
            valueName: "text"))
    var notMissing: [String] = []

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The beginning of a comment line, before the first row or between rows; \"\" for no comments (default: #).",
            valueName: "prefix"))
    var comment: String?

    @Option(
        "maximum-row-length", 1...(1 << 40),
        "The largest number of bytes of a row, so that an unclosed quote does not swallow the rest of the file",
        default: "\(ReadingOptions().maximumRowLength)", valueName: "bytes")
    var maximumRowLength: Int?

    @Option(
        "maximum-columns", 1...(1 << 40), "The largest number of columns of a table",
        default: "\(ReadingOptions.defaultMaximumColumnCount)", valueName: "count")
    var maximumColumns: Int?

    @Option(
        help:
            "The treatment of rows with too many or too few fields, a misplaced quote, or the header again: error stops, skip leaves them out and counts them (default: error)."
    )
    var badRows: BadRowHandling?

    @Option(
        "skip-lines", 0...(1 << 40), "The number of lines to leave out at the beginning, such as a title",
        default: "0",
        valueName: "count")
    var skipLines: Int?

    @Option(
        "skip-footer", 0...(1 << 40), "The number of lines to leave out at the end, such as a total",
        default: "0",
        valueName: "count")
    var skipFooter: Int?

    /// The reading options from the command line alone.
    var options: ReadingOptions {
        var options = ReadingOptions()
        apply(to: &options)
        return options
    }

    /// Reads a table for a model: by the options, else in the way of the model's training table.
    func table(_ path: String, for model: Model) throws -> Table {
        guard let preprocessor = model.preprocessor else {
            return try Table(contentsOf: path, options: options)
        }
        var options = preprocessor.readingOptions
        apply(to: &options)
        return try preprocessor.table(contentsOf: path, options: options)
    }

    /// Returns a model whose predictions continue the rows of a file, if one is named.
    func continuing(_ history: String?, _ model: Model) throws -> Model {
        guard let history else { return model }
        guard model.dependsOnEarlierRows else {
            throw UsageError(
                "--history goes with models that have features of earlier rows, and this one has none")
        }
        return try model.continuing(table(history, for: model))
    }

    /// Overrides the settings of a recipe.
    func apply(to options: inout ReadingOptions) {
        if let header { options.hasHeader = header }
        if let delimiter { options.delimiter = delimiter }
        if let sheet { options.sheet = sheet }
        if decimalComma { options.decimalMark = .comma }
        if let thousands { options.thousandsSeparator = thousands }
        if let encoding { options.encoding = encoding }
        for text in missing where !options.alwaysMissing.contains(text) {
            if options.missingTokens.contains(text) {
                options.alwaysMissing.append(text)
            } else {
                options.missingTokens.append(text)
            }
        }
        options.missingTokens.removeAll(where: notMissing.contains)
        options.alwaysMissing.removeAll(where: notMissing.contains)
        if let maximumRowLength { options.maximumRowLength = maximumRowLength }
        if let maximumColumns { options.maximumColumnCount = maximumColumns }
        if let badRows { options.badRows = badRows }
        if let skipLines { options.skippedLineCount = skipLines }
        if let skipFooter { options.skippedFooterLineCount = skipFooter }
        if let comment { options.commentPrefix = comment.isEmpty ? nil : comment }
    }
}

extension Delimiter: ExpressibleByArgument {}
extension BadRowHandling: ExpressibleByArgument {}
extension ThousandsSeparator: ExpressibleByArgument {}
extension TextEncoding: ExpressibleByArgument {}
