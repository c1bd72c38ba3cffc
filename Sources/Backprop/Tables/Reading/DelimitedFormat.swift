/// The layout of a file with a table, and which of its properties were detected rather than set explicitly.
public struct DelimitedFormat: Hashable, Sendable {
    /// A property of the text, and whether it was detected or set explicitly.
    public struct Finding<Value: Hashable & Sendable>: Hashable, Sendable {
        /// The property's value.
        public let value: Value
        /// Whether the value was detected; `false` if it is explicit or the default.
        public let isDetected: Bool

        /// Creates a finding.
        package init(_ value: Value, isDetected: Bool) {
            self.value = value
            self.isDetected = isDetected
        }
    }

    /// The form of the file. Delimiter and decimal mark have a meaning in delimited text only.
    public var form = TableForm.delimited
    /// The indices of the columns that the file declares to be categories, whatever their values are.
    public var declaredCategories: Set<Int> = []
    /// The separator of fields.
    public var delimiter: Finding<Delimiter>
    /// Whether the first row contains the columns' names.
    public var hasHeader: Finding<Bool>
    /// The decimal mark of the text's numbers.
    public var decimalMark: Finding<DecimalMark>
    /// The character that groups digits by thousands, or `nil` if there is none.
    public var thousandsSeparator: ThousandsSeparator?
    /// The encoding of the text's characters.
    public var encoding: Finding<TextEncoding>
    /// Whether the text began with UTF-8's byte-order mark.
    public var hasByteOrderMark: Bool
    /// Whether the text was compressed with gzip.
    public var isCompressed: Bool
    /// The number of comment lines before the first row.
    public var commentLineCount: Int
    /// The number of lines left out at the beginning, as the options require.
    public var skippedLineCount = 0
    /// The number of lines left out at the end, as the options require.
    public var skippedFooterLineCount = 0
    /// The rows that could not be used and were left out: see ``BadRowHandling/skip``.
    public var skippedRows = SkippedRows()
}

/// The rows that were left out because they could not be used.
public struct SkippedRows: Hashable, Sendable {
    /// The number of such rows.
    public private(set) var count = 0
    /// The errors about the first of them, at most ``maximumErrorCount``.
    public private(set) var errors: [TableError] = []

    /// The maximum number of errors that are kept.
    public static let maximumErrorCount = 5

    mutating func add(_ error: TableError) {
        count += 1
        if errors.count < Self.maximumErrorCount { errors.append(error) }
    }

    /// The notice about the rows; empty if there are none.
    var notices: [Notice] { count > 0 ? [Notice.badRows(self)] : [] }
}

extension DelimitedFormat: CustomStringConvertible {
    /// The format in one line: `comma-delimited (detected), with a header (detected), decimal point, UTF-8`.
    public var description: String {
        switch form {
        case .delimited: delimitedDescription
        case .spreadsheet(let sheet):
            "Excel workbook, sheet \(quoted(sheet)), \(hasHeader.value ? "with a header" : "without a header")"
                + recordsDescription
        case .json: "JSON, an array of objects" + recordsDescription
        case .jsonLines: "JSON Lines" + recordsDescription
        case .arff: "ARFF" + recordsDescription
        }
    }

    private var recordsDescription: String {
        (isCompressed ? ", gzip" : "")
            + (skippedRows.count > 0 ? ", \(count(skippedRows.count, "bad row")) skipped" : "")
    }

    private var delimitedDescription: String {
        func described(_ text: String, _ isDetected: Bool) -> String {
            isDetected ? text + " (detected)" : text
        }
        var parts = [
            described("\(delimiter.value)-delimited", delimiter.isDetected),
            described(hasHeader.value ? "with a header" : "without a header", hasHeader.isDetected),
            described("decimal \(decimalMark.value.rawValue)", decimalMark.isDetected),
            described("\(encoding.value)", encoding.isDetected),
        ]
        if let thousandsSeparator { parts.append("thousands grouped by \(thousandsSeparator.rawValue)") }
        if hasByteOrderMark { parts.append("byte-order mark") }
        if isCompressed { parts.append("gzip") }
        if commentLineCount > 0 { parts.append("\(count(commentLineCount, "comment line")) skipped") }
        if skippedLineCount > 0 {
            parts.append("\(count(skippedLineCount, "line")) skipped at the beginning")
        }
        if skippedFooterLineCount > 0 {
            parts.append("\(count(skippedFooterLineCount, "line")) skipped at the end")
        }
        if skippedRows.count > 0 { parts.append("\(count(skippedRows.count, "bad row")) skipped") }
        return parts.joined(separator: ", ")
    }
}
