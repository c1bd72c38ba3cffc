import ArgumentParser
import Backprop

/// The data of a command that needs nothing else to know them.
struct DataOptions: ParsableArguments {
    @Argument(
        help:
            "A CSV or other delimited text file, gzipped or not, - for standard input; or images: an IDX file, gzipped or not, a PNG or JPEG file, or a folder of those with one subfolder for each class."
    )
    var data: String

    @OptionGroup(title: "Data") var reading: ReadingArguments

    /// Reads the table.
    func read() throws -> Table {
        try Table(contentsOf: data, options: reading.options)
    }
}

/// How to read the data.
struct ReadingArguments: ParsableArguments {
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

    @Option(
        "maximum-row-length", 1...(1 << 40),
        "The largest number of bytes of a row, so that an unclosed quote does not take in the rest of the file",
        default: "\(ReadingOptions().maximumRowLength)", valueName: "bytes")
    var maximumRowLength: Int?

    /// What is said here alone.
    var options: ReadingOptions {
        var options = ReadingOptions()
        apply(to: &options)
        return options
    }

    /// Overrides what a recipe says.
    func apply(to options: inout ReadingOptions) {
        if let header { options.hasHeader = header }
        if let delimiter { options.delimiter = delimiter }
        if decimalComma { options.decimalMark = .comma }
        if let thousands { options.thousandsSeparator = thousands }
        if let encoding { options.encoding = encoding }
        options.missingTokens += missing.filter { !options.missingTokens.contains($0) }
        if let maximumRowLength { options.maximumRowLength = maximumRowLength }
        if let comment { options.commentPrefix = comment.isEmpty ? nil : comment }
    }
}

extension Delimiter: ExpressibleByArgument {}
extension ThousandsSeparator: ExpressibleByArgument {}
extension TextEncoding: ExpressibleByArgument {}
