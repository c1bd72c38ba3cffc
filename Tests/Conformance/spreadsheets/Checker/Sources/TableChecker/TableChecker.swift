import Backprop
import Foundation

/// Reads the tables named on the command line and prints a line for each: names and cells as JSON, or the error if it
/// cannot be read. `--sheet NAME` names the sheet of the files after it. `--write IN OUT` reads a table and writes it as a
/// workbook: columns of numbers as numbers, others as text.
@main
struct TableChecker {
    static func main() throws {
        var paths = Array(CommandLine.arguments.dropFirst())
        if paths.first == "--write" { return try write(paths[1], to: paths[2]) }
        var options = ReadingOptions()
        while let path = paths.first {
            paths.removeFirst()
            if path == "--sheet" {
                options.sheet = paths.removeFirst()
                continue
            }
            do {
                print(json(try Table(contentsOf: path, options: options)))
            } catch {
                print("{\"error\": \(quoted("\(error)"))}")
            }
        }
    }

    private static func json(_ table: Table) -> String {
        let rows = (0..<table.rowCount).map { row in
            "[" + table.columns.map { $0.text(at: row).map(quoted) ?? "null" }.joined(separator: ", ") + "]"
        }
        return
            "{\"names\": [\(list(table.columns.map(\.name)))], \"notices\": [\(list(table.notices.map { "\($0)" }))], "
            + "\"rows\": [\(rows.joined(separator: ", "))]}"
    }

    private static func write(_ input: String, to output: String) throws {
        let table = try Table(contentsOf: input)
        let numbers = try table.columns.map { $0.isNumeric ? try $0.numbers(as: Double.self) : nil }
        let rows = (0..<table.rowCount).map { row in
            table.columns.indices.map { column -> WorkbookFile.Cell in
                numbers[column].map { .number($0[row]) } ?? .text(table.columns[column].text(at: row) ?? "")
            }
        }
        let file = try WorkbookFile(header: table.columns.map(\.name), rows: rows)
        try Data(file.bytes).write(to: URL(fileURLWithPath: output))
    }

    private static func list(_ texts: [String]) -> String { texts.map(quoted).joined(separator: ", ") }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            let isPlain = scalar.value >= 0x20 && scalar != "\"" && scalar != "\\"
            let digits = String(scalar.value, radix: 16)
            result +=
                isPlain ? String(scalar) : "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
        return result + "\""
    }
}
