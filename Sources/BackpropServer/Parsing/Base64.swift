/// The base64 code.
///
/// Source: RFC 4648, "The Base16, Base32, and Base64 Data Encodings", section 4.
enum Base64 {
    /// Returns the bytes of a text, or `nil` if it is not valid. A prefix such as `data:image/png;base64,` is skipped.
    static func decoded(_ text: String) -> [UInt8]? {
        var code = Array(text.utf8)
        if text.hasPrefix("data:") {
            guard let comma = code.firstIndex(of: UInt8(ascii: ",")) else { return nil }
            code.removeSubrange(...comma)
        }
        guard code.count.isMultiple(of: 4) else { return nil }
        let padding = code.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        guard padding <= 2 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(code.count / 4 * 3)
        var (bits, count): (UInt32, UInt32) = (0, 0)
        for byte in code.dropLast(padding) {
            guard let value = value(of: byte) else { return nil }
            (bits, count) = (bits << 6 | value, count + 6)
            guard count >= 8 else { continue }
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> count))
        }
        return bytes
    }

    private static func value(of byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - 65)
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - 97 + 26)
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - 48 + 52)
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }

    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Returns the text of bytes.
    static func text(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let count = min(3, bytes.count - start)
            var word = 0
            for offset in 0..<3 { word = word << 8 | (offset < count ? Int(bytes[start + offset]) : 0) }
            for digit in 0..<4 {
                text.append(digit <= count ? digits[word >> (18 - 6 * digit) & 63] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
