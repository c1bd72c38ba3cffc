/// The form in which a file contains a table.
public enum TableForm: Hashable, Sendable {
    /// Delimited text, such as CSV.
    case delimited
    /// A sheet of an Excel workbook (`.xlsx`).
    case spreadsheet(sheet: String)
    /// An array of objects in JSON.
    case json
    /// Objects in JSON, one after another: JSON Lines.
    case jsonLines
    /// Weka's attribute-relation file format.
    case arff
}

/// The unit by which a file's rows are numbered in messages.
public enum RowUnit: String, Hashable, Sendable {
    /// A line of a text.
    case line
    /// A row of a spreadsheet.
    case row
    /// An element of an array.
    case element
}

/// The number of a row in its file, for messages.
public struct RowNumber: Hashable, Sendable, ExpressibleByIntegerLiteral, CustomStringConvertible {
    /// The unit that is counted.
    public let unit: RowUnit
    /// The number, counted from 1.
    public let number: Int

    /// Creates a number of a unit.
    public init(_ unit: RowUnit, _ number: Int) { (self.unit, self.number) = (unit, number) }

    /// Creates the number of a line.
    public init(integerLiteral value: Int) { self.init(.line, value) }

    /// The unit and the number: `line 5`.
    public var description: String { "\(unit.rawValue) \(number)" }
}

extension TableForm {
    /// The unit by which rows are numbered.
    public var rowUnit: RowUnit {
        switch self {
        case .delimited, .jsonLines, .arff: .line
        case .spreadsheet: .row
        case .json: .element
        }
    }

    /// The form of a file that begins with some bytes, or `nil` for delimited text and everything else.
    ///
    /// - Parameter name: The file's name. Its ending decides if the bytes leave the form open.
    init?(prefix: [UInt8], name: String) {
        let text = prefix.starts(with: FileKind.byteOrderMark) ? prefix[3...] : prefix[...]
        if WorkbookMark.isWorkbook(prefix, name: name) {
            self = .spreadsheet(sheet: "")
        } else if let json = Self.json(text) ?? Self.json(ending: name, text) {
            self = json
        } else if Self.isARFF(text) {
            self = .arff
        } else {
            return nil
        }
    }

    /// Returns the form of a text that begins as JSON does: an object before another object, or an array.
    private static func json(_ text: ArraySlice<UInt8>) -> TableForm? {
        let marks = text.lazy.filter { !$0.isBlank && !$0.isLineEnd }.prefix(2).map { UInt8($0) }
        guard marks.count == 2 else { return nil }
        let (first, second) = (marks.first!, marks.dropFirst().first!)
        switch first {
        case JSONByte.openBrace:
            return second == JSONByte.quote || second == JSONByte.closeBrace ? .jsonLines : nil
        case JSONByte.openBracket:
            let isArray = [
                JSONByte.openBrace, JSONByte.openBracket, JSONByte.quote, JSONByte.closeBracket,
            ].contains(second)
            return isArray ? .json : nil
        default: return nil
        }
    }

    private static func json(ending name: String, _ text: ArraySlice<UInt8>) -> TableForm? {
        let name = name.lowercased()
        let bare = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
        guard [".json", ".jsonl", ".ndjson"].contains(where: bare.hasSuffix) else { return nil }
        let first = text.first { !$0.isBlank && !$0.isLineEnd }
        return first == JSONByte.openBracket ? .json : .jsonLines
    }

    private static func isARFF(_ text: ArraySlice<UInt8>) -> Bool {
        let lines = text.split(whereSeparator: \.isLineEnd).lazy.map { $0.drop(while: \.isBlank) }
        guard let first = lines.first(where: { !$0.isEmpty && $0.first != UInt8(ascii: "%") }) else {
            return false
        }
        let word = String(decoding: first.prefix(9), as: UTF8.self).lowercased()
        return word == "@relation"
    }
}
