/// The type that a file itself gives a cell, apart from the notation of its text.
enum CellType: UInt8, Sendable {
    /// A text, which may be that of a number or date.
    case text
    /// A number, such as that of a spreadsheet or JSON.
    case number
    /// A number of a spreadsheet that is shown in percent. It is the share: 0.05 for 5 %.
    case percent
    /// A date or time, written in ISO 8601.
    case date
    /// True or false, in small or capital letters.
    case boolean
    /// An array of JSON, without blanks between its elements.
    case array
}

/// The types of the cells of a file that tells numbers from texts: a spreadsheet, JSON or ARFF.
///
/// A number there means the same in whatever notation the texts of a column are.
struct CellTypes: Sendable {
    /// The cells of one type in a column.
    struct Kind: Hashable, Sendable {
        let column: Int
        let type: CellType
    }

    private var columns: [ColumnTypes]
    /// The codes of the number formats by which a spreadsheet shows cells: that of the first cell of each kind.
    var numberFormats: [Kind: String] = [:]

    init(width: Int) { columns = Array(repeating: ColumnTypes(), count: width) }

    /// Returns the type of a cell.
    subscript(row: Int, column: Int) -> CellType { columns[column][row] }

    /// Adds a row; a type is `nil` if its cell is empty.
    mutating func append(_ types: [CellType?]) {
        for (column, type) in types.enumerated() { columns[column].append(type) }
    }
}

/// The types of the cells of one column, which mostly are all the same.
private struct ColumnTypes: Sendable {
    private var first: CellType?
    private var count = 0
    /// The types of all rows, or empty if they are the same.
    private var types: [UInt8] = []

    subscript(row: Int) -> CellType {
        types.isEmpty ? first ?? .text : CellType(rawValue: types[row]) ?? .text
    }

    mutating func append(_ type: CellType?) {
        count += 1
        if let type, first == nil { first = type }
        guard let first else { return }
        let type = type ?? first
        if types.isEmpty {
            if type == first { return }
            types = Array(repeating: first.rawValue, count: count - 1)
        }
        types.append(type.rawValue)
    }
}

extension CellParser {
    /// Returns the parser of a cell to which the file gives a type.
    ///
    /// A number is plain, whatever the notation of the column's texts. Without a percent format it is not clear whether
    /// 0.05 is 5 % or less, so that a column of percentages takes only percentages.
    func reading(_ type: CellType) -> CellParser {
        switch (type, format) {
        case (.number, .number(let format)) where format.suffix != NumberFormat.percent: reading(nil)
        case (.percent, .number(let format)):
            format.suffix == NumberFormat.percent ? readingShares() : reading(nil)
        case (.date, .date(let format)) where format != .time: reading(.date(.yearMonthDay))
        default: self
        }
    }
}

extension NumberFormat {
    /// The sign behind a percentage.
    static let percent = "%"
}
