/// The members of a JSON object: names and values, in the order in which they were written.
///
/// Looking a member up takes constant time. Two names that Swift considers equal, the composed and the
/// decomposed "é" among them, are the same name.
public struct JSONObject: Sendable {
    /// A name and its value.
    public struct Member: Hashable, Sendable {
        /// The name.
        public let key: String
        /// What it stands for.
        public var value: JSONValue
    }

    private var members: [Member] = []
    private var positions: [String: Int] = [:]

    /// Creates an object without members.
    public init() {}

    /// Creates an object from its members. A key that comes twice is a programmer's mistake.
    public init(_ members: [(String, JSONValue)]) {
        for (key, value) in members {
            let isNew = append(key, value)
            precondition(isNew, "the key \"\(key)\" comes twice")
        }
    }

    /// Adds a member at the end, unless there is one of that name: then nothing changes and the answer is false.
    @discardableResult
    public mutating func append(_ key: String, _ value: JSONValue) -> Bool {
        guard positions[key] == nil else { return false }
        positions[key] = members.count
        members.append(Member(key: key, value: value))
        return true
    }

    /// The value of that name. Setting replaces it in its place, or adds it at the end; setting nil removes it.
    public subscript(key: String) -> JSONValue? {
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
    public var keys: [String] { members.map(\.key) }

    /// The same members in the order of their names' UTF-8 bytes, which depends on nothing else.
    public func sortedByKey() -> JSONObject {
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
    /// Whether both have the same members in the same order: whether they are written the same way.
    public static func == (left: JSONObject, right: JSONObject) -> Bool { left.members == right.members }

    /// Feeds the members into a hasher.
    public func hash(into hasher: inout Hasher) { hasher.combine(members) }
}

extension JSONObject: RandomAccessCollection {
    /// The position of the first member.
    public var startIndex: Int { 0 }
    /// The position after the last member.
    public var endIndex: Int { members.count }
    /// The member at a position.
    public subscript(position: Int) -> Member { members[position] }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// An object with its members in the order written. A key that comes twice is a programmer's mistake.
    public init(dictionaryLiteral elements: (String, JSONValue)...) { self.init(elements) }
}
