extension DecodingError {
    /// Throws where what was read breaks a rule of its type, so that no file can reach a `precondition`.
    static func require<Key: CodingKey>(
        _ condition: Bool, forKey key: Key, in container: KeyedDecodingContainer<Key>, _ expectation: String
    ) throws {
        guard !condition else { return }
        throw DecodingError.dataCorruptedError(forKey: key, in: container, debugDescription: expectation)
    }
}
