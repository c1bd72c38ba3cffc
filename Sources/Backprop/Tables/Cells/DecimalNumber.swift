/// A number in its written form: a whole significand times a power of ten.
///
/// It consists of digits with at most one decimal mark, an optional sign before them and an optional exponent after
/// them. Nothing else is accepted: not `0x10`, `1_000` or `inf`.
struct DecimalNumber {
    /// The digits without mark and sign; only the low 64 bits if `isExact` is false.
    var significand: UInt64
    /// The power of ten, between minus and plus a million.
    var exponent: Int
    var isNegative: Bool
    /// Whether there are at most 19 significant digits, so that `significand` holds them all.
    var isExact: Bool
    /// Whether it has neither a decimal mark nor an exponent.
    var isWhole: Bool
    /// Whether a zero is followed by another digit of the whole part: `007`.
    var hasLeadingZero: Bool
}

extension DecimalNumber {
    /// Reads a number without blanks around it, or returns `nil` if the text is not a number.
    @inline(__always)
    init?(_ text: UnsafeBufferPointer<UInt8>, decimalMark: UInt8) {
        let count = text.count
        guard count > 0, let bytes = text.baseAddress else { return nil }
        var at = bytes[0] == 0x2D || bytes[0] == 0x2B ? 1 : 0
        let first = at
        var value: UInt64 = 0
        while at < count, bytes[at].isDigit {
            value = value &* 10 &+ UInt64(bytes[at] &- 0x30)
            at += 1
        }
        let wholeDigits = at - first
        var fractionDigits = 0
        isWhole = true
        if at < count, bytes[at] == decimalMark {
            at += 1
            let start = at
            while at < count, bytes[at].isDigit {
                value = value &* 10 &+ UInt64(bytes[at] &- 0x30)
                at += 1
            }
            fractionDigits = at - start
            isWhole = false
        }
        guard wholeDigits + fractionDigits > 0 else { return nil }
        exponent = -fractionDigits
        if at < count {
            guard let power = Self.exponent(bytes + at, count: count - at) else { return nil }
            exponent += power
            isWhole = false
        }
        significand = value
        isNegative = bytes[0] == 0x2D
        hasLeadingZero = wholeDigits > 1 && bytes[first] == 0x30
        isExact =
            wholeDigits + fractionDigits <= 19
            || Self.significantDigits(text, decimalMark: decimalMark) <= 19
    }

    /// Reads `e`, an optional sign and digits up to the end; clamps exponents beyond the range of every type.
    @inline(never)
    private static func exponent(_ bytes: UnsafePointer<UInt8>, count: Int) -> Int? {
        guard bytes[0] | 0x20 == UInt8(ascii: "e"), count > 1 else { return nil }
        let isSigned = bytes[1] == 0x2D || bytes[1] == 0x2B
        let first = isSigned ? 2 : 1
        guard first < count else { return nil }
        var value = 0
        for position in first..<count {
            guard bytes[position].isDigit else { return nil }
            value = min(1_000_000, value * 10 + Int(bytes[position] &- 0x30))
        }
        return bytes[1] == 0x2D ? -value : value
    }

    /// Returns the number of digits before the exponent, from the first nonzero one on.
    @inline(never)
    private static func significantDigits(_ text: UnsafeBufferPointer<UInt8>, decimalMark: UInt8) -> Int {
        text.prefix { $0 | 0x20 != UInt8(ascii: "e") }
            .drop { $0 == 0x30 || !$0.isDigit }
            .count(where: \.isDigit)
    }

    /// Whether a whole number has a value that `Double` cannot represent exactly.
    var isInexactWhole: Bool {
        guard isWhole else { return false }
        if isExact, significand <= 1 << 53 { return false }
        guard isExact else { return true }
        return significand.leadingZeroBitCount + significand.trailingZeroBitCount < 64 - 53
    }
}
