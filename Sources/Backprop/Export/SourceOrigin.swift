/// The origin of an exported model, which the first comment of source code or the metadata of a file states.
public struct SourceOrigin: Hashable, Sendable {
    /// The name of the model file, without its folder.
    public let file: String
    /// The SHA-256 of the model file, in hexadecimal digits.
    public let sha256: String
    /// The program that exports the model, with its version.
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
    package func lines(_ model: Model) -> [String] {
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

extension SourceOrigin {
    /// The version of the program: the last word of its name.
    package var version: String { String(program.split(separator: " ").last ?? "") }

    /// Keys and values about the origin and the content of a model, for formats with metadata.
    package func properties(_ model: Model) -> [(key: String, value: String)] {
        let provenance = model.provenance
        return [
            ("model_file", file), ("model_sha256", sha256), ("program", program),
            ("trained_on", provenance.source), ("rows", "\(provenance.rows)"),
            ("epochs", "\(provenance.epochs)"), ("seed", "\(model.recipe.seed)"),
            ("networks", model.members.map(\.network.text).joined(separator: "; ")),
        ]
    }
}
