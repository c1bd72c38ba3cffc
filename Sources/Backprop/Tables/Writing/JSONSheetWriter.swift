/// A writer of a JSON object for each row, with the header's names as keys: in an array, or one on each line.
///
/// Numbers have all their digits. Cells of the input are texts within the output of `--json`, as the file has them. In a
/// file of their own they are numbers, `true`, `false`, arrays and `null` too.
package final class JSONSheetWriter: SheetWriter {
    /// The arrangement of the objects in a file of their own.
    package enum Layout { case array, lines }

    private let output: ByteOutput
    private let beginning: String
    private let delimiter: String
    private let end: () throws -> String
    private let writesNumbers: Bool
    /// The names of the columns in quotes, each with a colon.
    private var keys: [String] = []
    private var separator = ""

    /// Creates a writer of an array within another object.
    ///
    /// - Parameters:
    ///   - beginning: The text before the array.
    ///   - end: The text after it, which may depend on the rows.
    package init(
        after beginning: String, before end: @escaping () throws -> String, to output: @escaping ByteOutput
    ) {
        (self.beginning, delimiter, writesNumbers) = (beginning + "[", ",", false)
        self.end = { "]" + (try end()) }
        self.output = output
    }

    /// Creates a writer of a file of its own.
    package init(to output: @escaping ByteOutput, layout: Layout) {
        self.output = output
        writesNumbers = true
        switch layout {
        case .array: (beginning, delimiter, end) = ("[\n", ",\n", { "\n]\n" })
        case .lines: (beginning, delimiter, end) = ("", "\n", { "\n" })
        }
    }

    package func write(header: [String]) throws {
        keys = header.map { name in
            var text = ""
            JSONWriter.write(name, to: &text)
            return text + ":"
        }
        try write(beginning)
    }

    package func write(row: [SheetCell]) throws {
        var text = separator + "{"
        for (index, cell) in row.enumerated() {
            if index > 0 { text += "," }
            text += keys[index]
            try write(cell, to: &text)
        }
        try write(text + "}")
        separator = delimiter
    }

    /// Writes `null` in place of a row.
    package func writeNull() throws {
        try write(separator + "null")
        separator = delimiter
    }

    package func finish() throws { try write(end()) }

    private func write(_ text: String) throws { try output(Array(text.utf8)) }

    private func write(_ cell: SheetCell, to text: inout String) throws {
        switch cell {
        case .text(let cell): JSONWriter.write(cell, to: &text)
        case .number(let number): try write(number, to: &text)
        case .list(let texts): text += try JSONValue(texts.map { JSONValue($0) }).text()
        case .copied(let cell):
            if let value = writesNumbers ? Self.value(cell) : nil {
                text += value
            } else {
                JSONWriter.write(cell.text, to: &text)
            }
        case .remarks(let values):
            var object: JSONValue = [:]
            for value in values { object[value.column] = JSONValue(value.reason.rawValue) }
            text += values.isEmpty ? "{}" : try object.text()
        }
    }

    /// Returns a cell of the input as a value of JSON, or `nil` if it is a text.
    private static func value(_ cell: Column.WrittenCell) -> String? {
        switch cell.value {
        case .text: return cell.text.isEmpty ? "null" : nil
        case .missing: return "null"
        case .array: return cell.text
        case .boolean(let value): return "\(value)"
        case .number(let number):
            if cell.origin == .declaredText { return nil }
            return isWholeNumber(cell.text) ? cell.text : NumberText.shortest(number)
        // Only the text tells 5% from the number 0.05, unless the file has the number itself.
        case .percent(let share): return cell.origin == .declaredValue ? NumberText.shortest(share) : nil
        case .date: return nil
        }
    }

    /// Whether a text is a whole number as JSON writes it, with all its digits.
    private static func isWholeNumber(_ text: String) -> Bool {
        let digits = text.utf8.drop { $0 == UInt8(ascii: "-") }
        return text.utf8.count - digits.count < 2 && !digits.isEmpty && digits.allSatisfy(\.isDigit)
            && (digits.first != UInt8(ascii: "0") || digits.count == 1)
    }

    private func write(_ number: Double, to text: inout String) throws {
        text += number.isFinite ? number.description : try JSONValue(number).text()
    }
}
