/// The notation of numbers that are not plain ones: `1.234,50 €`, `12 kg`, `5%`, `(3.20)`, `1.2M`.
///
/// All cells of a column have the same currency or unit. A minus sign may be before the number, before its currency, or
/// behind both.
public struct NumberFormat: Codable, Hashable, Sendable {
    /// The currency before every number, or `nil` if there is none.
    public let prefix: String?
    /// The currency, the unit or the percent sign behind every number, or `nil` if there is none.
    public let suffix: String?
    /// The character before the fraction.
    public let decimalMark: DecimalMark
    /// The character that groups the digits of the whole part, or `nil` if there is none.
    public let thousandsSeparator: ThousandsSeparator?
    /// Whether a letter directly behind the digits multiplies: k by a thousand, M by a million, B by a billion.
    public let hasMultipliers: Bool
    /// Whether parentheses make a number negative.
    public let hasParentheses: Bool

    /// Creates a format; by default of plain numbers.
    public init(
        prefix: String? = nil, suffix: String? = nil, decimalMark: DecimalMark = .point,
        thousandsSeparator: ThousandsSeparator? = nil, hasMultipliers: Bool = false,
        hasParentheses: Bool = false
    ) {
        self.prefix = prefix
        self.suffix = suffix
        self.decimalMark = decimalMark
        self.thousandsSeparator = thousandsSeparator
        self.hasMultipliers = hasMultipliers
        self.hasParentheses = hasParentheses
    }
}

extension NumberFormat {
    /// Returns a cell's number as plain text with a decimal point, or `nil` if the cell does not fit the format.
    ///
    /// - Parameter text: The cell without the blanks around it.
    func plain(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard let cell = NumberCell(text), !cell.isParenthesized || hasParentheses,
            let power = affixes.power(in: cell) ?? powerWithoutCurrency(cell),
            var plain = notation.plain(cell.body) ?? regrouped(cell.body)
        else { return nil }
        if cell.isNegative { plain.insert(UInt8(ascii: "-"), at: 0) }
        if power > 0 { plain += [UInt8(ascii: "e"), UInt8(ascii: "0") + power] }
        return plain
    }

    /// Returns the power of ten of an amount without its currency, which is 0, or `nil` for other cells.
    private func powerWithoutCurrency(_ cell: NumberCell) -> UInt8? {
        affixes.isMoney && !hasMultipliers && cell.prefix.isEmpty && cell.suffix.isEmpty ? 0 : nil
    }

    /// Returns the digits of a number with grouped thousands, of which the column had none before: `1.250,00` after
    /// `99,50`. The decimal mark tells that the other marks group.
    private func regrouped(_ digits: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard thousandsSeparator == nil, digits.contains(UInt8(ascii: decimalMark == .comma ? "," : "."))
        else { return nil }
        let grouping = DigitNotation.all.filter {
            $0.decimalMark == decimalMark && $0.thousandsSeparator != nil
        }
        return grouping.lazy.compactMap { $0.plain(digits) }.first
    }

    private var affixes: NumberAffixes {
        NumberAffixes(prefix: prefix ?? "", suffix: suffix ?? "", hasMultipliers: hasMultipliers)
    }

    private var notation: DigitNotation {
        DigitNotation(decimalMark: decimalMark, thousandsSeparator: thousandsSeparator)
    }

    /// A number in the format.
    var example: String {
        let mark = decimalMark == .comma ? "," : "."
        let whole = thousandsSeparator.map { "1\(Character(Unicode.Scalar($0.byte)))234" } ?? "12"
        let number = hasMultipliers ? "1\(mark)2k" : "\(whole)\(mark)5"
        func isWord(_ text: String) -> Bool { text.unicodeScalars.allSatisfy(\.properties.isAlphabetic) }
        let before = prefix.map { isWord($0) ? "\($0) " : $0 } ?? ""
        let behind = suffix.map { $0 == "%" || hasMultipliers ? $0 : " \($0)" } ?? ""
        return before + number + behind
    }
}

extension NumberFormat: CustomStringConvertible {
    /// The format in a phrase: `numbers with €, points group thousands`.
    public var description: String {
        let affixes = [prefix, suffix].compactMap { $0 }
        var text = affixes.isEmpty ? "numbers" : "numbers with \(affixes.joined(separator: " and "))"
        if let thousandsSeparator { text += ", \(thousandsSeparator.plural) group thousands" }
        if decimalMark == .comma, thousandsSeparator == nil { text += ", the comma is the decimal mark" }
        if hasMultipliers { text += ", k, M and B multiply" }
        if hasParentheses { text += ", parentheses mean negative" }
        return text == "numbers" ? "numbers that are not written plainly" : text
    }
}

extension ThousandsSeparator {
    fileprivate var plural: String { self == .space ? "blanks" : "\(rawValue)s" }
}
