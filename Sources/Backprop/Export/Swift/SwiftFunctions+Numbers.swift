extension SwiftFunctions {
    /// The preprocessing of numbers and dates, in double precision.
    static let numbers: [SourceFunction] = [
        SourceFunction(
            name: "bound",
            text: """
                private static func $bound(_ x: Double, _ low: Double, _ high: Double) -> Double {
                    min(max(x, low), high)
                }
                """),
        SourceFunction(
            name: "power",
            text: """
                /// 2^n in the range of normal numbers.
                private static func $power(_ n: Int) -> Double { Double(bitPattern: UInt64(n + 1023) << 52) }
                """),
        SourceFunction(
            name: "natural_logarithm",
            text: """
                /// ln x for a positive, finite x.
                private static func $natural_logarithm(_ x: Double) -> Double {
                    var (mantissa, exponent) = (x.significand, Double(x.exponent))
                    if mantissa > 1.4142135623730951 {
                        mantissa *= 0.5
                        exponent += 1
                    }
                    let f = mantissa - 1
                    let s = f / (2 + f)
                    let t = s * s
                    var sum = 2.0 / 23
                    for k in stride(from: 21.0, through: 3, by: -2) { sum = sum * t + 2 / k }
                    let correction = s * (f - sum * t)
                    return exponent * 0x1.62e42feep-1 + (f - (correction - exponent * 0x1.a39ef35793c76p-33))
                }
                """),
        SourceFunction(
            name: "natural_exponential",
            text: """
                private static func $natural_exponential(_ x: Double) -> Double {
                    if x > 709.8 { return .infinity }
                    guard x > -746 else { return 0 }
                    let exponent = (x / (0x1.62e42feep-1 + 0x1.a39ef35793c76p-33)).rounded()
                    let rest = (x - exponent * 0x1.62e42feep-1) - exponent * 0x1.a39ef35793c76p-33
                    var sum = 1.0
                    for order in stride(from: 15.0, to: 0, by: -1) { sum = 1 + sum * rest / order }
                    let half = Int((exponent / 2).rounded(.down))
                    return sum * $power(half) * $power(Int(exponent) - half)
                }
                """),
        SourceFunction(
            name: "normal_terms",
            text: "private static let $normal_terms: [[[Double]]] = [NORMAL_TERMS]"),
        SourceFunction(
            name: "normal_quotient",
            text: """
                private static func $normal_quotient(_ part: Int, _ x: Double) -> Double {
                    let terms = $normal_terms[part]
                    var (n, d) = (terms[0][0], terms[1][0])
                    for i in 1..<8 {
                        n = n * x + terms[0][i]
                        d = d * x + terms[1][i]
                    }
                    return n / d
                }
                """),
        SourceFunction(
            name: "normal_quantile",
            text: """
                /// The inverse of the standard normal distribution (algorithm AS 241).
                private static func $normal_quantile(_ p: Double) -> Double {
                    let q = p - 0.5
                    if abs(q) <= 0.425 {
                        return q * $normal_quotient(0, 0.180625 - q * q)
                    }
                    let r = (-$natural_logarithm(q < 0 ? p : 1 - p)).squareRoot()
                    let magnitude = r <= 5 ? $normal_quotient(1, r - 1.6) : $normal_quotient(2, r - 5)
                    return q < 0 ? -magnitude : magnitude
                }
                """),
        SourceFunction(
            name: "quantile_deviate",
            text: """
                /// The normal deviate of a number by the quantiles of its column; several may be equal.
                private static func $quantile_deviate(
                    _ number: Double, _ values: [Double], _ firsts: [Int], _ count: Int
                ) -> Double {
                    guard values.count > 1 else { return 0 }
                    var probability = 0.0
                    if number >= values[values.count - 1] {
                        probability = 1
                    } else if number > values[0] {
                        var (low, high) = (0, values.count)
                        while high - low > 1 {
                            let middle = (low + high) / 2
                            if values[middle] <= number { low = middle } else { high = middle }
                        }
                        let last = firsts[low + 1] - 1
                        if number > values[low] {
                            let share = (number / 2 - values[low] / 2) / (values[low + 1] / 2 - values[low] / 2)
                            probability = (Double(last) + share) / Double(count - 1)
                        } else {
                            probability = Double(firsts[low] + last) / 2 / Double(count - 1)
                        }
                    }
                    return $normal_quantile($bound(probability, 1e-7, 1 - 1e-7))
                }
                """),
        SourceFunction(
            name: "clip",
            text: """
                /// z / sqrt(1 + (z / bound)^2)
                private static func $clip(_ z: Double, _ bound: Double) -> Double {
                    if abs(z) > bound {
                        let share = bound / z
                        return (z < 0 ? -bound : bound) / (1 + share * share).squareRoot()
                    }
                    let share = z / bound
                    return z / (1 + share * share).squareRoot()
                }
                """),
        SourceFunction(
            name: "bin_position",
            text: """
                /// The bin of a number, and the share of the bin below it.
                private static func $bin_position(_ number: Double, _ edges: [Double]) -> (Int, Double) {
                    var (low, high) = (0, edges.count - 1)
                    while high - low > 1 {
                        let middle = (low + high) / 2
                        if edges[middle] < number { low = middle } else { high = middle }
                    }
                    let (lower, upper) = (edges[low], edges[low + 1])
                    let width = upper - lower
                    let share =
                        width.isFinite
                        ? (number - lower) / width : (number / 2 - lower / 2) / (upper / 2 - lower / 2)
                    return (low, $bound(share, 0, 1))
                }
                """),
        SourceFunction(
            name: "bin",
            text: """
                /// One input per bin, unless the number is missing.
                private static func @bin(
                    _ number: Double, _ edges: [Double], _ means: [Double], _ x: UnsafeMutablePointer<REAL>
                ) {
                    if number.isNaN { return }
                    let (own, share) = $bin_position(number, edges)
                    for k in 0..<means.count {
                        let quotient = k < own ? 1 : k == own ? share : 0
                        x[k] = REAL(2 * (quotient - means[k]))
                    }
                }
                """),
        SourceFunction(
            name: "number_of_logarithm",
            text: """
                /// The number of a logarithm, which is first confined to a range.
                private static func $number_of_logarithm(
                    _ logarithm: Double, _ low: Double, _ high: Double, _ unit: Double, isSigned: Bool
                ) -> Double {
                    if logarithm.isNaN { return logarithm }
                    let confined = $bound(logarithm, low, high)
                    let magnitude = $natural_exponential(isSigned ? abs(confined) : confined)
                    let sign: Double = confined < 0 ? -1 : 1
                    let number = isSigned ? sign * (magnitude - 1) * unit : magnitude - unit
                    let limit = Double.greatestFiniteMagnitude
                    return $bound(number, -limit, limit)
                }
                """),
        SourceFunction(
            name: "series",
            text: """
                private static func $series(_ angle: Double, odd: Bool) -> Double {
                    var term = odd ? angle : 1
                    var sum = term
                    var order = odd ? 1.0 : 0
                    for _ in 0..<10 {
                        term *= -angle * angle / ((order + 1) * (order + 2))
                        sum += term
                        order += 2
                    }
                    return sum
                }
                """),
        SourceFunction(
            name: "cosine",
            text: """
                /// The cosine of a share of a whole turn.
                private static func $cosine(_ share: Double) -> Double {
                    let turn = 2 * (share - share.rounded(.down))
                    let x = turn > 1 ? 2 - turn : turn
                    let y = x > 0.5 ? 1 - x : x
                    let cosine =
                        y > 0.25 ? $series(Double.pi * (0.5 - y), odd: true) : $series(Double.pi * y, odd: false)
                    return x > 0.5 ? -cosine : cosine
                }
                """),
        SourceFunction(
            name: "modulo",
            text: """
                private static func $modulo(_ x: Double, _ divisor: Double) -> Double {
                    x - divisor * (x / divisor).rounded(.down)
                }
                """),
    ]

    /// The search for categories.
    static let categories: [SourceFunction] = [
        SourceFunction(
            name: "isBlank",
            text: """
                private static func $isBlank(_ text: String) -> Bool {
                    text.unicodeScalars.allSatisfy { c in c == " " || c == "\\t" }
                }
                """),
        SourceFunction(
            name: "trimmed",
            text: """
                /// The text without blanks at its ends.
                private static func $trimmed(_ text: String) -> String {
                    var scalars = text.unicodeScalars[...]
                    func isBlank(_ scalar: Unicode.Scalar) -> Bool {
                        scalar == " " || scalar == "\\t" || scalar == "\\u{A0}"
                    }
                    while let first = scalars.first, isBlank(first) { scalars.removeFirst() }
                    while let last = scalars.last, isBlank(last) { scalars.removeLast() }
                    return String(scalars)
                }
                """),
        SourceFunction(
            name: "number",
            text: """
                /// The number of a text with at most 15 digits, however it is written.
                private static func $number(_ text: String) -> Double? {
                    var bytes = text.utf8[...]
                    while let first = bytes.first, first == 32 || first == 9 { bytes.removeFirst() }
                    while let last = bytes.last, last == 32 || last == 9 { bytes.removeLast() }
                    var (digits, significant, points, isPower) = (0, 0, 0, false)
                    var previous: UInt8 = 0
                    for byte in bytes {
                        let isBeginning = previous == 0 || previous | 32 == 101
                        if (48...57).contains(byte) {
                            digits += 1
                            if !isPower, significant > 0 || byte != 48 { significant += 1 }
                        } else if byte == 46, !isPower, points == 0 {
                            points = 1
                        } else if byte | 32 == 101, !isPower, digits > 0 {
                            (isPower, digits) = (true, 0)
                        } else if !isBeginning || (byte != 43 && byte != 45) {
                            return nil
                        }
                        previous = byte
                    }
                    guard digits > 0, significant <= 15, let number = Double(String(decoding: bytes, as: UTF8.self)), number.isFinite else {
                        return nil
                    }
                    return number
                }
                """),
        SourceFunction(
            name: "lookup",
            text: """
                /// The position of each key, the first of equal ones.
                private static func $lookup<Key: Hashable>(_ keys: [Key], _ positions: [Int]) -> [Key: Int] {
                    Dictionary(zip(keys, positions), uniquingKeysWith: { first, _ in first })
                }
                """),
    ]
}
