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

    /// Reads a table that no model is asked about.
    func read() throws -> Table {
        try Table(contentsOf: data, options: reading.options)
    }

    /// Reads the table that a model is asked about.
    func read(for model: Model) throws -> Table { try reading.table(data, for: model) }
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
            "What begins a comment line before the first row; \"\" for none (default: #).",
            valueName: "prefix"))
    var comment: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The most bytes that a row may have, so that an unclosed quote does not swallow the file (default: \(ReadingOptions().maximumRowLength)).",
            valueName: "bytes"))
    var maximumRowLength: Int?

    /// What is said here alone.
    var options: ReadingOptions {
        var options = ReadingOptions()
        apply(to: &options)
        return options
    }

    /// Reads a table that a model is asked about: as options say, else as the model's training table was read.
    func table(_ path: String, for model: Model) throws -> Table {
        guard let preprocessor = model.preprocessor else {
            return try Table(contentsOf: path, options: options)
        }
        var options = preprocessor.readingOptions
        apply(to: &options)
        return try preprocessor.table(contentsOf: path, options: options)
    }

    /// Overrides what a recipe says.
    func apply(to options: inout ReadingOptions) {
        if let header { options.hasHeader = header }
        if let delimiter { options.delimiter = delimiter }
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
        if let comment { options.commentPrefix = comment.isEmpty ? nil : comment }
    }
}

extension Delimiter: ExpressibleByArgument {}
extension ThousandsSeparator: ExpressibleByArgument {}
extension TextEncoding: ExpressibleByArgument {}
