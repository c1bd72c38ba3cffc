/// A detector of dates or times in a column of texts.
///
/// Every cell decides on the order of day and month. If none of them does, the order is chosen by which the rows
/// are sorted. Otherwise the separator and the file decide.
struct DateFormatDetector {
    /// The format that all cells have, or nearly all.
    struct Finding {
        let format: DateFormat
        /// Whether no cell tells the day from the month.
        let isAmbiguous: Bool
        /// The number of cells that do not fit.
        let mismatchCount: Int
        /// The row of the first cell that does not fit, or -1.
        let firstMismatch: Int
        /// Whether a year has two digits.
        let hasShortYears: Bool
        /// Whether a time has a zone other than UTC.
        let hasZones: Bool

        /// The sentences about the reading of the dates, each with a blank before it.
        var remarks: String {
            (hasShortYears ? " Years of two digits are those from 1930 to 2029." : "")
                + (hasZones
                    ? " Times with a zone are converted to UTC, and so are their hours and days." : "")
        }
    }

    let store: CellStore
    let column: Int
    let parser: CellParser
    /// The number of cells that are not missing.
    let valueCount: Int
    /// Whether the month is probably before the day, as in files from America.
    let prefersMonthFirst: Bool

    /// Returns the format of at least nine cells in ten, or `nil` if there is none.
    func finding() -> Finding? {
        guard valueCount > 0 else { return nil }
        let formats = DateFormat.detected
        var mismatches = formats.map { _ in (count: 0, first: -1) }
        var (count, failed) = (0, 0)
        var separator: UInt8 = 0
        var (hasShortYears, hasZones) = (false, false)
        forEachCell { row, cell in
            count += 1
            if cell == nil { failed += 1 }
            if let cell {
                if separator == 0 { separator = cell.separator }
                hasShortYears = hasShortYears || cell.hasShortYear
                hasZones = hasZones || cell.clock.offset != 0
            }
            for index in formats.indices where mismatches[index].count <= valueCount / 10 {
                if let cell, cell.days(in: formats[index]) != nil { continue }
                mismatches[index].count += 1
                if mismatches[index].first < 0 { mismatches[index].first = row }
            }
            return failed <= valueCount / 10 && !(count >= 64 && 2 * failed > count)
                && mismatches.contains { $0.count <= valueCount / 10 }
        }
        guard count == valueCount, let fewest = mismatches.map(\.count).min(), fewest <= valueCount / 10
        else {
            return nil
        }
        let fitting = formats.indices.filter { mismatches[$0].count == fewest }
        let isAmbiguous = fitting.contains(0) && fitting.contains(1)
        let format = isAmbiguous ? order(separator) : formats[fitting[0]]
        return Finding(
            format: format, isAmbiguous: isAmbiguous && separator != UInt8(ascii: "."), mismatchCount: fewest,
            firstMismatch: mismatches[formats.firstIndex(of: format) ?? fitting[0]].first,
            hasShortYears: hasShortYears, hasZones: hasZones)
    }

    /// Returns the order of day and month if no cell tells it.
    private func order(_ separator: UInt8) -> DateFormat {
        if separator == UInt8(ascii: ".") { return .dayMonthYear }
        let isSorted = [DateFormat.dayMonthYear, .monthDayYear].map(isSorted)
        if isSorted[0] != isSorted[1] { return isSorted[0] ? .dayMonthYear : .monthDayYear }
        return separator == UInt8(ascii: "/") && prefersMonthFirst ? .monthDayYear : .dayMonthYear
    }

    /// Whether the rows are in the order of their dates, and at least three dates differ.
    private func isSorted(by format: DateFormat) -> Bool {
        var (last, changes, isSorted) = (Int.min, 0, true)
        forEachCell { _, cell in
            guard let days = cell?.days(in: format) else { return true }
            if days > last { changes += 1 }
            isSorted = days >= last
            last = days
            return isSorted
        }
        return isSorted && changes > 2
    }

    private func forEachCell(_ body: (Int, DateCell?) -> Bool) {
        store.forEachValue(ofColumn: column, parser) { body($0, DateCell($1)) }
    }
}
