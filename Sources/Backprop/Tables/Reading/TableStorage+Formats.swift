/// Detection of formats in columns with texts.
extension TableStorage {
    /// Returns the same cells with the formats that all cells of a column have, and the notices about the columns.
    ///
    /// A notice about a format, or about the few cells that do not fit it, takes the place of a column's others.
    /// `groupsPoints` permits columns of plain numbers with a point, such as `1.250`, to be read with grouped digits.
    func detectingFormats(
        _ options: ReadingOptions, _ file: DelimitedFormat, groupsPoints: Bool = false
    ) -> (storage: TableStorage, notices: [Notice]) {
        let (storage, formats) = formatted(options, file, groupsPoints)
        return (storage, columnNotices(formats, hasHeader: file.hasHeader.value))
    }

    private func formatted(
        _ options: ReadingOptions, _ file: DelimitedFormat, _ groupsPoints: Bool
    ) -> (storage: TableStorage, notices: [Int: Notice]) {
        let texts = names.indices.filter { cellCounts[$0].textCount > 0 }
        let notations = options.notations
        var numbers: [(column: Int, found: NumberFormatCandidates)] = []
        var findings: [ColumnFormatFinding] = []
        for column in texts {
            let detector = NumberFormatDetector(
                store: store, column: column, parser: parser, valueCount: cellCounts[column].valueCount,
                notations: notations)
            if let found = detector.candidates() {
                numbers.append((column, found))
            } else if let found = dates(column, file) {
                findings.append(found)
            }
        }
        let choice = DigitNotationChoice(
            markOfOtherColumns: numbers.isEmpty ? nil : markOfOtherColumns(file, numbers.map(\.found)),
            isCommaDelimited: file.delimiter.value == .comma)
        let marks = Set(numbers.compactMap(\.found.certainMark))
        findings += numbers.map { ColumnFormatFinding($0.column, $0.found, choice, marks) }
        if groupsPoints { findings += pointGroupedColumns(marks, file) }
        return findings.isEmpty ? (self, [:]) : applying(findings)
    }

    /// Returns the notices about the columns, one column after another. Blanks around texts are mentioned once.
    ///
    /// - Parameter formats: The notices about columns with formats, which replace the others.
    private func columnNotices(_ formats: [Int: Notice], hasHeader: Bool) -> [Notice] {
        let notices = names.indices.flatMap { index in
            if let notice = formats[index] { return [notice] }
            let cells = CellCounts.Cells(
                store: store, column: index, name: names[index], parser: parser, hasHeader: hasHeader)
            return cellCounts[index].notices(cells)
        }
        let firstBlanks = notices.firstIndex { $0.kind == .surroundingBlanks }
        return notices.enumerated().filter { $1.kind != .surroundingBlanks || $0 == firstBlanks }.map(
            \.element)
    }

    private func applying(_ findings: [ColumnFormatFinding]) -> (TableStorage, [Int: Notice]) {
        var (parsers, cellCounts, notices) = (columnParsers, cellCounts, [Int: Notice]())
        let plain = NumberFormat(decimalMark: parser.decimalMark == UInt8(ascii: ",") ? .comma : .point)
        for finding in findings {
            if finding.mismatchCount == 0 {
                parsers[finding.column] = parser.reading(finding.format)
                cellCounts[finding.column].takeTextsAsNumbers()
                notices[finding.column] = finding.notice(name: names[finding.column])
            } else if finding.format != .number(plain) {
                notices[finding.column] = mismatchNotice(finding)
            }
        }
        return (replacing(parsers, cellCounts), notices)
    }

    private func dates(_ column: Int, _ file: DelimitedFormat) -> ColumnFormatFinding? {
        let isAmerican = file.delimiter.value == .comma && file.decimalMark.value == .point
        let detector = DateFormatDetector(
            store: store, column: column, parser: parser, valueCount: cellCounts[column].valueCount,
            prefersMonthFirst: isAmerican)
        return detector.finding().map { ColumnFormatFinding(column, name: names[column], $0) }
    }

    /// Returns the decimal mark of the file's numbers, or `nil` if no number has one.
    private func markOfOtherColumns(_ file: DelimitedFormat, _ candidates: [NumberFormatCandidates])
        -> DecimalMark?
    {
        if file.decimalMark.value == .comma { return .comma }
        if let mark = candidates.lazy.compactMap(\.certainMark).first { return mark }
        let hasFractions = names.indices.contains { column in
            plainNumbers(ofColumn: column, maximumCount: 1000)?
                .contains { $0.isFinite && $0 != $0.rounded() } ?? false
        }
        return hasFractions ? file.decimalMark.value : nil
    }

    private func mismatchNotice(_ finding: ColumnFormatFinding) -> Notice {
        let text = store.text(row: finding.firstMismatch, column: finding.column)
        return Notice(
            .nearlyFormatted, column: names[finding.column], line: store.line(ofRow: finding.firstMismatch),
            "\(finding.mismatchCount) of \(cellCounts[finding.column].valueCount) values "
                + "\(finding.mismatchCount == 1 ? "does" : "do") not fit the others, which are \(finding.format); the first "
                + "is \(quoted(text)). The column is read as text. Correct it, or leave its cell empty if it is missing."
        )
    }
}

/// The format that the cells of a column have, or nearly all of them.
struct ColumnFormatFinding {
    let column: Int
    let format: ColumnFormat
    /// The number of cells that do not fit.
    let mismatchCount: Int
    /// The row of the first cell that does not fit, or -1.
    let firstMismatch: Int
    /// The notice about another format that fits as well, without its column, or `nil` if there is none.
    private let ambiguity: (kind: Notice.Kind, option: ReadingRemedy?, text: String)?

    /// - Parameter marks: The decimal marks that columns have for certain.
    init(
        _ column: Int, _ found: NumberFormatCandidates, _ choice: DigitNotationChoice,
        _ marks: Set<DecimalMark>
    ) {
        let format = found.format(choice.notation(of: found))
        self.column = column
        self.format = .number(format)
        (mismatchCount, firstMismatch) = (found.mismatchCount, found.firstMismatch)
        guard found.isAmbiguous, marks != [format.decimalMark] else {
            ambiguity = nil
            return
        }
        let isComma = found.marks.contains(UInt8(ascii: ","))
        let isGrouped = format.thousandsSeparator != nil
        ambiguity = (
            .ambiguousNumberFormat,
            isGrouped ? (isComma ? .decimalComma : .decimalPoint) : .thousands(isComma ? .comma : .point),
            "The \(isComma ? "comma" : "point") might also "
                + (isGrouped ? "be the decimal mark" : "group thousands")
                + ": every value with one has three digits after it."
        )
    }

    /// Creates the finding that points group the digits of a column, which may be in doubt.
    init(pointsGroup column: Int, isCertain: Bool) {
        self.column = column
        format = .number(NumberFormat(decimalMark: .comma, thousandsSeparator: .point))
        (mismatchCount, firstMismatch) = (0, -1)
        ambiguity =
            isCertain
            ? nil
            : (
                .ambiguousNumberFormat, .decimalPoint,
                "The point might also be the decimal mark: every value with one has three digits after it."
            )
    }

    /// - Parameter name: The name of the column.
    init(_ column: Int, name: String, _ found: DateFormatDetector.Finding) {
        self.column = column
        format = .date(found.format)
        (mismatchCount, firstMismatch) = (found.mismatchCount, found.firstMismatch)
        let other: DateFormat = found.format == .dayMonthYear ? .monthDayYear : .dayMonthYear
        ambiguity =
            found.isAmbiguous
            ? (
                .ambiguousDateFormat, .dates(name, other),
                "They might also be \(other): no number is above 12. Declare the column as dates of another format if "
                    + "they are." + found.remarks
            ) : found.remarks.isEmpty ? nil : (.dateFormat, nil, String(found.remarks.dropFirst()))
    }

    /// Returns the notice about the column's format, or `nil` if there is none.
    func notice(name: String) -> Notice? {
        let message = format.description.capitalizedFirst + "."
        if let ambiguity {
            return Notice(
                ambiguity.kind, column: name, option: ambiguity.option, "\(message) \(ambiguity.text)")
        }
        return format.date == nil ? Notice(.numberFormat, column: name, message) : nil
    }
}

extension ReadingOptions {
    /// The notations of digits that the explicit options permit.
    fileprivate var notations: [DigitNotation] {
        DigitNotation.all.filter { notation in
            (decimalMark == nil || notation.decimalMark == decimalMark)
                && thousandsSeparator?.rawValue != notation.decimalMark.rawValue
                && (thousandsSeparator == nil || notation.thousandsSeparator == nil
                    || notation.thousandsSeparator == thousandsSeparator)
        }
    }
}

extension CellCounts {
    /// The number of cells that are not missing.
    var valueCount: Int { numberCount + textCount }

    /// Counts all texts as numbers, which they are in the column's format.
    mutating func takeTextsAsNumbers() {
        (numberCount, textCount, firstText) = (numberCount + textCount, 0, -1)
    }
}
