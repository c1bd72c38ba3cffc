/// The parts of a cell with digits: what is before them, the digits with their marks, and what is behind them.
///
/// Signs and parentheses are not among the parts. Whether the digits are a number is up to a ``DigitNotation``.
struct NumberCell {
    typealias Bytes = UnsafeBufferPointer<UInt8>

    /// The text before the digits, without blanks around it.
    private(set) var prefix: Bytes
    /// The digits with their marks, and an exponent.
    let body: Bytes
    /// The text behind the digits, without blanks around it.
    private(set) var suffix: Bytes
    /// Whether the number has a minus sign or is in parentheses.
    private(set) var isNegative = false
    /// Whether the number is in parentheses.
    private(set) var isParenthesized = false
    private let isAttached: Bool

    /// Divides a cell without blanks around it, or returns `nil` if it has no digits, or more than one sign.
    init?(_ text: Bytes) {
        guard var start = text.firstIndex(where: \.isDigit) else { return nil }
        // A mark directly before the digits belongs to them, but the point of "Rs.500" does not.
        if start > 0, Self.isMark(text[start - 1]), start == 1 || !Self.mayBeLetter(text[start - 2]) {
            start -= 1
        }
        let end = Self.endOfNumber(text, from: start)
        body = Bytes(rebasing: text[start..<end])
        isAttached = end < text.count && !Self.isBlank(text, end)
        prefix = TypographicForms.trimmed(Bytes(rebasing: text[..<start]))
        suffix = TypographicForms.trimmed(Bytes(rebasing: text[end...]))
        guard takeParentheses(), takeSign() else { return nil }
    }

    /// The power of ten that a letter directly behind the digits means, and the suffix without it; `nil` without such a
    /// letter.
    var multiplier: (power: UInt8, suffix: Bytes)? {
        guard isAttached, let letter = suffix.first, let power = Self.powers[letter] else { return nil }
        let rest = TypographicForms.trimmed(Bytes(rebasing: suffix.dropFirst()))
        return rest.isEmpty || Currency.isCurrency(rest) ? (power, rest) : nil
    }

    private static let powers: [UInt8: UInt8] = [
        UInt8(ascii: "k"): 3, UInt8(ascii: "K"): 3, UInt8(ascii: "M"): 6, UInt8(ascii: "B"): 9,
    ]

    /// Whether the text before the digits is none, or a currency.
    var hasValidPrefix: Bool { prefix.isEmpty || Currency.isCurrency(prefix) }

    /// Whether the text behind the digits is none, or may be a unit: letters and signs without digits, except that of
    /// an area or volume such as m2.
    var hasValidSuffix: Bool {
        guard let first = suffix.first else { return true }
        // An exponent without digits is not a unit.
        if suffix.count == 1, first | 0x20 == UInt8(ascii: "e") { return false }
        if suffix.count == 1, Array("%\"'+".utf8).contains(first) { return true }
        let isPower =
            suffix.count > 1 && (suffix.last == UInt8(ascii: "2") || suffix.last == UInt8(ascii: "3"))
        let letters = isPower ? suffix.dropLast() : suffix[...]
        let isUnit = letters.allSatisfy { Self.mayBeLetter($0) || Self.unitSigns.contains($0) }
        return isUnit && suffix.count <= 24
            && (Self.mayBeLetter(first) || first == UInt8(ascii: "$") || first == UInt8(ascii: "%"))
    }

    private static let unitSigns = Array(" ./%$".utf8)

    /// Whether the digits begin with a zero that a number would not have: `0012`.
    var looksLikeCode: Bool {
        body.count > 1 && body[0] == UInt8(ascii: "0") && body.allSatisfy(\.isDigit)
    }

    private mutating func takeParentheses() -> Bool {
        guard prefix.contains(UInt8(ascii: "(")) || suffix.contains(UInt8(ascii: ")")) else { return true }
        isParenthesized = true
        isNegative = true
        return take(UInt8(ascii: "("), from: &prefix) && take(UInt8(ascii: ")"), from: &suffix)
    }

    /// Removes a character from the beginning or the end of a text; returns whether it was there.
    private func take(_ byte: UInt8, from text: inout Bytes) -> Bool {
        if text.first == byte {
            text = TypographicForms.trimmed(Bytes(rebasing: text.dropFirst()))
        } else if text.last == byte {
            text = TypographicForms.trimmed(Bytes(rebasing: text.dropLast()))
        } else {
            return false
        }
        return true
    }

    /// Removes the sign. Returns whether there is one at most.
    private mutating func takeSign() -> Bool {
        guard !prefix.isEmpty || !suffix.isEmpty else { return true }
        var count = isNegative ? 1 : 0
        for sign in Self.signs {
            if let rest = Self.removing(sign.text, from: prefix) {
                (prefix, isNegative, count) = (rest, isNegative || sign.isNegative, count + 1)
            }
            // Behind the digits, a plus sign is part of a unit: 1000+.
            if sign.isNegative, let rest = Self.removing(sign.text, from: suffix) {
                // Programs write a plain minus sign behind a number, and no other.
                guard sign.text.count == 1 else { return false }
                (suffix, isNegative, count) = (rest, true, count + 1)
            }
        }
        return count <= 1
    }

    private static let signs: [(text: [UInt8], isNegative: Bool)] = [
        ([0x2D], true), ([0x2B], false), ([0xE2, 0x88, 0x92], true),
    ]

    private static func removing(_ sign: [UInt8], from text: Bytes) -> Bytes? {
        if text.starts(with: sign) {
            return TypographicForms.trimmed(Bytes(rebasing: text.dropFirst(sign.count)))
        }
        guard text.suffix(sign.count).elementsEqual(sign) else { return nil }
        return TypographicForms.trimmed(Bytes(rebasing: text.dropLast(sign.count)))
    }
}

extension NumberCell {
    private static func isMark(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",")
    }

    private static func mayBeLetter(_ byte: UInt8) -> Bool {
        byte >= 0x80 || (byte | 0x20) &- UInt8(ascii: "a") < 26
    }

    /// Whether a blank begins at an index.
    private static func isBlank(_ text: Bytes, _ index: Int) -> Bool { blankCount(text, index) > 0 }

    /// Returns the number of bytes of the blank or apostrophe that begins at an index, or 0 if there is none.
    private static func blankCount(_ text: Bytes, _ index: Int) -> Int {
        if text[index].isBlank || text[index] == UInt8(ascii: "'") { return 1 }
        guard TypographicForms.mayBegin(with: text[index]) else { return 0 }
        return TypographicForms.separators.first { text[index...].starts(with: $0) }?.count ?? 0
    }

    /// Returns the end of the digits, their marks, and an exponent.
    private static func endOfNumber(_ text: Bytes, from start: Int) -> Int {
        var (next, end) = (start, start)
        while next < text.count {
            if text[next].isDigit {
                next += 1
                end = next
            } else if isMark(text[next]) {
                next += 1
            } else {
                let count = blankCount(text, next)
                guard count > 0, next == end, next + count < text.count, text[next + count].isDigit else {
                    break
                }
                next += count
            }
        }
        return endOfExponent(text, from: end) ?? end
    }

    /// Returns the end of an exponent, or `nil` if there is none. That of Fortran, with a `D`, has a sign.
    private static func endOfExponent(_ text: Bytes, from start: Int) -> Int? {
        guard start + 1 < text.count else { return nil }
        let letter = text[start] | 0x20
        let isSigned = text[start + 1] == UInt8(ascii: "-") || text[start + 1] == UInt8(ascii: "+")
        guard letter == UInt8(ascii: "e") || letter == UInt8(ascii: "d") && isSigned else { return nil }
        let first = start + (isSigned ? 2 : 1)
        let end = text[first...].firstIndex { !$0.isDigit } ?? text.count
        return end > first ? end : nil
    }
}
