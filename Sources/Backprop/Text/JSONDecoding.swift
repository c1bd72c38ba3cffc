extension JSONValue {
    /// Returns the Swift value that this value encodes.
    ///
    /// Integers are decoded from integers alone, floating-point numbers from integers too.
    ///
    /// - Parameters:
    ///   - type: The type of the value.
    ///   - userInfo: Values that the decoded types may read from their decoder.
    /// - Throws: ``JSONError/decoding(path:message:)`` with the path, as in `layers[2].units: expected an integer,
    ///   found "five"`.
    package func decode<T: Decodable>(
        _ type: T.Type = T.self, userInfo: [CodingUserInfoKey: Any] = [:]
    ) throws(JSONError) -> T {
        do {
            return try JSONDecoding(value: self, codingPath: [], userInfo: userInfo).decode(type)
        } catch let error as DecodingError {
            throw JSONError(error)
        } catch let error as JSONError {
            throw error
        } catch {
            throw JSONError.decoding(path: "", message: "\(error)")
        }
    }

    /// The kind of this value, for the sentence of an error.
    var summary: String {
        switch self {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .integer(let value): "the number \(value)"
        case .unsigned(let value): "the number \(value)"
        case .double(let value): "the number \(value)"
        case .string(let value):
            "the text \(value.prefix(40).debugDescription)" + (value.count > 40 ? "…" : "")
        case .array(let values): values.isEmpty ? "an empty list" : "a list of \(values.count)"
        case .object: "an object"
        }
    }
}

extension JSONError {
    fileprivate init(_ error: DecodingError) {
        switch error {
        case .keyNotFound(let key, let context):
            self = .decoding(
                path: JSONPath.describe(context.codingPath),
                message: "the key \(key.stringValue.debugDescription) is missing")
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            self = .decoding(path: JSONPath.describe(context.codingPath), message: context.debugDescription)
        @unknown default:
            self = .decoding(path: "", message: "\(error)")
        }
    }
}

/// Decodes one value.
struct JSONDecoding: Decoder {
    let value: JSONValue
    let codingPath: [any CodingKey]
    let userInfo: [CodingUserInfoKey: Any]

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .object(let object) = value else { throw mismatch([String: JSONValue].self, "an object") }
        return KeyedDecodingContainer(
            JSONKeyedDecoding(object: object, codingPath: codingPath, userInfo: userInfo))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .array(let elements) = value else { throw mismatch([JSONValue].self, "a list") }
        return JSONUnkeyedDecoding(elements: elements, codingPath: codingPath, userInfo: userInfo)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }

    private func mismatch(_ type: any Any.Type, _ expected: String) -> DecodingError {
        let message = "expected \(expected), found \(value.summary)"
        return .typeMismatch(type, .init(codingPath: codingPath, debugDescription: message))
    }
}

extension JSONDecoding: SingleValueDecodingContainer {
    func decodeNil() -> Bool { value.isNull }
    func decode(_ type: Bool.Type) throws -> Bool { try require(value.bool, "true or false") }
    func decode(_ type: String.Type) throws -> String { try require(value.string, "text") }
    func decode(_ type: Double.Type) throws -> Double { try require(value.double, "a number") }
    func decode(_ type: Float.Type) throws -> Float { try float() }
    func decode(_ type: Int.Type) throws -> Int { try integer() }
    func decode(_ type: Int8.Type) throws -> Int8 { try integer() }
    func decode(_ type: Int16.Type) throws -> Int16 { try integer() }
    func decode(_ type: Int32.Type) throws -> Int32 { try integer() }
    func decode(_ type: Int64.Type) throws -> Int64 { try integer() }
    func decode(_ type: UInt.Type) throws -> UInt { try integer() }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try integer() }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try integer() }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try integer() }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try integer() }

    func decode<T: Decodable>(_ type: T.Type) throws -> T {
        do {
            return try T(from: self)
        } catch let error as DecodingError {
            throw error
        } catch {
            // A type's own error does not contain the position in the document.
            throw DecodingError.dataCorrupted(
                .init(codingPath: codingPath, debugDescription: "\(error)", underlyingError: error))
        }
    }

    private func require<T>(_ result: T?, _ expected: String) throws -> T {
        guard let result else { throw mismatch(T.self, expected) }
        return result
    }

    private func float() throws -> Float {
        let number = Float(try require(value.double, "a number"))
        guard number.isFinite else { throw mismatch(Float.self, "a number that fits into single precision") }
        return number
    }

    private func integer<T: FixedWidthInteger>() throws -> T {
        let expected = "an integer from \(T.min) to \(T.max)"
        switch value {
        case .integer(let number): return try require(T(exactly: number), expected)
        case .unsigned(let number): return try require(T(exactly: number), expected)
        default: throw mismatch(T.self, "an integer")
        }
    }
}

/// Decodes the members of an object.
private struct JSONKeyedDecoding<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let object: JSONObject
    let codingPath: [any CodingKey]
    let userInfo: [CodingUserInfoKey: Any]
    var allKeys: [Key] { object.keys.compactMap(Key.init(stringValue:)) }

    func contains(_ key: Key) -> Bool { object[key.stringValue] != nil }

    private func member(_ key: any CodingKey) throws -> JSONDecoding {
        guard let value = object[key.stringValue] else {
            throw DecodingError.keyNotFound(key, .init(codingPath: codingPath, debugDescription: "missing"))
        }
        return JSONDecoding(value: value, codingPath: codingPath + [key], userInfo: userInfo)
    }

    func decodeNil(forKey key: Key) throws -> Bool { try member(key).decodeNil() }
    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T { try member(key).decode(type) }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try member(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try member(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { try member(JSONKey(stringValue: "super")) }
    func superDecoder(forKey key: Key) throws -> any Decoder { try member(key) }
}

/// Decodes the elements of an array one after the other.
private struct JSONUnkeyedDecoding: UnkeyedDecodingContainer {
    let elements: [JSONValue]
    let codingPath: [any CodingKey]
    let userInfo: [CodingUserInfoKey: Any]
    var currentIndex = 0
    var count: Int? { elements.count }
    var isAtEnd: Bool { currentIndex >= elements.count }

    /// Passes the next element to `body` and advances only if that succeeds, as the protocol requires.
    private mutating func next<T>(_ body: (JSONDecoding) throws -> T) throws -> T {
        let path = codingPath + [JSONKey(intValue: currentIndex)]
        guard !isAtEnd else {
            let message = "the list ends after \(elements.count) elements, more are needed"
            throw DecodingError.valueNotFound(
                T.self, .init(codingPath: codingPath, debugDescription: message))
        }
        let result = try body(
            JSONDecoding(value: elements[currentIndex], codingPath: path, userInfo: userInfo))
        currentIndex += 1
        return result
    }

    mutating func decodeNil() throws -> Bool {
        guard !isAtEnd else { return try next { $0.decodeNil() } }
        guard elements[currentIndex].isNull else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try next { try $0.decode(type) } }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
        try next { try $0.container(keyedBy: type) }
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try next { try $0.unkeyedContainer() }
    }

    mutating func superDecoder() throws -> any Decoder { try next { $0 } }
}
