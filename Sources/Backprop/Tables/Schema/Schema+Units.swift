/// Findings about columns of numbers with different units.
extension SchemaInference {
    /// Reports a column of numbers with several currencies or units, most of them different. Returns whether it is one.
    mutating func noteUnits(_ column: Int) -> Bool {
        let statistics = columnStatistics[column]
        guard statistics.distinctCount > 50, 2 * statistics.distinctCount >= statistics.valueCount,
            !isNearlyNumeric(column),
            let counts = statistics.counts, let units = UnitCounts(counts)
        else { return false }
        note(
            column,
            "its values are numbers with different units, so it is taken as categories: \(units). Convert them to one "
                + "unit, or write the unit in a column of its own.")
        return true
    }
}

/// The numbers of values with the same text before and behind their digits.
private struct UnitCounts: CustomStringConvertible {
    private var units: [(text: String, count: Int)] = []

    /// Counts the units of a column, or returns `nil` if it has fewer than two that are frequent, or other texts.
    init?(_ counts: LabelCounts) {
        var byUnit: [String: Int] = [:]
        var (total, others) = (0, 0)
        for (label, count) in zip(counts.labels, counts.counts) {
            total += Int(count)
            if let unit = Self.unit(of: label) {
                byUnit[unit, default: 0] += Int(count)
            } else {
                others += Int(count)
            }
            guard byUnit.count <= 16 else { return nil }
        }
        units = byUnit.map { ($0.key, $0.value) }.sorted { ($1.count, $0.text) < ($0.count, $1.text) }
        // Rare texts are mistakes, and one letter behind the digits may be part of a name, as in 12a.
        let frequent = units.filter { 50 * $0.count >= total }
        guard 10 * others <= total, frequent.count > 1,
            frequent.contains(where: {
                $0.text.count > 1 || !$0.text.allSatisfy(\.isASCIILetter) && !$0.text.isEmpty
            })
        else { return nil }
    }

    /// Returns the currency or the unit of a number, or `nil` if the text is not a number.
    private static func unit(of label: String) -> String? {
        var label = label
        return label.withUTF8 { text in
            guard let cell = NumberCell(text), cell.hasValidPrefix, cell.hasValidSuffix, !cell.looksLikeCode,
                DigitNotation.all.contains(where: { $0.plain(cell.body) != nil })
            else { return nil }
            return String(decoding: cell.prefix.isEmpty ? cell.suffix : cell.prefix, as: UTF8.self)
        }
    }

    var description: String {
        let shown = units.prefix(5).map { "\($0.text.isEmpty ? "none" : quoted($0.text)) (\($0.count))" }
        return list(shown + (units.count > 5 ? ["others"] : []))
    }
}

extension Character {
    fileprivate var isASCIILetter: Bool { isASCII && isLetter }
}
