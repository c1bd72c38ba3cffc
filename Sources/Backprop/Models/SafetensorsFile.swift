/// A safetensors file: named arrays of numbers, and texts about them.
///
/// The format is inert: reading it runs no code. Many libraries read it. A file begins with 8 bytes for the length of
/// the header, little-endian. The header is a JSON object with each tensor's `dtype`, `shape` and `data_offsets`, and
/// with texts under `__metadata__`. Then come the data.
///
/// Reading trusts no claim of the file about itself. See https://github.com/huggingface/safetensors for the format.
public struct SafetensorsFile: Hashable, Sendable {
    /// Texts about the tensors.
    public var metadata: [String: String]
    /// The tensors, in the order of the header.
    public var tensors: [Tensor]

    /// Creates the content of a file.
    public init(metadata: [String: String] = [:], tensors: [Tensor] = []) {
        self.metadata = metadata
        self.tensors = tensors
    }

    /// The tensor of that name, or `nil` if there is none.
    public subscript(name: String) -> Tensor? { tensors.first { $0.name == name } }

    /// The longest header that is read or written; the format sets it.
    package static let headerLimit = 100_000_000

    /// The name of the metadata in the header.
    static let metadataKey = "__metadata__"

    /// The bytes that give the length of the header.
    static let prefixLength = 8
}
