/// The members of a JSON object: names and values, in the order of the text.
///
/// Finding a member takes constant time. Two names that Swift considers equal, such as the composed and the
/// decomposed "é", are one name.
package struct JSONObject: Sendable {
    /// A name and its value.
    package struct Member: Hashable, Sendable {
        /// The name.
        package let key: String
        /// The value.
        package var value: JSONValue
    }

    private var members: [Member] = []
    private var positions: [String: Int] = [:]

    /// Creates an object without members.
    package init() {}

    /// Creates an object from its members. A repeated key is a programming error.
    package init(_ members: [(String, JSONValue)]) {
        for (key, value) in members {
            let isNew = append(key, value)
            precondition(isNew, "the key \"\(key)\" comes twice")
        }
    }

    /// Adds a member at the end and returns true, or returns false without a change if the name exists.
    @discardableResult
    package mutating func append(_ key: String, _ value: JSONValue) -> Bool {
        guard positions[key] == nil else { return false }
        positions[key] = members.count
        members.append(Member(key: key, value: value))
        return true
    }

    /// The value of a name. Setting it replaces the value or appends a member; setting `nil` removes the member.
    package subscript(key: String) -> JSONValue? {
        get { positions[key].map { members[$0].value } }
        set {
            switch (positions[key], newValue) {
            case (let position?, let value?): members[position].value = value
            case (let position?, nil): remove(at: position)
            case (nil, let value?): append(key, value)
            case (nil, nil): break
            }
        }
    }

    /// The names in order.
    package var keys: [String] { members.map(\.key) }

    /// Returns the members in the order of their names' UTF-8 bytes alone.
    package func sortedByKey() -> JSONObject {
        var sorted = JSONObject()
        let ordered = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        for member in ordered { sorted.append(member.key, member.value) }
        return sorted
    }

    private mutating func remove(at position: Int) {
        positions[members.remove(at: position).key] = nil
        for index in position..<members.count { positions[members[index].key] = index }
    }
}

extension JSONObject: Hashable {
    /// Returns whether both have equal members in one order, and so the same text.
    package static func == (left: JSONObject, right: JSONObject) -> Bool { left.members == right.members }

    /// Adds the members to a hasher.
    package func hash(into hasher: inout Hasher) { hasher.combine(members) }
}

extension JSONObject: RandomAccessCollection {
    /// The position of the first member.
    package var startIndex: Int { 0 }
    /// The position after the last member.
    package var endIndex: Int { members.count }
    /// The member at a position.
    package subscript(position: Int) -> Member { members[position] }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// Creates an object with its members in the order of the literal. A repeated key is a programming error.
    package init(dictionaryLiteral elements: (String, JSONValue)...) { self.init(elements) }
}
