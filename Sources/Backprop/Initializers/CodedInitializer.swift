/// A rule of any kind in a form that `Codable` containers hold: `{"type":"uniform","lower":0,"upper":1}`.
public struct CodedInitializer: Codable, Sendable, Equatable, CustomStringConvertible {
    /// The rule.
    public let initializer: any Initializer

    /// Wraps a rule.
    public init(_ initializer: any Initializer) { self.initializer = initializer }

    /// Reads a rule of a kind that the decoder's ``Vocabulary`` has; `DecodingError` also where its numbers are not
    /// valid.
    public init(from decoder: any Decoder) throws {
        initializer = try Vocabulary.decodeInitializer(from: decoder)
    }

    /// Writes the kind, and beside it what the rule itself writes.
    public func encode(to encoder: any Encoder) throws { try Vocabulary.encode(initializer, to: encoder) }

    /// Whether both are the same rule with the same numbers.
    public static func == (left: CodedInitializer, right: CodedInitializer) -> Bool {
        left.initializer.isEqual(to: right.initializer)
    }

    /// The rule as text; see ``Initializers/named(_:)``.
    public var description: String { initializer.description }
}

extension Initializer {
    /// Whether this rule and another, of any type, are the same description.
    func isEqual(to other: any Initializer) -> Bool {
        (other as? Self) == self
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
