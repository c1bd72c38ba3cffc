/// A JSON document, or any part of one (RFC 8259).
///
/// The reader is stricter than most. Repeated keys, integers beyond 64 bits, text after the value and half a
/// surrogate pair are errors that name their byte. Integers stay exact, and objects keep the order of their members,
/// so equal values give equal text.
///
///     let report: JSONValue = ["rows": 150, "metrics": ["accuracy": 0.96]]
///     report["metrics"]?["accuracy"]?.double    // 0.96
package enum JSONValue: Hashable, Sendable {
    /// `null`
    case null
    /// `true` or `false`
    case bool(Bool)
    /// An integer, exact.
    case integer(Int64)
    /// An integer above `Int64.max`, exact. Smaller ones are `integer`; `init(_:)` chooses.
    case unsigned(UInt64)
    /// A number that was written with a fraction or an exponent.
    case double(Double)
    /// Text.
    case string(String)
    /// A list of values.
    case array([JSONValue])
    /// Members in the order in which they were written.
    case object(JSONObject)

    /// The maximum nesting depth of arrays and objects, for reading and writing.
    package static let nestingLimit = 64
}

// MARK: - From Swift values

extension JSONValue {
    /// An integer.
    package init(_ value: Int) { self = .integer(Int64(value)) }

    /// Creates an integer: `unsigned` only if it is above `Int64.max`.
    package init(_ value: UInt64) {
        self = Int64(exactly: value).map(JSONValue.integer) ?? .unsigned(value)
    }

    /// Creates a number. Writing refuses NaN and infinity.
    package init(_ value: Double) { self = .double(value) }

    /// Creates a number that prints with the digits of `Float` itself: 0.1, not 0.10000000149011612.
    package init(_ value: Float) {
        let shortest = Double(value.description) ?? Double(value)
        // The decimal text could in principle round to a neighbour when it is read as Double.
        self = .double(Float(shortest) == value ? shortest : Double(value))
    }

    /// Text.
    package init(_ value: String) { self = .string(value) }

    /// A truth value.
    package init(_ value: Bool) { self = .bool(value) }

    /// A list of values.
    package init(_ values: [JSONValue]) { self = .array(values) }

    /// An object.
    package init(_ object: JSONObject) { self = .object(object) }
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByStringInterpolation, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral
{
    /// `null`
    package init(nilLiteral: ()) { self = .null }
    /// `true` or `false`
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    /// An integer.
    package init(integerLiteral value: Int) { self = .integer(Int64(value)) }
    /// A number.
    package init(floatLiteral value: Double) { self = .double(value) }
    /// Text.
    package init(stringLiteral value: String) { self = .string(value) }
    /// A list of values.
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    /// An object with its members in the order of the literal. A repeated key is a programming error.
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(JSONObject(elements))
    }
}

// MARK: - To Swift values

extension JSONValue {
    /// The truth value, or `nil` for other values.
    package var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The integer, or `nil` for other values and if it does not fit into `Int`.
    package var int: Int? {
        if case .integer(let value) = self { Int(exactly: value) } else { nil }
    }

    /// The number, including integers, or `nil` for other values.
    package var double: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .unsigned(let value): Double(value)
        case .double(let value): value
        default: nil
        }
    }

    /// The text, or `nil` for other values.
    package var string: String? {
        if case .string(let value) = self { value } else { nil }
    }

    /// The list, or `nil` for other values.
    package var array: [JSONValue]? {
        if case .array(let values) = self { values } else { nil }
    }

    /// The object, or `nil` for other values.
    package var object: JSONObject? {
        if case .object(let object) = self { object } else { nil }
    }

    /// Whether this is `null`.
    package var isNull: Bool { self == .null }

    /// The member of a name, or `nil` if there is none or this is not an object.
    ///
    /// Setting `nil` removes the member. Setting a member of a value that is not an object makes it one.
    package subscript(key: String) -> JSONValue? {
        get { object?[key] }
        set {
            var members = object ?? JSONObject()
            members[key] = newValue
            self = .object(members)
        }
    }

    /// The element at an index, or `nil` if there is none or this is not a list.
    package subscript(index: Int) -> JSONValue? {
        guard let array, array.indices.contains(index) else { return nil }
        return array[index]
    }
}
