/// The texts that mean a missing value. One that is a number matches every spelling of that number.
struct MissingTokens: Sendable {
    private let tokens: [[UInt8]]
    private let numbers: [DecimalValue]
    private let decimalMark: UInt8
    /// The lengths of the tokens by their first byte, one bit each.
    let lengths: [UInt64]
    let includesEmpty: Bool
    /// Whether no token begins as a number may.
    let areNoNumbers: Bool

    init(_ texts: [String], decimalMark: UInt8 = 0x2E) {
        self.init(texts.map { Array($0.utf8) }, decimalMark: decimalMark)
    }

    private init(_ tokens: [[UInt8]], decimalMark: UInt8) {
        self.tokens = tokens
        self.decimalMark = decimalMark
        includesEmpty = tokens.contains([])
        areNoNumbers = !tokens.contains { token in
            token.first != UInt8(ascii: "#") && token.contains(where: \.isDigit)
        }
        let numbers = tokens.compactMap { DecimalValue($0, marks: [decimalMark, 0x2E]) }
        self.numbers = numbers
        var lengths = [UInt64](repeating: 0, count: 256)
        for token in tokens where !token.isEmpty { lengths[Int(token[0])] |= Self.bit(token.count) }
        for byte in numbers.flatMap({ $0.firstBytes(decimalMark) }) { lengths[Int(byte)] = ~0 }
        self.lengths = lengths
    }

    /// Returns the tokens without some of them.
    func without(_ texts: [String]) -> MissingTokens {
        let left = Set(texts.map { Array($0.utf8) })
        return MissingTokens(tokens.filter { !left.contains($0) }, decimalMark: decimalMark)
    }

    /// Whether a text without blanks around it is one of the tokens.
    @inline(__always)
    func contains(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count > 0 else { return includesEmpty }
        guard lengths[Int(text[0])] & Self.bit(text.count) != 0 else { return false }
        return isToken(text)
    }

    @inline(never)
    private func isToken(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        if tokens.contains(where: { $0.elementsEqual(text) }) { return true }
        guard !numbers.isEmpty, let number = DecimalNumber(text, decimalMark: decimalMark) else {
            return false
        }
        return DecimalValue(number).map(numbers.contains) == true
    }

    private static func bit(_ length: Int) -> UInt64 { 1 << UInt64(min(length, 63)) }
}

/// The exact value of a decimal number, independent of its spelling: 2, 2.0 and 0.2e1 are one value.
struct DecimalValue: Hashable {
    private let significand: UInt64
    private let exponent: Int
    private let isNegative: Bool

    /// Creates the value of a number, or `nil` if it has more digits than are kept.
    init?(_ number: DecimalNumber) {
        guard number.isExact else { return nil }
        var (significand, exponent) = (number.significand, number.exponent)
        while significand != 0, significand.isMultiple(of: 10) {
            (significand, exponent) = (significand / 10, exponent + 1)
        }
        self.significand = significand
        self.exponent = significand == 0 ? 0 : exponent
        isNegative = number.isNegative && significand != 0
    }

    /// Reads a text with the first of the decimal marks under which it is a number, or returns `nil` if it is not a
    /// number.
    init?(_ text: [UInt8], marks: [UInt8]) {
        let number = text.withUnsafeBufferPointer { text in
            marks.lazy.compactMap { DecimalNumber(text, decimalMark: $0) }.first
        }
        guard let number, let value = DecimalValue(number) else { return nil }
        self = value
    }

    /// Returns the bytes that a spelling of the value may begin with.
    fileprivate func firstBytes(_ decimalMark: UInt8) -> [UInt8] {
        if isNegative { return [0x2D] }
        let digit = UInt8(ascii: "0") + UInt8(String(significand).utf8.first! - UInt8(ascii: "0"))
        return [digit, UInt8(ascii: "0"), 0x2B, decimalMark] + (significand == 0 ? [0x2D] : [])
    }
}
