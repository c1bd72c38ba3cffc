import ArgumentParser
import Backprop

/// How to read the data.
struct DataOptions: ParsableArguments {
    @Argument(help: "A CSV or other delimited text file, gzipped or not; - for standard input.")
    var data: String

    @Flag(
        inversion: .prefixedNo, exclusivity: .exclusive,
        help: "Whether the first row holds the columns' names (default: detected).")
    var header: Bool?

    @Option(help: "What separates fields (default: detected).")
    var delimiter: Delimiter?

    @Flag(help: "Numbers are written 3,14 (default: detected).")
    var decimalComma = false

    @Option(help: "What groups the digits of numbers by thousands (default: nothing).")
    var thousands: ThousandsSeparator?

    @Option(help: "How bytes stand for characters (default: utf-8).")
    var encoding: TextEncoding?

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "Another text for a missing value, beside empty, ?, NA, N/A, null, None, nan and -; may be repeated.",
            valueName: "text"))
    var missing: [String] = []

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "What begins a comment line before the first row; \"\" for none (default: #).",
            valueName: "prefix"))
    var comment: String?

    /// Reads the table.
    func read() throws -> Table {
        try Table(contentsOf: data, options: readingOptions)
    }

    private var readingOptions: ReadingOptions {
        var options = ReadingOptions()
        options.hasHeader = header
        options.delimiter = delimiter
        options.decimalMark = decimalComma ? .comma : nil
        options.thousandsSeparator = thousands
        options.encoding = encoding
        options.missingTokens += missing
        if let comment { options.commentPrefix = comment.isEmpty ? nil : comment }
        return options
    }
}

extension Delimiter: ExpressibleByArgument {}
extension ThousandsSeparator: ExpressibleByArgument {}
extension TextEncoding: ExpressibleByArgument {}
