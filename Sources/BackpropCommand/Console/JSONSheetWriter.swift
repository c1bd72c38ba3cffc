import Backprop

/// A writer of a JSON object for each row, with the header's names as keys: in an array, or one on each line.
///
/// Numbers have all their digits. Cells of the input are texts within the output of `--json`, as the file has them, and
/// numbers in a file of their own.
final class JSONSheetWriter: SheetWriter {
    /// The arrangement of the objects in a file of their own.
    enum Layout { case array, lines }

    private let output: ByteOutput
    private let beginning: String
    private let delimiter: String
    private let end: () throws -> String
    private let writesNumbers: Bool
    private var header: [String] = []
    private var separator = ""

    /// Creates a writer of an array within another object.
    ///
    /// - Parameters:
    ///   - beginning: The text before the array.
    ///   - end: The text after it, which may depend on the rows.
    init(after beginning: String, before end: @escaping () throws -> String, to output: @escaping ByteOutput)
    {
        (self.beginning, delimiter, writesNumbers) = (beginning + "[", ",", false)
        self.end = { "]" + (try end()) }
        self.output = output
    }

    /// Creates a writer of a file of its own.
    init(to output: @escaping ByteOutput, layout: Layout) {
        self.output = output
        writesNumbers = true
        switch layout {
        case .array: (beginning, delimiter, end) = ("[\n", ",\n", { "\n]\n" })
        case .lines: (beginning, delimiter, end) = ("", "\n", { "\n" })
        }
    }

    func write(header: [String]) throws {
        self.header = header
        try write(beginning)
    }

    func write(row: [SheetCell]) throws {
        var object: JSONValue = [:]
        for (name, cell) in zip(header, row) { object[name] = json(cell) }
        try write(separator + object.text())
        separator = delimiter
    }

    func finish() throws { try write(end()) }

    private func write(_ text: String) throws { try output(Array(text.utf8)) }

    private func json(_ cell: SheetCell) -> JSONValue {
        switch cell {
        case .text(let text): return JSONValue(text)
        case .number(let number): return JSONValue(number)
        case .list(let texts): return JSONValue(texts.map { JSONValue($0) })
        case .copied(let cell):
            if writesNumbers, case .number(let number) = cell.value { return JSONValue(number) }
            return JSONValue(cell.text)
        case .remarks(let values):
            var object: JSONValue = [:]
            for value in values { object[value.column] = JSONValue(value.reason.rawValue) }
            return object
        }
    }
}
