/// A rule of any type, as it stands in a model file: `{"type":"uniform","lower":0,"upper":1}`.
///
/// The rules of the library are known by name. For one from outside give the decoder its type:
///
///     decoder.userInfo[.initializerTypes] = [MyInitializer.self] as [any Initializer.Type]
public struct AnyInitializer: Codable, Sendable, Equatable, CustomStringConvertible {
    /// The rule.
    public let base: any Initializer

    /// Wraps a rule.
    public init(_ base: any Initializer) {
        self.base = base
    }

    /// Reads a rule; throws `DecodingError` where its type is missing or unknown, or its numbers are not
    /// valid.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let name = try container.decode(String.self, forKey: .type)
        let outside = decoder.userInfo[.initializerTypes] as? [any Initializer.Type] ?? []
        guard let type = (Initializers.all + outside).first(where: { $0.typeName == name }) else {
            throw DecodingError.dataCorruptedError(
                forKey: .type, in: container,
                debugDescription: "There is no initializer of type '\(name)'.")
        }
        base = try type.init(from: decoder)
    }

    /// Writes the rule: its type name, and beside it what the rule itself writes.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(type(of: base).typeName, forKey: .type)
        try base.encode(to: encoder)
    }

    /// Whether both are the same rule with the same numbers.
    public static func == (left: AnyInitializer, right: AnyInitializer) -> Bool {
        isEqual(left.base, right.base)
    }

    /// The rule as text; see ``Initializers/named(_:)``.
    public var description: String { base.description }

    private static func isEqual<Rule: Initializer>(_ left: Rule, _ right: any Initializer) -> Bool {
        (right as? Rule) == left
    }

    private enum CodingKeys: String, CodingKey {
        case type
    }
}

extension CodingUserInfoKey {
    /// The key under which a decoder is given `[any Initializer.Type]` from outside the library.
    public static var initializerTypes: CodingUserInfoKey {
        // Returns nil for no string; the optional is the standard library's generality.
        CodingUserInfoKey(rawValue: "org.backprop.initializerTypes")!
    }
}

extension Initializers {
    /// Throws where a decoded rule holds numbers that its own initializer would refuse.
    static func require(_ condition: Bool, _ expectation: String, _ decoder: any Decoder) throws {
        guard condition else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "In an initializer \(expectation)."))
        }
    }
}
