import Backprop

/// A writer of rows as a list of JSON objects, for protocols that send columns or matrices.
struct RecordText {
    /// A value of a cell.
    enum Value: Hashable, Sendable {
        case missing
        case number(Double)
        case integer(Int64)
        case unsigned(UInt64)
        case bool(Bool)
        case text(String)
    }

    private var keys: [[UInt8]]
    private(set) var bytes: [UInt8] = [UInt8(ascii: "[")]

    /// Begins a list of rows with these columns.
    init(columns: [String]) {
        keys = columns.map { Array(Self.text(JSONValue($0)).utf8) + [UInt8(ascii: ":")] }
    }

    /// Adds a row with a value for each column.
    mutating func append(_ row: some Sequence<Value>) {
        if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
        bytes.append(UInt8(ascii: "{"))
        for (column, value) in row.enumerated() {
            if column > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes += keys[column]
            bytes += Self.text(value).utf8
        }
        bytes.append(UInt8(ascii: "}"))
    }

    /// Ends the list and returns its text.
    consuming func finish() -> [UInt8] { bytes + [UInt8(ascii: "]")] }

    /// Returns a value as JSON. NaN is a missing value.
    private static func text(_ value: Value) -> String {
        switch value {
        case .missing: "null"
        case .number(let number) where number.isNaN: "null"
        // Too large for any column of numbers, which the error for the row tells.
        case .number(let number) where number.isInfinite: number < 0 ? "-1e999" : "1e999"
        case .number(let number): text(JSONValue(number))
        case .integer(let number): "\(number)"
        case .unsigned(let number): "\(number)"
        case .bool(let value): "\(value)"
        case .text(let value): text(JSONValue(value))
        }
    }

    private static func text(_ value: JSONValue) -> String { (try? value.text()) ?? "null" }
}

extension RecordText.Value {
    /// Takes a value of JSON, or returns `nil` for a list or an object.
    init?(_ value: JSONValue) {
        switch value {
        case .null: self = .missing
        case .bool(let value): self = .bool(value)
        case .integer(let number): self = .integer(number)
        case .unsigned(let number): self = .unsigned(number)
        case .double(let number): self = .number(number)
        case .string(let text): self = .text(text)
        case .array, .object: return nil
        }
    }
}
