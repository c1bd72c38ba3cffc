/// The options that a training table was read with, if they differ from the defaults.
///
/// A model stores them, so that later tables are read the same way. The delimiter is not included: it is detected
/// again.
public struct RememberedReading: Codable, Hashable, Sendable {
    /// Whether the first row holds the columns' names, or `nil` if that was detected.
    public var hasHeader: Bool?
    /// The decimal mark, or `nil` if it was detected.
    public var decimalMark: DecimalMark?
    /// The character that groups digits by thousands, or `nil` for none.
    public var thousandsSeparator: ThousandsSeparator?
    /// The encoding of texts that are not UTF-8, or `nil` for the default.
    public var encoding: TextEncoding?
    /// The beginning of a comment line, empty if there are no comments, or `nil` for the default.
    public var commentPrefix: String?
    /// The texts for a missing value, or `nil` for the default ones.
    public var missingTokens: [String]?
    /// The sheet of a workbook, or `nil` for other files.
    public var sheet: String?
    /// The length of the longest row accepted, or `nil` for the default.
    public var maximumRowLength: Int?

    /// Creates the options that differ from the defaults, or `nil` if there are none.
    init?(_ options: ReadingOptions) {
        let standard = ReadingOptions()
        func changed<Value: Equatable>(_ path: KeyPath<ReadingOptions, Value>) -> Value? {
            options[keyPath: path] == standard[keyPath: path] ? nil : options[keyPath: path]
        }
        (hasHeader, decimalMark) = (options.hasHeader, options.decimalMark)
        (thousandsSeparator, encoding) = (options.thousandsSeparator, options.encoding)
        commentPrefix = changed(\.commentPrefix).map { $0 ?? "" }
        sheet = options.sheet
        missingTokens = changed(\.missingTokens)
        maximumRowLength = changed(\.maximumRowLength)
        if self == RememberedReading() { return nil }
    }

    private init() {}

    /// The options for reading a table.
    var options: ReadingOptions {
        var options = ReadingOptions()
        (options.hasHeader, options.decimalMark) = (hasHeader, decimalMark)
        (options.thousandsSeparator, options.expectedEncoding) = (thousandsSeparator, encoding)
        if let commentPrefix { options.commentPrefix = commentPrefix.isEmpty ? nil : commentPrefix }
        options.expectedSheet = sheet
        if let missingTokens { options.missingTokens = missingTokens }
        if let maximumRowLength { options.maximumRowLength = maximumRowLength }
        return options
    }
}
