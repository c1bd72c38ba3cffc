extension SchemaInference {
    /// Gives each column its explicit role, or else the one that its values suggest.
    mutating func decideRoles() throws(SchemaError) {
        for column in columnStatistics.indices {
            let role = explicitRoles[column] ?? inferredRole(of: column)
            try check(column, as: role)
            roles.append(role)
        }
        for column in roles.indices where roles[column] == .categorical {
            if let labels = columnStatistics[column].counts?.labels { noteCase(column, labels) }
        }
        noteSentinels()
        guard roles.contains(where: \.isFeature) else {
            return try refuse(
                .noFeatures(
                    source: table.source, target: list(targets.map { quoted(columnStatistics[$0].name) })))
        }
    }

    private mutating func inferredRole(of column: Int) -> ColumnRole {
        if columnStatistics[column].valueCount == 0 { return .numeric }
        if isDeclaredCategory(column) { return .categorical }
        if holdsRowNames(column) { return .identifier }
        if table.columns[column].format?.date != nil { return .date }
        return columnStatistics[column].isNumeric ? roleOfNumbers(column) : roleOfTexts(column)
    }

    /// Whether the file declares the column to be a category.
    func isDeclaredCategory(_ column: Int) -> Bool { table.format.declaredCategories.contains(column) }

    /// Whether the column has no name in the header because it contains the names of rows.
    private func holdsRowNames(_ column: Int) -> Bool {
        table.notices.contains { $0.kind == .rowNames && $0.column == columnStatistics[column].name }
    }

    private mutating func roleOfTexts(_ column: Int) -> ColumnRole {
        let statistics = columnStatistics[column]
        noteIrregularNumbers(column)
        if noteUnits(column) || noteNumbers(amongTextsOf: column) { return .categorical }
        guard statistics.valueCount >= 10 else { return .categorical }
        if noteText(column) { return .text }
        if statistics.distinctCount == statistics.valueCount {
            note(
                column,
                "every value is different, so it is taken as an identifier and not used.",
                if: "To use it", .categorical(statistics.name))
            return .identifier
        }
        if statistics.distinctCount > 50, 2 * statistics.distinctCount >= statistics.valueCount,
            !isNearlyNumeric(column)
        {
            note(
                column,
                "most values are different (\(statistics.distinctCount) of \(statistics.valueCount)), so that "
                    + "little can be learned from it. Consider ignoring it.")
        }
        return .categorical
    }

    /// Reports that half of the values or more are numbers, many of them different, in a column taken as categories.
    /// Columns with nine numbers in ten are left to ``checkForStrays(_:)`` and the table's own notices.
    private mutating func noteNumbers(amongTextsOf column: Int) -> Bool {
        let (statistics, valueCount) = (columnStatistics[column], columnStatistics[column].valueCount)
        let numberCount = valueCount - statistics.textCount
        guard 2 * numberCount >= valueCount, 10 * numberCount < 9 * valueCount,
            statistics.distinctNumberCount > 10,
            let first = firstTextRow(of: column)
        else { return false }
        let text = table.columns[column].text(at: first) ?? ""
        let message =
            "\(statistics.textCount) of \(valueCount) values are not numbers, \(quoted(text)) in "
            + "\(table.location(ofRow: first)) first, so it is taken as categories."
        // A text with a digit in it means more than a missing value.
        if text.utf8.contains(where: \.isDigit) {
            note(column, message)
        } else {
            note(column, message, if: "If such a text means that the value is missing", .missingWord(text))
        }
        return true
    }

    /// Reports a text that programs write for a number, such as `inf`, `0x10` or `1_000`, in a column with numbers.
    private mutating func noteIrregularNumbers(_ column: Int) {
        guard columnStatistics[column].distinctNumberCount > 0,
            let texts = columnStatistics[column].counts?.labels,
            let irregular = texts.first(where: SchemaNumber.isIrregularNumber)
        else { return }
        note(
            column,
            "\(quoted(irregular)) is not a number as it is written, so the column is taken as categories. Write it as a decimal "
                + "number, or leave its cell empty.")
    }

    private mutating func roleOfNumbers(_ column: Int) -> ColumnRole {
        let statistics = columnStatistics[column]
        guard statistics.isInteger else {
            noteOutliers(statistics, in: column)
            return .numeric
        }
        let allDiffer = statistics.distinctCount == statistics.valueCount && statistics.valueCount >= 10
        if table.columns[column].holdsPaddedCodes() {
            // Codes that hardly ever occur twice cannot be learned from.
            let namesRows =
                allDiffer
                || statistics.distinctCount > 50 && 10 * statistics.distinctCount >= 9 * statistics.valueCount
            note(
                column,
                "its digits have leading zeros"
                    + (namesRows
                        ? "\(allDiffer ? "" : " and most of its values differ"), so they are taken as an identifier and not used."
                        : ", so they are taken as codes, not as numbers."),
                if: "If they are numbers", .numeric(statistics.name))
            return namesRows ? .identifier : .categorical
        }
        if isIndex(column), allDiffer || statistics.numbersTheRows {
            note(
                column,
                "its values all differ and it has no name, so it is taken for the number of the row and not used.",
                if: "To use it", .numeric(statistics.name))
            return .identifier
        }
        if allDiffer, table.format.hasHeader.value,
            Self.namesRows(statistics.name) || ColumnName.endsInNumber(statistics.name)
        {
            note(
                column,
                "every value is different and its name is one of an identifier, so it is not used.",
                if: "To use it", .numeric(statistics.name))
            return .identifier
        }
        if table.format.hasHeader.value, Self.namesRows(statistics.name), statistics.distinctCount >= 10 {
            guard 2 * statistics.distinctCount < statistics.valueCount else {
                note(
                    column,
                    "its name is one of an identifier and most of its values differ, so it is not used.",
                    if: "If rows of one value belong together, or it means a quantity",
                    .group(statistics.name), .numeric(statistics.name))
                return .identifier
            }
            note(
                column, "its name is one of an identifier, and it is used as a number.",
                if: "If it names something", .group(statistics.name), .ignoreColumn(statistics.name))
        }
        if allDiffer, statistics.numbersTheRows {
            note(
                column,
                "it numbers the rows.", if: "Unless the order of the rows means something",
                .identifier(statistics.name))
        }
        if let limit = selection.categoricalIntegerLimit, statistics.distinctCount <= limit {
            return .categorical
        }
        noteOutliers(statistics, in: column)
        return .numeric
    }

    private mutating func noteOutliers(_ statistics: ColumnStatistics, in column: Int) {
        guard let half = statistics.crowdedHalf, let minimum = statistics.minimum,
            let maximum = statistics.maximum
        else { return }
        let middle = (half.lowerBound + half.upperBound) / 2
        let farthest = maximum - middle > middle - minimum ? maximum : minimum
        note(
            column,
            "half of its values lie from \(NumberText.short(half.lowerBound)) to \(NumberText.short(half.upperBound)), "
                + "others are as far out as \(NumberText.short(farthest)), so that most are hardly told apart. If such "
                + "a value is a mistake, correct it.",
            if: "Otherwise", .missingWord(NumberText.short(farthest)), .robustScaling)
    }

    /// Whether the header has no name for a column.
    private func isIndex(_ column: Int) -> Bool {
        column == 0
            && table.notices.contains { $0.kind == .emptyName && $0.column == columnStatistics[column].name }
    }

    /// Whether a header is typical of identifiers: `id`, `PassengerId`, `customer_id`, `row`, `index`.
    private static func namesRows(_ name: String) -> Bool {
        let lower = name.lowercased()
        return ["", "id", "index", "row", "rownames", "unnamed: 0", "n°", "nº", "№", "nr", "nr.", "lfd. nr."]
            .contains(lower)
            || ["_id", " id", "-id"].contains { lower.hasSuffix($0) } || name.hasSuffix("Id")
            || name.hasSuffix("ID")
    }

    mutating func note(
        _ column: Int, _ what: String, if condition: String = "", _ remedies: SchemaFinding.Remedy...
    ) {
        let message = "Column \(quoted(columnStatistics[column].name)): \(what)"
        findings.append(SchemaFinding(message, if: condition, remedies))
    }

    /// Throws for text if numbers are needed, and for a column of numbers that a few texts would turn into categories.
    private mutating func check(_ column: Int, as role: ColumnRole) throws(SchemaError) {
        guard !columnStatistics[column].isNumeric, columnStatistics[column].valueCount > 0 else { return }
        if isDeclaredCategory(column), explicitRoles[column] == nil || role == .target, selection.task == nil
        {
            return
        }
        let usesNumbers = role.usesNumbers(in: selection.task ?? .classification)
        if usesNumbers, let error = nearNumbers(column, "Otherwise give the column another role.") {
            throw error
        }
        switch role {
        case .numeric, .weight: throw firstText(in: column, as: role)
        case .target where selection.task == .regression: throw firstText(in: column, as: role)
        case .target where selection.task == nil: try checkForStrays(column)
        case .categorical, .identifier: if explicitRoles[column] == nil { try checkForStrays(column) }
        default: break
        }
    }

    /// Returns the error for a column of texts that are numbers in one notation apart from a few, or `nil` for others.
    func nearNumbers(_ column: Int, _ remedy: String) -> SchemaError? {
        let name = columnStatistics[column].name
        return table.notices.first { $0.kind == .nearlyFormatted && $0.column == name }.map { notice in
            .table(
                TableError(
                    .notANumber, source: table.source, line: notice.line, unit: notice.unit, column: name,
                    problem: notice.message,
                    remedy: remedy))
        }
    }

    /// Returns the first value that is not a number, as an error.
    func firstText(in column: Int, as role: ColumnRole) -> SchemaError {
        let row = firstTextRow(of: column) ?? 0
        return .notNumeric(
            source: table.source, line: table.location(ofRow: row), column: columnStatistics[column].name,
            text: table.columns[column].text(at: row) ?? "", role: role)
    }

    private func firstTextRow(of column: Int) -> Int? {
        (0..<table.rowCount).first { table.columns[column].isText(at: $0) }
    }

    /// Whether a notice of reading tells that the column is one of numbers or dates apart from a few texts.
    func isNearlyNumeric(_ column: Int) -> Bool {
        table.notices.contains {
            [.nearlyNumeric, .nearlyFormatted, .otherNumberStyle].contains($0.kind)
                && $0.column == columnStatistics[column].name
        }
    }

    /// Returns the texts without digits among the numbers of a column, or none if there are more than six.
    private func words(of column: Int) -> [String] {
        let parser = table.columns[column].storage.parser
        let words = (columnStatistics[column].counts?.labels ?? []).filter {
            !$0.utf8.contains(where: \.isDigit) && parser.kind($0) == .text
        }
        return words.count <= 6 ? words : []
    }

    /// Throws for a column of which nine values in ten are numbers, many of them different: it is a column of numbers
    /// with mistakes in it.
    private mutating func checkForStrays(_ column: Int) throws(SchemaError) {
        let statistics = columnStatistics[column]
        let numberCount = statistics.valueCount - statistics.textCount
        guard 10 * numberCount >= 9 * statistics.valueCount,
            statistics.distinctNumberCount > 20 || 2 * statistics.distinctNumberCount > numberCount,
            let first = firstTextRow(of: column)
        else { return }
        // A table that is only described has a notice about the column already.
        if isLenient,
            table.notices.contains(where: { $0.kind == .nearlyNumeric && $0.column == statistics.name })
        {
            return
        }
        try refuse(
            .strayText(
                source: table.source, line: table.location(ofRow: first), column: statistics.name,
                text: table.columns[column].text(at: first) ?? "", words: words(of: column),
                strayCount: statistics.textCount, valueCount: statistics.valueCount))
    }
}
