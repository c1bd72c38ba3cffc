import CZlib

/// Decompression of bytes in memory.
package enum Inflation {
    /// The form of compressed bytes.
    package enum Form: Sendable {
        case gzip
        case zlib
    }

    /// The result of decompression.
    package enum Result: Hashable, Sendable {
        case bytes([UInt8])
        /// There are more bytes than the limit.
        case tooLong
        /// The bytes are not valid, or cut short.
        case damaged
    }

    /// Returns the decompressed bytes, at most `limit`.
    package static func bytes(_ input: UnsafeRawBufferPointer, _ form: Form, limit: Int) -> Result {
        guard let start = input.bindMemory(to: UInt8.self).baseAddress,
            let inflater = form == .gzip ? backprop_inflater_create() : backprop_inflater_create_zlib()
        else { return .damaged }
        defer { backprop_inflater_destroy(inflater) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: min(1 << 16, limit + 1))
        var used = 0
        while true {
            var (consumed, produced) = (0, 0)
            let status = backprop_inflate(
                inflater, start + used, input.count - used, &part, part.count, &consumed, &produced)
            used += consumed
            bytes += part[..<produced]
            guard bytes.count <= limit else { return .tooLong }
            if status == Int32(BACKPROP_INFLATE_END.rawValue) {
                return used == input.count ? .bytes(bytes) : .damaged
            }
            guard status == Int32(BACKPROP_INFLATE_MORE.rawValue), consumed + produced > 0 else {
                return .damaged
            }
        }
    }
}
