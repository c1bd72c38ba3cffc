/// A safetensors file: named arrays of numbers, and texts about them.
///
/// The format is inert, that is, reading it runs nothing, and the whole ecosystem reads it: 8 bytes with the
/// length of the header, little-endian; the header, a JSON object that gives each tensor's `dtype`, `shape` and
/// `data_offsets`, with texts under `__metadata__`; then the data.
///
/// Reading trusts nothing that the file says about itself. See https://github.com/huggingface/safetensors
/// for the format.
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

    /// The tensor of that name, or nil.
    public subscript(name: String) -> Tensor? { tensors.first { $0.name == name } }

    /// The longest header that is read or written; the format sets it.
    public static let headerLimit = 100_000_000

    /// The name in the header under which the metadata stand.
    static let metadataKey = "__metadata__"

    /// The bytes that give the length of the header.
    static let prefixLength = 8
}
