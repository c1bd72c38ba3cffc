/// A rule of any type in a form for `Codable` containers: `{"type":"uniform","lower":0,"upper":1}`.
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

    /// Reads a rule of a type in the decoder's ``TypeRegistry``; throws `DecodingError` if its numbers are not valid.
    public init(from decoder: any Decoder) throws {
        initializer = try TypeRegistry.decodeInitializer(from: decoder)
    }

    /// Writes the name of the type, followed by the rule's own values.
    public func encode(to encoder: any Encoder) throws { try TypeRegistry.encode(initializer, to: encoder) }

    /// Returns whether both are equal rules with equal numbers.
    public static func == (left: AnyCodableInitializer, right: AnyCodableInitializer) -> Bool {
        left.initializer.isEqual(to: right.initializer)
    }

    /// The rule as text; ``init(parsing:)`` reads it.
    public var description: String { initializer.description }
}
