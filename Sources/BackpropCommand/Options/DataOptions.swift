import ArgumentParser
import Backprop

/// How to read the data.
struct DataOptions: ParsableArguments {
    @Argument(help: "The data: a CSV or other delimited text file, gzipped or not; - for standard input.")
    var data: String

    @Flag(inversion: .prefixedNo, help: "Whether the first row holds the columns' names (default: detected).")
    var header: Bool?

    @Option(
        help: "What separates fields: comma, semicolon, tab, pipe or whitespace (default: detected).")
    var delimiter: Delimiter?

    @Option(help: "The decimal mark: point or comma (default: detected).")
    var decimal: DecimalMark?

    @Option(help: "How thousands are grouped: comma, point, space or apostrophe (default: not at all).")
    var thousands: ThousandsSeparator?

    @Option(help: "The text encoding: utf8 or latin1.")
    var encoding: TextEncoding?

    @Option(
        parsing: .upToNextOption,
        help: "More texts that stand for a missing value, beside empty, ?, NA, N/A, null, None, nan and -.")
    var missing: [String] = []

    /// Reads the table and says what deserves attention.
    func read() throws -> Table {
        var options = ReadingOptions()
        options.hasHeader = header
        options.delimiter = delimiter
        options.decimalMark = decimal
        options.thousandsSeparator = thousands
        options.encoding = encoding
        options.missingTokens += missing
        let table = try Table(contentsOf: data, options: options)
        for notice in table.notices { Console.warning("\(notice)") }
        return table
    }
}

extension Delimiter: ExpressibleByArgument {}
extension DecimalMark: ExpressibleByArgument {}
extension ThousandsSeparator: ExpressibleByArgument {}
extension TextEncoding: ExpressibleByArgument {}
