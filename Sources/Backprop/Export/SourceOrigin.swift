/// The origin of exported source code, which its first comment states.
public struct SourceOrigin: Hashable, Sendable {
    /// The name of the model file, without its folder.
    public let file: String
    /// The SHA-256 of the model file, in hexadecimal digits.
    public let sha256: String
    /// The program that writes the code, with its version.
    public let program: String

    /// The sentence that tells exported code from other code.
    package static let remark = "Do not edit: export again."

    /// Creates the origin of a model that was read from a file with these bytes.
    public init(file: String, bytes: [UInt8], program: String) {
        (self.file, self.program) = (file, program)
        sha256 = SHA256.text(of: bytes)
    }
}

extension SourceOrigin {
    /// The lines of a comment about the origin and the content of a model.
    func lines(_ model: Model) -> [String] {
        let provenance = model.provenance
        let networks = model.members.map(\.network.text)
        return [
            "Made by \(program) from \(file). \(Self.remark)",
            "SHA-256 of the model: \(sha256)",
            "Trained on: \(provenance.source), \(provenance.rows) rows, \(provenance.epochs) epochs, seed \(model.recipe.seed)",
            networks.count == 1
                ? "Network: \(networks[0])"
                : "The mean of \(networks.count) networks: \(networks.joined(separator: "; "))",
        ]
    }
}
