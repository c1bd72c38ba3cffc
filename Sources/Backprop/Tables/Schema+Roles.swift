extension SchemaInference {
    /// Gives each column the role that was named, else the one that its values suggest.
    mutating func decideRoles() throws(SchemaError) {
        for column in profiles.indices {
            let role = given[column] ?? inferredRole(of: column)
            try check(column, as: role)
            roles.append(role)
        }
        guard roles.contains(where: \.isFeature) else {
            throw .noFeatures(source: table.source, target: list(targets.map { quoted(profiles[$0].name) }))
        }
    }

    private mutating func inferredRole(of column: Int) -> ColumnRole {
        if profiles[column].valueCount == 0 { return .numeric }
        return profiles[column].isNumeric ? roleOfNumbers(column) : roleOfTexts(column)
    }

    private mutating func roleOfTexts(_ column: Int) -> ColumnRole {
        let profile = profiles[column]
        guard profile.valueCount >= 10 else { return .categorical }
        if profile.distinctCount == profile.valueCount {
            say(
                column,
                "every value is different, so it is taken as an identifier and not used. "
                    + "Name it as categorical to use it.")
            return .identifier
        }
        if profile.distinctCount > 50, 2 * profile.distinctCount > profile.valueCount {
            say(
                column,
                "most values are different (\(profile.distinctCount) of \(profile.valueCount)), so that "
                    + "little can be learned from it. Consider ignoring it.")
        }
        return .categorical
    }

    private mutating func roleOfNumbers(_ column: Int) -> ColumnRole {
        let profile = profiles[column]
        guard profile.isInteger else { return .numeric }
        let allDiffer = profile.distinctCount == profile.valueCount && profile.valueCount >= 10
        if table.columns[column].holdsPaddedCodes() {
            say(
                column,
                "its digits have leading zeros, so they are taken as "
                    + (allDiffer ? "an identifier and not used." : "codes, not as numbers.")
                    + " Name it as numeric if they are numbers.")
            return allDiffer ? .identifier : .categorical
        }
        if allDiffer, table.format.hasHeader.value, Self.namesRows(profile.name) {
            say(
                column,
                "every value is different and its name is one of an identifier, so it is not used. "
                    + "Name it as numeric to use it.")
            return .identifier
        }
        if allDiffer, profile.numbersTheRows {
            say(
                column,
                "it numbers the rows. Name it as an identifier unless the order of the rows means something.")
        }
        if let limit = selection.categoricalIntegerLimit, profile.distinctCount <= limit {
            return .categorical
        }
        return .numeric
    }

    /// Whether a header is one that identifiers have: `id`, `PassengerId`, `customer_id`, `row`, `index`.
    private static func namesRows(_ name: String) -> Bool {
        let lower = name.lowercased()
        return ["", "id", "index", "row", "rownames", "unnamed: 0"].contains(lower)
            || ["_id", " id", "-id"].contains { lower.hasSuffix($0) } || name.hasSuffix("Id")
            || name.hasSuffix("ID")
    }

    private mutating func say(_ column: Int, _ what: String) {
        notices.append("Column \(quoted(profiles[column].name)): \(what)")
    }

    /// Refuses text where numbers are needed, and a column of numbers that a few texts turn into one of categories.
    private func check(_ column: Int, as role: ColumnRole) throws(SchemaError) {
        guard !profiles[column].isNumeric, profiles[column].valueCount > 0 else { return }
        switch role {
        case .numeric, .weight: throw firstText(in: column, as: role)
        case .target where selection.task == .regression: throw firstText(in: column, as: role)
        case .target where selection.task == nil: try checkForStrays(column)
        case .categorical, .identifier: if given[column] == nil { try checkForStrays(column) }
        default: break
        }
    }

    /// The first value that is no number, as an error.
    func firstText(in column: Int, as role: ColumnRole) -> SchemaError {
        let row = (0..<table.rowCount).first { table.columns[column].isText(at: $0) } ?? 0
        return .notNumeric(
            source: table.source, line: table.line(ofRow: row), column: profiles[column].name,
            text: table.columns[column].text(at: row) ?? "", role: role)
    }

    /// Nine values of ten that are numbers, and many different ones, make a column of numbers with mistakes in it.
    private func checkForStrays(_ column: Int) throws(SchemaError) {
        let profile = profiles[column]
        let strays = (0..<table.rowCount).filter { table.columns[column].isText(at: $0) }
        let numberCount = profile.valueCount - strays.count
        guard let first = strays.first, 10 * numberCount >= 9 * profile.valueCount else { return }
        let texts = Set(strays.map { table.columns[column].text(at: $0)! })
        let distinct = profile.distinctCount - texts.count
        guard distinct > 20 || 2 * distinct > numberCount else { return }
        throw .strayText(
            source: table.source, line: table.line(ofRow: first), column: profile.name,
            text: table.columns[column].text(at: first)!, strayCount: strays.count,
            valueCount: profile.valueCount)
    }
}
