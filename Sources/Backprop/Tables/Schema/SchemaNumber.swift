/// Parsing of numbers in labels.
enum SchemaNumber {
    /// Returns a label as a number, ignoring blanks around it: an optional sign, digits with at most one point, an
    /// optional exponent, nothing else. Returns `nil` for a text, and for a number that `Double` cannot represent.
    static func parse(_ text: String) -> Double? {
        let trimmed = trim(text)
        guard isDecimal(trimmed.utf8), let number = Double(trimmed), number.isFinite else { return nil }
        return number
    }

    /// Returns the text without blanks at its ends, including tabs and no-break spaces; labels are compared without
    /// these.
    static func trimmed(_ text: String) -> String {
        func mayBeBlank(_ byte: UInt8?) -> Bool {
            byte.map { $0 <= 0x20 || $0 == 0xA0 || $0 == 0xC2 } ?? false
        }
        guard mayBeBlank(text.utf8.first) || mayBeBlank(text.utf8.last) else { return text }
        func isBlank(_ scalar: Unicode.Scalar) -> Bool {
            scalar == " " || scalar == "\t" || scalar == "\u{A0}"
        }
        var scalars = text.unicodeScalars[...]
        while let first = scalars.first, isBlank(first) { scalars.removeFirst() }
        while let last = scalars.last, isBlank(last) { scalars.removeLast() }
        return scalars.isEmpty ? text : String(scalars)
    }

    /// Whether a text has more significant digits than `Double` can tell apart: it is a code, not a number.
    static func isTooLong(_ text: String) -> Bool {
        guard text.utf8.count > 15 else { return false }
        let digits = text.utf8.prefix { $0 | 0x20 != UInt8(ascii: "e") }.filter(isDigit)
        return digits.drop { $0 == UInt8(ascii: "0") }.count > 15
    }

    /// Whether a text is a number in some programming language, though not here: `inf`, `0x10`, `1_000`.
    static func isIrregularNumber(_ text: String) -> Bool {
        let lower = text.lowercased().drop { $0 == "+" || $0 == "-" }
        if lower == "inf" || lower == "infinity" { return true }
        if lower.hasPrefix("0x") { return lower.count > 2 && lower.dropFirst(2).allSatisfy(\.isHexDigit) }
        return lower.contains("_") && lower.first?.isNumber == true && lower.last?.isNumber == true
            && parse(lower.filter { $0 != "_" }) != nil
    }

    /// Returns a text without the blanks and tabs at its ends.
    static func trim(_ text: String) -> Substring {
        func isBlank(_ character: Character) -> Bool { character == " " || character == "\t" }
        let start = text.drop(while: isBlank)
        return start.prefix(start.count - start.reversed().prefix(while: isBlank).count)
    }

    /// Whether a text consists of at least three digits, the first of them a zero, as codes are written: `00123`.
    static func isZeroPadded(_ text: String) -> Bool {
        text.utf8.first == UInt8(ascii: "0") && isCode(text)
    }

    /// Whether a text consists of at least three digits and nothing else.
    static func isCode(_ text: String) -> Bool {
        text.utf8.count >= 3 && text.utf8.allSatisfy(isDigit)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

    private static func isDecimal(_ text: Substring.UTF8View) -> Bool {
        var rest = text[...]
        func skipSign() { if let byte = rest.first, byte == 0x2B || byte == 0x2D { rest.removeFirst() } }
        func skipDigits() -> Int {
            let digits = rest.prefix(while: isDigit).count
            rest.removeFirst(digits)
            return digits
        }
        skipSign()
        var digits = skipDigits()
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            digits += skipDigits()
        }
        guard digits > 0 else { return false }
        if let byte = rest.first, byte | 0x20 == UInt8(ascii: "e") {
            rest.removeFirst()
            skipSign()
            guard skipDigits() > 0 else { return false }
        }
        return rest.isEmpty
    }
}
