/// A column that is declared to hold dates.
public struct DateColumn: Codable, Hashable, Sendable {
    /// The column.
    public var column: ColumnReference
    /// The format of the dates, or `nil` to find it in the cells.
    public var format: DateFormat?

    /// Creates a declaration; by default the format is found in the cells.
    public init(_ column: ColumnReference, format: DateFormat? = nil) {
        self.column = column
        self.format = format
    }
}

extension DateColumn {
    /// The word before the name of a format.
    private static let keyword = " format "

    /// Reads a column's name or number, and its format if there is one: `time`, `time format unix`.
    ///
    /// Returns `nil` if the word behind `format` is not the name of a format.
    public init?(parsing text: String) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count > 2, parts[parts.count - 2] == "format" else {
            self.init(ColumnReference(text))
            return
        }
        guard let format = DateFormat(rawValue: String(parts[parts.count - 1])) else { return nil }
        self.init(ColumnReference(parts.dropLast(2).joined(separator: " ")), format: format)
    }

    /// The declaration as text: `time format unix`.
    public var text: String { "\(column)" + (format.map { Self.keyword + $0.rawValue } ?? "") }
}
