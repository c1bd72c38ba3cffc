extension SafetensorsFile {
    /// The key of the digest in the metadata.
    static let digestKey = "backprop.digest"

    /// Adds the digest of all metadata and tensors to the metadata.
    mutating func addDigest() { metadata[Self.digestKey] = digest }

    /// Whether the digest in the metadata is that of the content, or `nil` if the file has no digest.
    var matchesDigest: Bool? { metadata[Self.digestKey].map { $0 == digest } }

    /// The digest of all other contents of the file, in an order that does not depend on the file's.
    private var digest: String {
        var digest = Digest()
        for (key, text) in metadata.sorted(by: { $0.key < $1.key }) where key != Self.digestKey {
            digest.add(Array(key.utf8))
            digest.add(Array(text.utf8))
        }
        for tensor in tensors.sorted(by: { $0.name < $1.name }) {
            digest.add(Array(tensor.name.utf8))
            digest.add(tensor.bytes)
        }
        return digest.text
    }
}
