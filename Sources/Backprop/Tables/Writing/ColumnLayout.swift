/// The columns of a sheet that is written: their widths, and what all cells of a column have in common.
struct ColumnLayout {
    /// The widths in characters.
    private var widths: [Int]
    /// Whether a percentage of the column has a fraction, so that all of them are shown with two digits.
    private var hasFractions: [Bool]
    private static let widthRange = 9...60

    init(header: [String], rows: [[WorkbookFile.Cell]]) {
        let count = rows.reduce(header.count) { max($0, $1.count) }
        widths = header.map(Self.width) + Array(repeating: 0, count: count - header.count)
        hasFractions = Array(repeating: false, count: count)
        for row in rows {
            for (column, cell) in row.enumerated() {
                widths[column] = max(widths[column], Self.width(of: cell))
                if case .percent(let share) = cell, share * 100 != (share * 100).rounded() {
                    hasFractions[column] = true
                }
            }
        }
    }

    /// The widths of the columns, in XML.
    ///
    /// Source: ECMA-376, part 1, section 18.3.1.13.
    var xml: String {
        if widths.isEmpty { return "" }
        let columns = widths.enumerated().map { index, width in
            let width = min(max(width + 2, Self.widthRange.lowerBound), Self.widthRange.upperBound)
            return "<col min=\"\(index + 1)\" max=\"\(index + 1)\" width=\"\(width)\" customWidth=\"1\"/>"
        }
        return "<cols>\(columns.joined())</cols>"
    }

    /// Returns the index of the style of a column's percentages.
    func percentStyle(_ column: Int) -> Int {
        (hasFractions[column] ? CellStyle.percentWithFraction : .percent).index
    }

    private static func width(of cell: WorkbookFile.Cell) -> Int {
        switch cell {
        case .text(let text): width(text)
        // The general format shows at most eleven characters.
        case .number(let value): min(NumberText.shortest(value).utf8.count, 11)
        case .percent: 7
        case .boolean: 5
        case .date(let date): date.serialNumber == nil ? date.text.utf8.count : width(CellStyle(date))
        case .formatted(let value, let code):
            // Either the code is that of a date, which is about as long, or it adds marks and a unit to the whole part.
            max(code.prefix { $0 != ";" }.count, wholeDigits(value) * 4 / 3 + literals(code))
        }
    }

    private static func width(_ style: CellStyle) -> Int {
        switch style {
        case .date: 10
        case .dateAndTime: 19
        case .dateAndMilliseconds: 23
        case .time: 8
        case .timeWithMilliseconds: 12
        case .plain, .percent, .percentWithFraction: 7
        }
    }

    /// Returns the length of the longest line.
    private static func width(_ text: String) -> Int {
        text.unicodeScalars.split(separator: "\n").map(\.count).max() ?? 0
    }

    private static func wholeDigits(_ value: Double) -> Int {
        guard value.isFinite, value.magnitude < 1e15 else { return 15 }
        return "\(Int(value.magnitude))".utf8.count + (value < 0 ? 1 : 0)
    }

    /// Returns the number of characters of the first section behind its whole part, with those in quotes.
    private static func literals(_ code: String) -> Int {
        code.prefix { $0 != ";" }.count { !"#,\"\\".contains($0) }
    }
}
