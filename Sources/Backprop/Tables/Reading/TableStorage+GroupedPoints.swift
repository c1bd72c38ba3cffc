/// Detection of points that group thousands in columns whose cells would also be numbers with a decimal point: `1.250`.
extension TableStorage {
    /// Returns the columns of plain numbers in which every point has three digits after it and groups thousands.
    ///
    /// The comma must be the decimal mark of other columns for certain, or the fields must be separated by semicolons.
    /// In the latter case a column must also have numbers without a point, all below a thousand. A column with another
    /// point shows that it is a decimal mark.
    ///
    /// - Parameter marks: The decimal marks that columns with texts have for certain.
    func pointGroupedColumns(_ marks: Set<DecimalMark>, _ file: DelimitedFormat) -> [ColumnFormatFinding] {
        let isCertain = marks == [.comma]
        guard isCertain || marks.isEmpty && file.delimiter.value == .semicolon,
            parser.decimalMark == UInt8(ascii: "."), parser.thousandsSeparator == nil
        else { return [] }
        var findings: [ColumnFormatFinding] = []
        for column in names.indices
        where cellCounts[column].textCount == 0 && cellCounts[column].numberCount > 0 {
            guard let points = GroupedPoints(store: store, column: column, parser: parser) else { return [] }
            if points.groupedCount > 0, isCertain || points.isLikely {
                findings.append(ColumnFormatFinding(pointsGroup: column, isCertain: isCertain))
            }
        }
        return findings
    }
}

/// The numbers of a column with and without points between groups of three digits.
private struct GroupedPoints {
    private(set) var groupedCount = 0
    private var plainCount = 0
    private var largePlainCount = 0

    /// Counts the cells of a column, or returns `nil` if a point does not group its digits.
    init?(store: CellStore, column: Int, parser: CellParser) {
        var isGrouped = true
        store.forEachValue(ofColumn: column, parser) { _, cell in
            isGrouped = add(cell)
            return isGrouped
        }
        if !isGrouped { return nil }
    }

    /// Counts a cell; returns whether its points group its digits.
    private mutating func add(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        guard cell.contains(UInt8(ascii: ".")) else {
            plainCount += 1
            if cell.count(where: \.isDigit) > 3 { largePlainCount += 1 }
            return true
        }
        guard cell.first(where: \.isDigit) != UInt8(ascii: "0"),
            let digits = CellParser.ungrouped(cell, UInt8(ascii: ".")),
            digits.dropFirst().allSatisfy(\.isDigit)
        else { return false }
        groupedCount += 1
        return true
    }

    /// Whether the digits are grouped in a column of both small and large numbers.
    ///
    /// Decimals would have a number of one or two digits behind the point among them.
    var isLikely: Bool { groupedCount >= 5 && plainCount >= 2 && largePlainCount == 0 }
}
