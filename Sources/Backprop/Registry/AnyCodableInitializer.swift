/// A rule of any kind in a form that `Codable` containers hold: `{"type":"uniform","lower":0,"upper":1}`.
public struct AnyCodableInitializer: Codable, Sendable, Equatable, CustomStringConvertible {
    /// The rule.
    public let initializer: any Initializer

    /// Creates the rule that a text names, such as `he-normal` or `uniform lower -0.5, upper 0.5`.
    ///
    /// - Throws: ``InitializerError`` that names the nearest rule, or the numbers that the rule takes.
    public init(parsing text: String) throws(InitializerError) {
        initializer = try Initializers.parse(text)
    }

    /// Wraps a rule.
    public init(_ initializer: any Initializer) { self.initializer = initializer }

    /// Reads a rule of a kind that the decoder's ``Vocabulary`` has; `DecodingError` also where its numbers are not
    /// valid.
    public init(from decoder: any Decoder) throws {
        initializer = try TypeRegistry.decodeInitializer(from: decoder)
    }

    /// Writes the kind, and beside it what the rule itself writes.
    public func encode(to encoder: any Encoder) throws { try TypeRegistry.encode(initializer, to: encoder) }

    /// Whether both are the same rule with the same numbers.
    public static func == (left: AnyCodableInitializer, right: AnyCodableInitializer) -> Bool {
        left.initializer.isEqual(to: right.initializer)
    }

    /// The rule as text; ``init(parsing:)`` reads it.
    public var description: String { initializer.description }
}
