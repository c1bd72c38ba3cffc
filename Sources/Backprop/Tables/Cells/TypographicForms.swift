/// Typographic characters for a blank, a minus sign and an apostrophe, as UTF-8.
///
/// Word processors, web pages and spreadsheets put them into numbers and around texts.
enum TypographicForms {
    /// U+00A0 and U+202F, which programs write around texts.
    private static let noBreakSpaces: [[UInt8]] = [[0xC2, 0xA0], [0xE2, 0x80, 0xAF]]
    /// The no-break spaces and U+2009, the thin space, which group digits.
    private static let groupingSpaces = noBreakSpaces + [[0xE2, 0x80, 0x89]]
    /// U+2019.
    private static let apostrophe: [UInt8] = [0xE2, 0x80, 0x99]
    /// U+2212.
    private static let minus: [UInt8] = [0xE2, 0x88, 0x92]

    /// Whether a text that begins with a byte may need a closer look: the byte is the first of a character above.
    static func mayBegin(with byte: UInt8) -> Bool { byte == 0xC2 || byte == 0xE2 }

    /// The characters that may be between groups of digits, without the plain ones.
    static let separators = groupingSpaces + [apostrophe]

    /// Returns a text without spaces, tabs and no-break spaces at its ends.
    @inline(never)
    static func trimmed(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var rest = text[...]
        while let count = blankCount(noBreakSpaces.first(where: rest.starts), rest.first) {
            rest = rest.dropFirst(count)
        }
        while let count = blankCount(
            noBreakSpaces.first { rest.suffix($0.count).elementsEqual($0) }, rest.last)
        {
            rest = rest.dropLast(count)
        }
        return UnsafeBufferPointer(rebasing: rest)
    }

    private static func blankCount(_ blank: [UInt8]?, _ byte: UInt8?) -> Int? {
        blank?.count ?? (byte?.isBlank == true ? 1 : nil)
    }

    /// Returns a text with the plain forms of minus signs and, if `separator` is one, of blanks or apostrophes.
    static func plain(_ text: UnsafeBufferPointer<UInt8>, separator: UInt8?) -> [UInt8] {
        var result: [UInt8] = []
        var rest = text[...]
        while let byte = rest.first {
            let (form, count) = byte < 0x80 ? (byte, 1) : plainForm(rest, separator) ?? (byte, 1)
            result.append(form)
            rest = rest.dropFirst(count)
        }
        return result
    }

    private static func plainForm(
        _ text: Slice<UnsafeBufferPointer<UInt8>>, _ separator: UInt8?
    ) -> (UInt8, Int)? {
        if text.starts(with: minus) { return (UInt8(ascii: "-"), minus.count) }
        switch separator {
        case UInt8(ascii: " "):
            return groupingSpaces.first(where: text.starts).map { (UInt8(ascii: " "), $0.count) }
        case UInt8(ascii: "'"):
            return text.starts(with: apostrophe) ? (UInt8(ascii: "'"), apostrophe.count) : nil
        default: return nil
        }
    }
}
