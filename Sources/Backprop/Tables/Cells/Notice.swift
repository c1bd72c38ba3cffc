/// An observation about a table that is not an error but that its user should know.
public struct Notice: Hashable, Sendable {
    /// The subject of a notice, for code that distinguishes them.
    public enum Kind: Hashable, Sendable {
        /// Comment lines before the first row were skipped.
        case commentsSkipped
        /// Blank lines between rows were skipped.
        case blankLinesSkipped
        /// A column has no name in the header.
        case emptyName
        /// Every row ends with a delimiter: the empty last column was dropped.
        case trailingDelimiter
        /// A comma was taken as the decimal mark although it may group thousands.
        case ambiguousDecimalComma
        /// A column does not contain any value.
        case allMissing
        /// Most of a column's values are numbers, but some are not.
        case nearlyNumeric
        /// A column's values are numbers that are not written plainly: with a currency, a unit, or grouped digits.
        case numberFormat
        /// As ``numberFormat``, but the digits may also be read in another way.
        case ambiguousNumberFormat
        /// A column's values are dates of which no one tells the day from the month.
        case ambiguousDateFormat
        /// A column's values are dates with years of two digits, or times with a zone.
        case dateFormat
        /// Most of a column's values are numbers or dates in one notation, but some are not.
        case nearlyFormatted
        /// A column's values look like numbers written in another way.
        case otherNumberStyle
        /// A whole number that `Double` cannot represent exactly.
        case inexactInteger
        /// Numbers written with leading zeros, as identifiers are.
        case leadingZeros
        /// A number too large for `Double`.
        case overflow
        /// A number so small that as `Double` it is zero.
        case underflow
        /// A text was listed as one for a missing value but never occurs.
        case unusedMissingToken
        /// A header names two columns alike: the second got a number.
        case duplicateName
        /// The rows have one field more than the header, at their beginning: row names.
        case rowNames
        /// A cell without quotes around it has an odd number of quotes in it.
        case strayQuote
        /// Rows that could not be used were left out.
        case badRowsSkipped
        /// Comment lines after the first row were skipped.
        case laterCommentsSkipped
        /// The last row contains the sums of the others.
        case totalRow
        /// The text is in another encoding than the training table was.
        case otherEncoding
        /// Cells that are not part of the table, or whose contents are not what they seem.
        case unusualCells
        /// The sheet that was read of a workbook with several, or the rows above the table in it.
        case sheetChosen
        /// Texts with blanks at either end.
        case surroundingBlanks
    }

    /// The subject of the notice.
    public let kind: Kind
    /// The column's name, or `nil` if the notice is not about a column.
    public let column: String?
    /// The line of the first occurrence, counted from 1.
    public let line: Int?
    /// The unit that ``line`` counts: rows in a spreadsheet, elements in an array.
    public private(set) var unit = RowUnit.line
    /// The observation and its remedy, in full sentences.
    public let message: String
    /// The option that applies the remedy, or `nil` if none is certain to.
    public let option: ReadingRemedy?

    init(
        _ kind: Kind, column: String? = nil, line: Int? = nil, option: ReadingRemedy? = nil, _ message: String
    ) {
        self.option = option
        self.kind = kind
        self.column = column
        self.line = line
        self.message = message
    }

    /// Returns the notice with its line counted in a unit.
    func counting(_ unit: RowUnit) -> Notice {
        var notice = self
        notice.unit = unit
        return notice
    }
}

extension Notice: CustomStringConvertible {
    /// The location, the observation and the remedy.
    public var description: String {
        switch (column, line) {
        case (let column?, let line?): "column \(quoted(column)), \(RowNumber(unit, line)): \(message)"
        case (let column?, nil): "column \(quoted(column)): \(message)"
        case (nil, let line?): "\(RowNumber(unit, line)): \(message)"
        case (nil, nil): message
        }
    }
}
