import ArgumentParser
import Backprop

/// The data options of a command that needs no further ones.
struct DataOptions: ParsableArguments {
    @Argument(
        help:
            "A CSV or other delimited text file, JSON, JSON Lines or ARFF, gzipped or not, or an Excel workbook (.xlsx); - for standard input; or images: an IDX file, gzipped or not, a PNG or JPEG file, or a folder of those with one subfolder for each class."
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
        help: "Whether the first row holds the columns' names (default: detected).")
    var header: Bool?

    @Option(
        help: ArgumentHelp(
            "What separates fields: any character, or comma, semicolon, tab, pipe or whitespace (default: detected).",
            valueName: "character"))
    var delimiter: Delimiter?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The sheet of an Excel workbook, by its name or its number from 1 (default: the first with a table).",
            valueName: "sheet"))
    var sheet: String?

    @Flag(help: "Numbers are written 3,14 (default: detected).")
    var decimalComma = false

    @Option(help: "What groups the digits of numbers by thousands (default: nothing).")
    var thousands: ThousandsSeparator?

    @Option(help: "How bytes stand for characters (default: utf-8).")
    var encoding: TextEncoding?

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "Another text for a missing value, next to empty, ?, NA, N/A, n/a, #N/A, <NA>, null, None, nan and -; may be repeated. A number stands for all its spellings.",
            valueName: "text"))
    var missing: [String] = []

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "A text that is no missing value, though it is one of those above; may be repeated.",
            valueName: "text"))
    var notMissing: [String] = []

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "What begins a comment line before the first row, or a later one that is no row; \"\" for none (default: #).",
            valueName: "prefix"))
    var comment: String?

    @Option(
        "maximum-row-length", 1...(1 << 40),
        "The largest number of bytes of a row, so that an unclosed quote does not take in the rest of the file",
        default: "\(ReadingOptions().maximumRowLength)", valueName: "bytes")
    var maximumRowLength: Int?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The most columns that a table may have (default: \(ReadingOptions.defaultMaximumColumnCount)).",
            valueName: "count"))
    var maximumColumns: Int?

    @Option(
        help:
            "Rows that cannot be used, with too many or too few fields, a wrong quote, or the header again: an error, or left out and counted (default: error)."
    )
    var badRows: BadRowHandling?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Lines to leave out at the beginning, such as a title (default: 0).", valueName: "count"))
    var skipLines: Int?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Lines to leave out at the end, such as a total (default: 0).", valueName: "count")
    )
    var skipFooter: Int?

    func validate() throws {
        for (name, value, least) in [
            ("--maximum-columns", maximumColumns, 1), ("--maximum-row-length", maximumRowLength, 1),
            ("--skip-lines", skipLines, 0), ("--skip-footer", skipFooter, 0),
        ] {
            guard let value, !(least...1 << 40).contains(value) else { continue }
            throw ValidationError("\(name) takes a whole number from \(least) to \(1 << 40), not \(value)")
        }
    }

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
