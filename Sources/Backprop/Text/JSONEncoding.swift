extension JSONValue {
    /// Creates the JSON form of an `Encodable` value.
    ///
    /// Members keep the order in which the type encodes them. Dictionaries and sets, whose order changes from run to
    /// run, are sorted, so equal values always give equal JSON.
    /// - Throws: `JSONError.encoding` if the value holds NaN or infinity, or fails to encode itself.
    package init(encoding value: some Encodable) throws(JSONError) {
        let node = JSONNode()
        do {
            try JSONEncoding(node: node, codingPath: []).encode(value)
        } catch EncodingError.invalidValue(_, let context) {
            throw JSONError.encoding(
                path: JSONPath.describe(context.codingPath), message: context.debugDescription)
        } catch let error as JSONError {
            throw error
        } catch {
            throw JSONError.encoding(path: "", message: "\(error)")
        }
        self = node.value
    }
}

/// A slot in the document under construction. Containers return slots before they are filled.
final class JSONNode {
    private enum Content {
        case empty
        case value(JSONValue)
        case array([JSONNode])
        case object(keys: [String], nodes: [String: JSONNode])
    }

    private var content = Content.empty

    /// The value in the slot, or an object without members if there is none.
    var value: JSONValue {
        switch content {
        case .empty: .object(JSONObject())
        case .value(let value): value
        case .array(let nodes): .array(nodes.map(\.value))
        case .object(let keys, let nodes): .object(JSONObject(keys.map { ($0, nodes[$0]?.value ?? .null) }))
        }
    }

    var count: Int { if case .array(let nodes) = content { nodes.count } else { 0 } }

    func set(_ value: JSONValue) { content = .value(value) }

    func becomeArray() {
        if case .array = content { return }
        content = .array([])
    }

    func becomeObject() {
        if case .object = content { return }
        content = .object(keys: [], nodes: [:])
    }

    /// Appends a slot to the array in this slot.
    func appended() -> JSONNode {
        let node = JSONNode()
        guard case .array(var nodes) = content else { return node }
        content = .empty  // so that the array is not copied
        nodes.append(node)
        content = .array(nodes)
        return node
    }

    /// Returns the slot of a member of the object in this slot, and adds it if it is new.
    func member(_ key: String) -> JSONNode {
        guard case .object(var keys, var nodes) = content else { return JSONNode() }
        if let node = nodes[key] { return node }
        content = .empty
        let node = JSONNode()
        keys.append(key)
        nodes[key] = node
        content = .object(keys: keys, nodes: nodes)
        return node
    }
}

/// A value whose elements have an order that changes from run to run.
private protocol UnorderedEncodable {
    /// Returns the elements in an order that depends on them alone.
    static func ordered(_ encoded: JSONValue) throws(JSONError) -> JSONValue
}

extension Dictionary: UnorderedEncodable {
    // A dictionary encodes itself as an object, or as a list of alternating keys and values.
    fileprivate static func ordered(_ encoded: JSONValue) throws(JSONError) -> JSONValue {
        guard case .array(let flat) = encoded else {
            return encoded.object.map { .object($0.sortedByKey()) } ?? encoded
        }
        let pairs = stride(from: 0, to: flat.count - 1, by: 2).map { index -> [JSONValue] in
            [flat[index], flat[index + 1]]
        }
        return .array(try sortedByText(pairs).flatMap(\.self))
    }
}

extension Set: UnorderedEncodable {
    fileprivate static func ordered(_ encoded: JSONValue) throws(JSONError) -> JSONValue {
        guard case .array(let elements) = encoded else { return encoded }
        return .array(try sortedByText(elements.map { [$0] }).flatMap(\.self))
    }
}

private func sortedByText(_ groups: [[JSONValue]]) throws(JSONError) -> [[JSONValue]] {
    var texts: [(text: String, group: [JSONValue])] = []
    for group in groups { texts.append((try JSONValue.array(group).text(), group)) }
    return texts.sorted { $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) }.map(\.group)
}

/// Fills one slot.
struct JSONEncoding: Encoder {
    let node: JSONNode
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        node.becomeObject()
        return KeyedEncodingContainer(JSONKeyedEncoding(node: node, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        node.becomeArray()
        return JSONUnkeyedEncoding(node: node, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }
}

extension JSONEncoding: SingleValueEncodingContainer {
    func encodeNil() { node.set(.null) }
    func encode(_ value: Bool) { node.set(.bool(value)) }
    func encode(_ value: String) { node.set(.string(value)) }
    func encode(_ value: Double) throws { try encodeNumber(value, JSONValue(value)) }
    func encode(_ value: Float) throws { try encodeNumber(Double(value), JSONValue(value)) }
    func encode(_ value: Int) { node.set(JSONValue(value)) }
    func encode(_ value: Int8) { node.set(.integer(Int64(value))) }
    func encode(_ value: Int16) { node.set(.integer(Int64(value))) }
    func encode(_ value: Int32) { node.set(.integer(Int64(value))) }
    func encode(_ value: Int64) { node.set(.integer(value)) }
    func encode(_ value: UInt) { node.set(JSONValue(UInt64(value))) }
    func encode(_ value: UInt8) { node.set(.integer(Int64(value))) }
    func encode(_ value: UInt16) { node.set(.integer(Int64(value))) }
    func encode(_ value: UInt32) { node.set(.integer(Int64(value))) }
    func encode(_ value: UInt64) { node.set(JSONValue(value)) }

    func encode<T: Encodable>(_ value: T) throws {
        try value.encode(to: self)
        guard let unordered = T.self as? any UnorderedEncodable.Type else { return }
        node.set(try unordered.ordered(node.value))
    }

    private func encodeNumber(_ number: Double, _ value: JSONValue) throws {
        guard number.isFinite else {
            throw EncodingError.invalidValue(
                number,
                .init(
                    codingPath: codingPath, debugDescription: "\(number) is not a number that JSON can hold"))
        }
        node.set(value)
    }
}

/// Fills the members of an object.
private struct JSONKeyedEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let node: JSONNode
    let codingPath: [any CodingKey]

    private func slot(_ key: any CodingKey) -> JSONEncoding {
        JSONEncoding(node: node.member(key.stringValue), codingPath: codingPath + [key])
    }

    func encodeNil(forKey key: Key) { slot(key).encodeNil() }
    func encode<T: Encodable>(_ value: T, forKey key: Key) throws { try slot(key).encode(value) }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        slot(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        slot(key).unkeyedContainer()
    }
    func superEncoder() -> any Encoder { slot(JSONKey(stringValue: "super")) }
    func superEncoder(forKey key: Key) -> any Encoder { slot(key) }
}

/// Fills the elements of an array.
private struct JSONUnkeyedEncoding: UnkeyedEncodingContainer {
    let node: JSONNode
    let codingPath: [any CodingKey]
    var count: Int { node.count }

    private func slot() -> JSONEncoding {
        let key = JSONKey(intValue: count)
        return JSONEncoding(node: node.appended(), codingPath: codingPath + [key])
    }

    func encodeNil() { slot().encodeNil() }
    func encode<T: Encodable>(_ value: T) throws { try slot().encode(value) }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        slot().container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { slot().unkeyedContainer() }
    func superEncoder() -> any Encoder { slot() }
}
