/// Multiplication of decimal texts by powers of ten, without rounding.
enum DecimalShift {
    /// Returns a plain number times a power of ten, as text with an exponent.
    static func shifting(_ number: some Collection<UInt8>, by power: Int) -> [UInt8] {
        let mantissa = number.prefix { $0 | 0x20 != UInt8(ascii: "e") }
        let exponent = number.dropFirst(mantissa.count + 1)
        guard !exponent.isEmpty else { return mantissa + Array("e\(power)".utf8) }
        // An exponent beyond every number stays what it is.
        guard let value = Int(String(decoding: exponent, as: UTF8.self)), value.magnitude < 1 << 32 else {
            return Array(number)
        }
        return mantissa + Array("e\(value + power)".utf8)
    }
}
