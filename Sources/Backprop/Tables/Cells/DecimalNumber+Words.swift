/// Reading of digits eight at a time, for the form of nearly all numbers: a sign, digits, a point, digits.
extension DecimalNumber {
    /// Reads a number without blanks around it, as ``init(_:decimalMark:)`` does. The memory must be readable for 24
    /// bytes beyond its end. Numbers of other forms are left to that initializer.
    @inline(__always)
    init?(padded text: UnsafeBufferPointer<UInt8>, decimalMark: UInt8) {
        guard let base = text.baseAddress, text.count > 0 else { return nil }
        let isSigned = base[0] == 0x2D || base[0] == 0x2B
        let digits = UnsafeRawPointer(base + (isSigned ? 1 : 0))
        let count = text.count &- (isSigned ? 1 : 0)
        let found =
            count <= 8
            ? DigitWords.short(digits, count, decimalMark) : DigitWords.long(digits, count, decimalMark)
        guard found.count > 0 else {
            self.init(text, decimalMark: decimalMark)
            return
        }
        self.init(
            significand: found.value, exponent: 0 &- found.fractionDigits, isNegative: base[0] == 0x2D,
            isExact: true,
            isWhole: !found.hasMark,
            hasLeadingZero: found.count &- found.fractionDigits > 1 && digits.load(as: UInt8.self) == 0x30)
    }
}

/// Operations on words of eight characters, the first in the lowest byte.
private enum DigitWords {
    /// A number's digits and their count, which is 0 if the text has another form.
    struct Found {
        var value: UInt64 = 0
        var count = 0
        var fractionDigits = 0
        var hasMark = false
    }

    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    private static let zeros: UInt64 = 0x3030_3030_3030_3030
    private static let powers: [UInt64] = [
        1, 10, 100, 1000, 10000, 100_000, 1_000_000, 10_000_000, 100_000_000,
    ]

    /// Reads at most eight characters. The mark, if any, is removed and the digits before it move up.
    @inline(__always)
    static func short(_ text: UnsafeRawPointer, _ count: Int, _ mark: UInt8) -> Found {
        guard count > 0 else { return Found() }
        var word = load(text) &<< UInt64(64 &- 8 &* count)
        let marks = position(of: mark, in: word)
        guard marks != 0 else { return found(word, count: count, fractionDigits: 0, hasMark: false) }
        let shift = UInt64(marks.trailingZeroBitCount) & ~7
        let before = word & ((1 &<< shift) &- 1)
        let after = word & ((~0 &<< shift) &<< 8)
        word = before &<< 8 | after
        return found(word, count: count &- 1, fractionDigits: 7 &- Int(shift &>> 3), hasMark: true)
    }

    /// Reads more than eight characters: the mark among the first eight, at most 16 after it, and at most 19 digits in
    /// all.
    @inline(__always)
    static func long(_ text: UnsafeRawPointer, _ count: Int, _ mark: UInt8) -> Found {
        let word = load(text)
        let marks = position(of: mark, in: word)
        let before = marks.trailingZeroBitCount &>> 3
        let after = count &- before &- 1
        guard marks != 0, after <= 16, before &+ after <= 19 else { return Found() }
        let middle = min(after, 8)
        let last = after &- middle
        let first = padded(word, before)
        let second = padded(load(text + (before &+ 1)), middle)
        let third = padded(load(text + (before &+ 9)), last)
        guard areDigits(first) && areDigits(second) && areDigits(third) else { return Found() }
        let value = (number(first) &* powers[middle] &+ number(second)) &* powers[last] &+ number(third)
        return Found(value: value, count: before &+ after, fractionDigits: after, hasMark: true)
    }

    @inline(__always)
    private static func found(_ word: UInt64, count: Int, fractionDigits: Int, hasMark: Bool) -> Found {
        // The unused bytes are those below: zeros until now.
        let digits = word | zeros >> UInt64(8 &* count)
        guard count > 0, areDigits(digits) else { return Found() }
        return Found(value: number(digits), count: count, fractionDigits: fractionDigits, hasMark: hasMark)
    }

    @inline(__always)
    private static func load(_ text: UnsafeRawPointer) -> UInt64 {
        text.loadUnaligned(as: UInt64.self).littleEndian
    }

    /// Returns the word's first `count` characters with zeros before them.
    @inline(__always)
    private static func padded(_ word: UInt64, _ count: Int) -> UInt64 {
        word << UInt64(64 &- 8 &* count) | zeros >> UInt64(8 &* count)
    }

    /// Returns the top bit of every byte that is `character`.
    @inline(__always)
    private static func position(of character: UInt8, in word: UInt64) -> UInt64 {
        let difference = word ^ (ones &* UInt64(character))
        return ~(((difference & low) &+ low) | difference) & ~low
    }

    @inline(__always)
    private static func areDigits(_ word: UInt64) -> Bool {
        ((word &+ ones &* 0x46) | (word &- zeros)) & ~low == 0
    }

    /// Returns the number that eight digits write. Neighbours are joined to pairs, pairs to fours, fours to the whole.
    @inline(__always)
    private static func number(_ digits: UInt64) -> UInt64 {
        let single = digits &- zeros
        let pairs = single &* 10 &+ single &>> 8
        let mask: UInt64 = 0x0000_00FF_0000_00FF
        let even = (pairs & mask) &* (100 &+ 1_000_000 &<< 32)
        let odd = (pairs &>> 16 & mask) &* (1 &+ 10_000 &<< 32)
        return (even &+ odd) &>> 32
    }
}
