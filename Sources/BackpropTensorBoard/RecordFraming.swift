/// The record format of TensorBoard's files: length, its checksum, the bytes, their checksum, all little-endian.
///
/// Source: TensorFlow's guide “TFRecord and tf.train.Example”, section “TFRecords format details”.
enum RecordFraming {
    /// Returns a record in the file's form.
    static func record(_ content: [UInt8]) -> [UInt8] {
        let length = bytes(UInt64(content.count))
        return length + bytes(maskedChecksum(length)) + content + bytes(maskedChecksum(content))
    }

    /// Returns the checksum rotated by 15 bits plus a constant, as the format requires for data that contain
    /// checksums.
    static func maskedChecksum(_ content: [UInt8]) -> UInt32 {
        let sum = checksum(content)
        return (sum >> 15 | sum << 17) &+ 0xA282_EAD8
    }

    /// Returns the CRC-32C of Castagnoli, Bräuer and Herrmann, IEEE Transactions on Communications 41 (1993), p. 883,
    /// with the polynomial 0x1EDC6F41, from the lowest bit on.
    static func checksum(_ content: [UInt8]) -> UInt32 {
        ~content.reduce(~0) { sum, byte in table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)] ^ (sum >> 8) }
    }

    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { sum, _ in sum & 1 == 1 ? 0x82F6_3B78 ^ (sum >> 1) : sum >> 1 }
    }

    private static func bytes<Word: FixedWidthInteger>(_ word: Word) -> [UInt8] {
        withUnsafeBytes(of: word.littleEndian, Array.init)
    }
}
