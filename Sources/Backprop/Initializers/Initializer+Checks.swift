extension Initializer {
    /// Returns whether this rule and another, of any type, are equal.
    func isEqual(to other: any Initializer) -> Bool {
        (other as? Self) == self
    }
}

extension Initializers {
    /// Throws `DecodingError` if a decoded rule holds numbers that its own initializer would refuse.
    static func require(_ condition: Bool, _ expectation: String, _ decoder: any Decoder) throws {
        guard condition else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "In an initializer \(expectation)."))
        }
    }
}
