extension JSONValue {
    /// The order of the members of objects.
    package enum KeyOrder: Sendable {
        /// The order in which they were added.
        case insertion
        /// The order of the UTF-8 bytes of their names.
        case sorted
    }

    /// Returns the value as JSON text; equal values always give equal text.
    ///
    /// Numbers are written with the fewest digits that read back as the same number.
    /// - Parameters:
    ///   - keys: The order of members.
    ///   - indentation: Spaces per level, one element per line; `nil` for everything on one line without spaces.
    /// - Throws: `JSONError.encoding` if a number is NaN or infinite, or if the value nests deeper than the reader
    ///   allows.
    package func text(keys: KeyOrder = .insertion, indentation: Int? = nil) throws(JSONError) -> String {
        var writer = JSONWriter(keys: keys, indentation: indentation)
        try writer.write(self)
        return writer.text
    }

    /// Reads JSON text.
    /// - Throws: `JSONError.syntax` with the first byte that is not valid JSON.
    package init(parsing text: String) throws(JSONError) {
        try self.init(parsing: Array(text.utf8))
    }

    /// Reads JSON text from its UTF-8 bytes.
    ///
    /// - Parameter roundsLargeIntegers: Whether integers beyond 64 bits are rounded to a Double, rather than refused.
    /// - Throws: `JSONError.syntax` with the first byte that is not valid JSON.
    package init(parsing bytes: [UInt8], roundsLargeIntegers: Bool = false) throws(JSONError) {
        self = try bytes.withUnsafeBufferPointer { (buffer) throws(JSONError) in
            try JSONReader.read(buffer, roundsLargeIntegers: roundsLargeIntegers)
        }
    }
}

/// A writer of JSON text.
struct JSONWriter {
    let keys: JSONValue.KeyOrder
    let indentation: Int?
    private(set) var text = ""
    private var path: [JSONKey] = []

    init(keys: JSONValue.KeyOrder, indentation: Int?) {
        self.keys = keys
        self.indentation = indentation
    }

    mutating func write(_ value: JSONValue) throws(JSONError) {
        switch value {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .integer(let value): text += String(value)
        case .unsigned(let value): text += String(value)
        case .double(let value): try write(value)
        case .string(let value): Self.write(value, to: &text)
        case .array(let elements): try write(elements)
        case .object(let object): try write(keys == .sorted ? object.sortedByKey() : object)
        }
    }

    private mutating func write(_ value: Double) throws(JSONError) {
        guard value.isFinite else { throw error("\(value) is not a number that JSON can hold") }
        text += value.description
    }

    private mutating func write(_ elements: [JSONValue]) throws(JSONError) {
        try open("[")
        for (index, element) in elements.enumerated() {
            separate(index)
            path.append(JSONKey(intValue: index))
            try write(element)
            path.removeLast()
        }
        close("]", isEmpty: elements.isEmpty)
    }

    private mutating func write(_ object: JSONObject) throws(JSONError) {
        try open("{")
        for (index, member) in object.enumerated() {
            separate(index)
            Self.write(member.key, to: &text)
            text += indentation == nil ? ":" : ": "
            path.append(JSONKey(stringValue: member.key))
            try write(member.value)
            path.removeLast()
        }
        close("}", isEmpty: object.isEmpty)
    }

    private mutating func open(_ bracket: String) throws(JSONError) {
        guard path.count < JSONValue.nestingLimit else {
            throw error("arrays and objects nest deeper than \(JSONValue.nestingLimit) levels")
        }
        text += bracket
    }

    private mutating func separate(_ index: Int) {
        if index > 0 { text += "," }
        newLine(depth: path.count + 1)
    }

    private mutating func close(_ bracket: String, isEmpty: Bool) {
        if !isEmpty { newLine(depth: path.count) }
        text += bracket
    }

    private mutating func newLine(depth: Int) {
        guard let indentation else { return }
        text += "\n" + String(repeating: " ", count: indentation * depth)
    }

    private func error(_ message: String) -> JSONError {
        .encoding(path: JSONPath.describe(path), message: message)
    }

    /// Writes a string with its quotes, and with the escapes that JSON requires.
    static func write(_ string: String, to text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\0"..<" ":
                text += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
