/// Numbers as source code.
enum SourceNumber {
    /// Returns a finite number in hexadecimal notation, which every compiler reads exactly.
    static func hexadecimal(_ value: Double) -> String {
        let bits = value.bitPattern
        let sign = value.sign == .minus ? "-" : ""
        if value == 0 { return sign + "0x0p0" }
        let (exponent, fraction) = (Int(bits >> 52 & 0x7FF), bits & 0xF_FFFF_FFFF_FFFF)
        var digits = String(fraction | 1 << 52, radix: 16).dropFirst()
        while digits.last == "0" { digits.removeLast() }
        let (first, power) = exponent == 0 ? ("0", -1022) : ("1", exponent - 1023)
        return "\(sign)0x\(first)\(digits.isEmpty ? "" : ".")\(digits)p\(power)"
    }

    /// Returns a finite number as a constant in C.
    static func c(_ value: Double, _ precision: Precision) -> String {
        hexadecimal(value) + (precision == .float32 ? "f" : "")
    }

    /// Returns a finite number in decimal notation, with as many digits as distinguish it.
    static func decimal(_ value: Double) -> String { "\(value)" }

    /// Returns texts separated by commas, in lines of at most 110 characters.
    static func lines(_ texts: [String], indent: Int) -> String {
        let blanks = String(repeating: " ", count: indent)
        var lines: [String] = []
        var line = ""
        for (index, text) in texts.enumerated() {
            let piece = index + 1 < texts.count ? text + "," : text
            if !line.isEmpty, indent + line.utf8.count + piece.utf8.count > 109 {
                lines.append(blanks + line)
                line = ""
            }
            line += line.isEmpty ? piece : " " + piece
        }
        return (lines + [blanks + line]).joined(separator: "\n")
    }
}

extension String {
    /// The text without blanks at its beginning.
    var trimmingBlanks: String { String(drop { $0 == " " }) }
}
