/// Numbers as text, with a decimal point in every locale, for the library's and the command's reports.
package enum NumberText {
    /// Returns the number rounded to a number of decimal places: `0.9600`. Beyond 1e14 it is as short as possible.
    package static func fixed(_ value: Double, places: Int) -> String {
        let scale = powerOfTen(places)
        let scaled = (value.magnitude * scale).rounded()
        guard scaled < 1e15 else { return "\(value)" }
        let whole = UInt64(scaled / scale)
        let rest = UInt64(scaled) - whole * UInt64(scale)
        let sign = value < 0 && scaled > 0 ? "-" : ""
        guard places > 0 else { return "\(sign)\(whole)" }
        return "\(sign)\(whole).\(padded(rest, places))"
    }

    /// Returns a whole number that is not negative, with zeros before it up to a number of digits.
    static func padded(_ number: some BinaryInteger, _ width: Int, radix: Int = 10) -> String {
        let digits = String(number, radix: radix, uppercase: true)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// Returns the shortest text that reads back as the number, a whole one without a fraction.
    static func shortest(_ value: Double) -> String {
        let text = "\(value)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// Returns the number rounded to a number of significant digits, in powers of ten if it would be long:
    /// `0.025013`, `21043`, `3.1416e-07`.
    package static func significant(_ value: Double, digits: Int = 5) -> String {
        guard value.isFinite, value != 0 else { return value == 0 ? "0" : "\(value)" }
        let (mantissa, exponent) = scientific(value, digits: digits)
        if exponent >= -4, exponent < 9 {
            return fixed(value, places: max(digits - 1 - exponent, 0))
        }
        let size = String(exponent.magnitude)
        return fixed(mantissa, places: digits - 1) + (exponent < 0 ? "e-" : "e+")
            + (size.count < 2 ? "0" : "")
            + size
    }

    /// Returns the number rounded to a number of significant digits, without zeros after them: `0.998994`, `86`,
    /// `1234568`, `1.5e-07`. A digit before the decimal point is never rounded away below 1e15.
    package static func rounded(_ value: Double, digits: Int) -> String {
        guard value.isFinite, value != 0 else { return value == 0 ? "0" : "\(value)" }
        let (mantissa, exponent) = scientific(value, digits: digits)
        if exponent >= -4, exponent < 15 {
            return withoutZeros(fixed(value, places: max(digits - 1 - exponent, 0)))
        }
        let size = String(exponent.magnitude)
        return withoutZeros(fixed(mantissa, places: digits - 1)) + (exponent < 0 ? "e-" : "e+")
            + (size.count < 2 ? "0" : "") + size
    }

    /// Returns a decimal without zeros at the end of its fraction.
    private static func withoutZeros(_ text: String) -> String {
        guard text.contains("."), !text.contains("e") else { return text }
        var digits = text[...]
        while digits.last == "0" { digits.removeLast() }
        if digits.last == "." { digits.removeLast() }
        return String(digits)
    }

    /// Returns a number for a sentence: a whole one unchanged, another with at most four significant digits and no
    /// zeros after them: `3.057`, `0.1`, `1.235e-05`.
    package static func short(_ value: Double) -> String {
        if value == value.rounded(), value.magnitude < 1e15 { return fixed(value, places: 0) }
        guard value.isFinite else { return "\(value)" }
        let text =
            value.magnitude >= 1e4 && value.magnitude < 1e15
            ? fixed(value, places: 0) : significant(value, digits: 4)
        guard let point = text.firstIndex(of: ".") else { return text }
        let end = text[point...].firstIndex(of: "e") ?? text.endIndex
        var digits = text[..<end]
        while digits.last == "0" { digits.removeLast() }
        if digits.last == "." { digits.removeLast() }
        return String(digits + text[end...])
    }

    /// Returns the number as a power of ten times a mantissa with a number of digits, one of them before the point.
    private static func scientific(_ value: Double, digits: Int) -> (mantissa: Double, exponent: Int) {
        let exponent = decimalExponent(value.magnitude)
        let mantissa = scaled(value, by: -exponent)
        let unit = powerOfTen(digits - 1)
        let isTen = (mantissa.magnitude * unit).rounded() >= 10 * unit
        return isTen ? (value < 0 ? -1 : 1, exponent + 1) : (mantissa, exponent)
    }

    /// Returns a count: whole, or with two decimal places if weights made it a fraction.
    package static func count(_ value: Double) -> String {
        value == value.rounded() ? fixed(value, places: 0) : fixed(value, places: 2)
    }

    /// Returns the power of ten of the first significant digit.
    private static func decimalExponent(_ magnitude: Double) -> Int {
        var exponent = 0
        while scaled(magnitude, by: -exponent) >= 10 { exponent += 1 }
        while scaled(magnitude, by: -exponent) < 1 { exponent -= 1 }
        return exponent
    }

    private static func scaled(_ value: Double, by exponent: Int) -> Double {
        if exponent < -300 || exponent > 300 {
            let half = exponent / 2
            return scaled(scaled(value, by: half), by: exponent - half)
        }
        return exponent < 0 ? value / powerOfTen(-exponent) : value * powerOfTen(exponent)
    }

    private static func powerOfTen(_ exponent: Int) -> Double {
        (0..<exponent).reduce(1) { power, _ in power * 10 }
    }
}
