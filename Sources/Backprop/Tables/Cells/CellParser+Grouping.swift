/// Numbers that are not written plainly: with grouped digits, a typographic minus sign, or both.
extension CellParser {
    /// Returns the plain text of a number, or `nil` if the text is plain already or is not grouped by three digits.
    func plainNumber(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard thousandsSeparator != nil || text.contains(where: { $0 >= 0x80 }) else { return nil }
        let plain = TypographicForms.plain(text, separator: thousandsSeparator)
        let ungrouped = thousandsSeparator.flatMap { separator in
            plain.withUnsafeBufferPointer { Self.ungrouped($0, separator) }
        }
        return ungrouped ?? (plain.count < text.count ? plain : nil)
    }

    /// Returns the digits without their grouping, or `nil` if they are not grouped by three.
    static func ungrouped(_ text: UnsafeBufferPointer<UInt8>, _ separator: UInt8) -> [UInt8]? {
        let start = text.first == 0x2D || text.first == 0x2B ? 1 : 0
        let whole = text.dropFirst(start).prefix { $0.isDigit || $0 == separator }
        guard isGrouped(whole, separator) else { return nil }
        return text[..<start] + whole.filter { $0 != separator } + text[whole.endIndex...]
    }

    /// Whether the digits are in two or more groups of three, of which the first may be shorter.
    private static func isGrouped(_ digits: Slice<UnsafeBufferPointer<UInt8>>, _ separator: UInt8) -> Bool {
        guard let first = digits.firstIndex(of: separator) else { return false }
        let (head, rest) = (digits[..<first], digits[first...])
        guard (1...3).contains(head.count), rest.count % 4 == 0 else { return false }
        return rest.enumerated().allSatisfy { ($0.offset % 4 == 0) == ($0.element == separator) }
    }
}
