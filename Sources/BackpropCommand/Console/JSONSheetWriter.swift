import Backprop

/// A writer of an array with one JSON object for each row, with the header's names as keys.
///
/// Numbers have all their digits, and cells of the input are texts, as the file has them.
final class JSONSheetWriter: SheetWriter {
    private let output: ByteOutput
    private let beginning: String
    private let end: () throws -> String
    private var header: [String] = []
    private var separator = ""

    /// - Parameters:
    ///   - beginning: The text before the array.
    ///   - end: The text after it, which may depend on the rows.
    init(after beginning: String, before end: @escaping () throws -> String, to output: @escaping ByteOutput)
    {
        (self.beginning, self.end, self.output) = (beginning, end, output)
    }

    func write(header: [String]) throws {
        self.header = header
        try write(beginning + "[")
    }

    func write(row: [SheetCell]) throws {
        var object: JSONValue = [:]
        for (name, cell) in zip(header, row) { object[name] = json(cell) }
        try write(separator + object.text())
        separator = ","
    }

    func finish() throws { try write("]" + end()) }

    private func write(_ text: String) throws { try output(Array(text.utf8)) }

    private func json(_ cell: SheetCell) -> JSONValue {
        switch cell {
        case .text(let text): return JSONValue(text)
        case .number(let number): return JSONValue(number)
        case .copied(let cell): return JSONValue(cell.text)
        case .remarks(let values):
            var object: JSONValue = [:]
            for value in values { object[value.column] = JSONValue(value.reason.rawValue) }
            return object
        }
    }
}
