import Backprop

/// A function that takes bytes, called with many at a time.
final class BufferedOutput {
    private let output: ByteOutput
    private var bytes: [UInt8] = []

    private static let size = 1 << 16

    init(_ output: @escaping ByteOutput) { self.output = output }

    /// Takes bytes, and passes on those that fill a buffer.
    func append(_ more: [UInt8]) throws {
        bytes += more
        if bytes.count >= Self.size { try flush() }
    }

    /// Passes on the remaining bytes.
    func flush() throws {
        if !bytes.isEmpty { try output(bytes) }
        bytes.removeAll(keepingCapacity: true)
    }
}
