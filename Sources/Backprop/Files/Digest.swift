/// A hash of 64 bits over a sequence of words.
struct Digest {
    private var value: UInt64 = 0x243F_6A88_85A3_08D3

    /// 16 hexadecimal digits.
    var text: String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    mutating func add(_ word: UInt64) {
        // An odd factor and a shift to the right: both can be undone.
        value = (value ^ word) &* 0x9E37_79B9_7F4A_7C15
        value ^= value >> 29
    }

    mutating func add<S: Scalar>(_ values: UnsafePointer<S>, count: Int) {
        switch S.self {
        case is Float.Type:
            values.withMemoryRebound(to: Float.self, capacity: count) { values in
                for index in 0..<count { add(UInt64(values[index].bitPattern)) }
            }
        default:
            for index in 0..<count { add(Double(values[index]).bitPattern) }
        }
    }

    mutating func add(_ bytes: [UInt8]) {
        add(UInt64(bytes.count))
        bytes.withUnsafeBytes { bytes in
            let whole = bytes.count / 8
            for index in 0..<whole {
                add(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self)))
            }
            for index in (8 * whole)..<bytes.count { add(UInt64(bytes[index])) }
        }
    }
}
