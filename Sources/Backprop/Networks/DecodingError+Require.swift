extension DecodingError {
    /// Throws if a value that was read breaks a rule of its type, so that no file can trigger a `precondition`.
    static func require<Key: CodingKey>(
        _ condition: Bool, forKey key: Key, in container: KeyedDecodingContainer<Key>, _ expectation: String
    ) throws {
        guard !condition else { return }
        throw DecodingError.dataCorruptedError(forKey: key, in: container, debugDescription: expectation)
    }
}
