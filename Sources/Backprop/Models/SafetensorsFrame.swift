/// The parts of a safetensors file that its tensors do not determine: its beginning, and the order of the data.
///
/// With the tensors they give the bytes of the file again, so that no copy of it is kept for its digest.
struct SafetensorsFrame: Sendable {
    /// The length of the header and the header.
    let beginning: [UInt8]

    /// The names of the tensors in the order of their data, and the number of bytes of each.
    let tensors: [(name: String, byteCount: Int)]

    /// The SHA-256 of the file, if it was computed when the file was read.
    var digest: String?

    init(beginning: [UInt8], entries: [SafetensorsHeader.Entry]) {
        self.beginning = beginning
        tensors = entries.sorted { $0.range.lowerBound < $1.range.lowerBound }.map {
            ($0.name, $0.range.count)
        }
    }

    /// Returns the bytes of the file that has these tensors, or `nil` if they are others or have another type.
    func bytes(with tensors: [SafetensorsFile.Tensor]) -> [UInt8]? {
        let known = Dictionary(tensors.map { ($0.name, $0.bytes) }) { first, _ in first }
        var bytes = beginning
        for (name, count) in self.tensors {
            guard let tensor = known[name], tensor.count == count else { return nil }
            bytes += tensor
        }
        return bytes
    }
}

extension Precision {
    /// The type of tensors of this precision.
    var elementType: SafetensorsFile.ElementType { self == .float32 ? .float32 : .float64 }
}
