/// A detector of the format of a column with texts in it, all of whose cells may be numbers.
///
/// Every cell decides, so that a format fits the whole column. Columns of other texts are given up after few cells.
struct NumberFormatDetector {
    let store: CellStore
    let column: Int
    let parser: CellParser
    /// The number of cells that are not missing.
    let valueCount: Int
    /// The notations in which digits may be written.
    let notations: [DigitNotation]

    /// Returns what all cells have in common, or nine in ten, or `nil` if they are not numbers.
    func candidates() -> NumberFormatCandidates? {
        guard valueCount > 0, let affixes = affixes() else { return nil }
        var counts = NotationCounts(affixes: affixes, notations: notations, limit: valueCount / 10)
        forEachCell { row, cell in
            counts.add(cell, row: row)
            return counts.isPossible
        }
        guard counts.isPossible, counts.parenthesisCount < valueCount else { return nil }
        return NumberFormatCandidates(
            affixes: affixes, notations: counts.fitting, marks: counts.marks,
            hasParentheses: counts.parenthesisCount > 0, mismatchCount: counts.mismatchCount,
            firstMismatch: counts.firstMismatch)
    }

    /// Returns the texts around the digits that at least nine cells in ten have, or `nil` if there are none.
    private func affixes() -> NumberAffixes? {
        var counts = AffixCounts(limit: valueCount / 10)
        forEachCell { _, cell in
            counts.add(cell)
            return counts.isPossible
        }
        return counts.isPossible ? counts.best : nil
    }

    private func forEachCell(_ body: (Int, NumberCell?) -> Bool) {
        store.forEachValue(ofColumn: column, parser) { body($0, NumberCell($1)) }
    }
}

/// The formats that fit all cells of a column, or nearly all: one for each notation of the digits.
struct NumberFormatCandidates {
    let affixes: NumberAffixes
    let notations: [DigitNotation]
    /// The marks that occur among the digits.
    let marks: Set<UInt8>
    let hasParentheses: Bool
    /// The number of cells that do not fit.
    let mismatchCount: Int
    /// The row of the first cell that does not fit, or -1.
    let firstMismatch: Int

    /// Whether the column's digits fit a notation without grouping and one with it.
    var isAmbiguous: Bool {
        let hasComma = marks.contains(UInt8(ascii: ","))
        guard hasComma != marks.contains(UInt8(ascii: ".")) else { return false }
        return notations.contains { $0.thousandsSeparator == nil }
            && notations.contains { $0.thousandsSeparator == (hasComma ? .comma : .point) }
    }

    /// The decimal mark that the column has for certain, or `nil` if none.
    var certainMark: DecimalMark? {
        guard !isAmbiguous, marks.contains(UInt8(ascii: ",")) || marks.contains(UInt8(ascii: ".")) else {
            return nil
        }
        return notations[0].decimalMark
    }

    /// Returns the format in one of the notations.
    func format(_ notation: DigitNotation) -> NumberFormat {
        NumberFormat(
            prefix: affixes.prefix.isEmpty ? nil : affixes.prefix,
            suffix: affixes.suffix.isEmpty ? nil : affixes.suffix, decimalMark: notation.decimalMark,
            thousandsSeparator: notation.thousandsSeparator, hasMultipliers: affixes.hasMultipliers,
            hasParentheses: hasParentheses)
    }
}

/// The texts around the digits of a column's cells.
struct NumberAffixes {
    let prefix: String
    let suffix: String
    let hasMultipliers: Bool

    /// Returns the power of ten by which a letter behind a cell's digits multiplies, or 0 without such a letter. It is
    /// `nil` if the cell has other texts around its digits.
    func power(in cell: NumberCell) -> UInt8? {
        guard cell.prefix.elementsEqual(prefix.utf8) else { return nil }
        if cell.suffix.elementsEqual(suffix.utf8) { return 0 }
        guard hasMultipliers, let multiplier = cell.multiplier,
            multiplier.suffix.elementsEqual(suffix.utf8)
        else { return nil }
        return multiplier.power
    }

    var isMoney: Bool {
        [prefix, suffix].contains { text in
            var text = text
            return text.withUTF8 { Currency.isCurrency($0) }
        }
    }
}

/// The numbers of cells with the same texts around their digits.
private struct AffixCounts {
    private var whole = AffixTally(hasMultipliers: false)
    private var withoutMultiplier = AffixTally(hasMultipliers: true)
    private var count = 0
    private var mismatchCount = 0
    /// The maximum number of cells that do not fit.
    let limit: Int

    init(limit: Int) { self.limit = limit }

    var isPossible: Bool {
        mismatchCount <= limit && whole.isSmall && !(count >= 64 && 2 * mismatchCount > count)
    }

    mutating func add(_ cell: NumberCell?) {
        count += 1
        guard let cell, cell.hasValidPrefix, cell.hasValidSuffix, !cell.looksLikeCode else {
            mismatchCount += 1
            return
        }
        whole.add(cell.prefix, cell.suffix)
        withoutMultiplier.add(cell.prefix, cell.multiplier?.suffix ?? cell.suffix)
    }

    /// The most frequent texts. A letter such as k multiplies if some cells lack it, or if the numbers are money.
    var best: NumberAffixes? {
        guard let whole = whole.mostFrequent, let multiplied = withoutMultiplier.mostFrequent else {
            return nil
        }
        let isMoney = multiplied.affixes.isMoney && multiplied.affixes.suffix != whole.affixes.suffix
        let best = multiplied.count > whole.count || isMoney ? multiplied : whole
        return count - best.count <= limit ? best.affixes : nil
    }
}

/// A count of each pair of texts around digits.
private struct AffixTally {
    private var pairs: [(prefix: [UInt8], suffix: [UInt8], count: Int)] = []
    let hasMultipliers: Bool

    init(hasMultipliers: Bool) { self.hasMultipliers = hasMultipliers }

    /// Whether there are few enough pairs for a column of one unit.
    var isSmall: Bool { pairs.count <= 16 }

    /// The most frequent pair; the first of several.
    var mostFrequent: (affixes: NumberAffixes, count: Int)? {
        guard let count = pairs.map(\.count).max(), let pair = pairs.first(where: { $0.count == count })
        else {
            return nil
        }
        let affixes = NumberAffixes(
            prefix: String(decoding: pair.prefix, as: UTF8.self),
            suffix: String(decoding: pair.suffix, as: UTF8.self), hasMultipliers: hasMultipliers)
        return (affixes, count)
    }

    mutating func add(_ prefix: NumberCell.Bytes, _ suffix: NumberCell.Bytes) {
        let index = pairs.firstIndex { $0.prefix.elementsEqual(prefix) && $0.suffix.elementsEqual(suffix) }
        if let index { pairs[index].count += 1 } else { pairs.append((Array(prefix), Array(suffix), 1)) }
    }
}

/// The numbers of cells that do not fit, by the notation of the digits.
private struct NotationCounts {
    private let affixes: NumberAffixes
    private let notations: [DigitNotation]
    private let limit: Int
    private var mismatches: [(count: Int, first: Int)]
    private(set) var parenthesisCount = 0
    /// The marks that occur among digits.
    private(set) var marks: Set<UInt8> = []

    init(affixes: NumberAffixes, notations: [DigitNotation], limit: Int) {
        (self.affixes, self.notations, self.limit) = (affixes, notations, limit)
        mismatches = notations.map { _ in (0, -1) }
    }

    var isPossible: Bool { mismatches.contains { $0.count <= limit } }

    /// The number of cells that do not fit the best notations.
    var mismatchCount: Int { mismatches.map(\.count).min() ?? 0 }

    /// The notations that the fewest cells do not fit.
    var fitting: [DigitNotation] {
        notations.indices.filter { mismatches[$0].count == mismatchCount }.map { notations[$0] }
    }

    /// The row of the first cell that does not fit, or -1.
    var firstMismatch: Int { mismatches.min { $0.count < $1.count }?.first ?? -1 }

    mutating func add(_ cell: NumberCell?, row: Int) {
        guard let cell, !cell.looksLikeCode, affixes.power(in: cell) != nil else {
            for index in mismatches.indices { note(row, index) }
            return
        }
        if cell.isParenthesized { parenthesisCount += 1 }
        if cell.body.allSatisfy(\.isDigit) { return }
        for byte in cell.body where !byte.isDigit { marks.insert(byte) }
        for index in mismatches.indices where mismatches[index].count <= limit {
            if notations[index].plain(cell.body) == nil { note(row, index) }
        }
    }

    private mutating func note(_ row: Int, _ index: Int) {
        mismatches[index].count += 1
        if mismatches[index].first < 0 { mismatches[index].first = row }
    }

}
