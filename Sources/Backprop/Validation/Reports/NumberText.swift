/// Numbers as reports show them, with a point whatever the locale.
enum NumberText {
    /// The number rounded to so many places after the point: `0.9600`. As short as it can be beyond 1e14.
    static func fixed(_ value: Double, places: Int) -> String {
        let scale = powerOfTen(places)
        let scaled = (value.magnitude * scale).rounded()
        guard scaled < 1e15 else { return "\(value)" }
        let whole = UInt64(scaled / scale)
        let rest = UInt64(scaled) - whole * UInt64(scale)
        let sign = value < 0 && scaled > 0 ? "-" : ""
        guard places > 0 else { return "\(sign)\(whole)" }
        let digits = String(rest)
        return "\(sign)\(whole)." + String(repeating: "0", count: places - digits.count) + digits
    }

    /// The number rounded to so many significant digits, in powers of ten where it would be long: `0.025013`,
    /// `21043`, `3.1416e-07`.
    static func significant(_ value: Double, digits: Int = 5) -> String {
        guard value.isFinite, value != 0 else { return value == 0 ? "0" : "\(value)" }
        let exponent = decimalExponent(value.magnitude)
        if exponent >= -4, exponent < 9 {
            return fixed(value, places: max(digits - 1 - exponent, 0))
        }
        var mantissa = fixed(scaled(value, by: -exponent), places: digits - 1)
        var power = exponent
        if mantissa.hasPrefix("10.") || mantissa.hasPrefix("-10.") {
            mantissa = fixed(value < 0 ? -1 : 1, places: digits - 1)
            power += 1
        }
        let size = String(power.magnitude)
        return mantissa + (power < 0 ? "e-" : "e+") + (size.count < 2 ? "0" : "") + size
    }

    /// A count: whole, or with two places where weights made it a fraction.
    static func count(_ value: Double) -> String {
        value == value.rounded() ? fixed(value, places: 0) : fixed(value, places: 2)
    }

    /// The power of ten of the first significant digit.
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
