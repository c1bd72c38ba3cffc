/// An error about the columns of a table and the meaning inferred or requested for them.
public enum SchemaError: BackpropError {
    /// The table has no rows, or no columns.
    case emptyTable(source: String)
    /// A named column does not exist in the table.
    case unknownColumn(source: String, name: String, available: [String])
    /// A column number does not exist in the table.
    case columnNumberOutOfRange(source: String, number: Int, count: Int)
    /// One column was named for two roles, or twice for one.
    case conflictingRoles(source: String, column: String, first: ColumnRole, second: ColumnRole)
    /// A column that should contain numbers contains something else.
    case notNumeric(source: String, line: RowNumber, column: String, text: String, role: ColumnRole)
    /// A column of numbers with a few texts in it, which would turn all of it into categories.
    case strayText(
        source: String, line: RowNumber, column: String, text: String, words: [String], strayCount: Int,
        valueCount: Int)
    /// The target is a name that is different in nearly every row.
    case namesAsTarget(source: String, column: String, distinctCount: Int, rowCount: Int, isDefault: Bool)
    /// No row has a value of the target.
    case targetIsMissing(source: String, column: String)
    /// Several targets are neither all numbers nor all yes/no values.
    case mixedTargets(source: String, binary: [String], column: String, distinctCount: Int, areNumbers: Bool)
    /// The positive value is not one of those of each target.
    case unknownPositive(source: String, label: String, column: String, known: [String])
    /// A row has a value of some of the targets only.
    case missingLabel(source: String, line: RowNumber, column: String)
    /// No column is left to learn from.
    case noFeatures(source: String, target: String)
    /// The table cannot be read as numbers.
    case table(TableError)
}

extension SchemaError {
    /// The category of the error.
    public var category: ErrorCategory {
        switch self {
        case .unknownColumn, .columnNumberOutOfRange, .conflictingRoles: .setting
        default: .data
        }
    }

    /// The location, what was found and expected, and the remedy.
    public var description: String {
        switch self {
        case .emptyTable(let source):
            "\(source): There are no rows to learn from."
        case .unknownColumn(let source, let name, let available):
            Self.unknown(source, name, available)
        case .columnNumberOutOfRange(let source, let number, let count):
            "\(source): There is no column \(number). Columns are numbered 1 to \(count), or -1 to -\(count) "
                + "from the right."
        case .conflictingRoles(let source, let column, let first, let second):
            first == second
                ? "\(source), column \(quoted(column)): Named twice as \(first.rawValue). Name it once."
                : "\(source), column \(quoted(column)): Named as \(first.rawValue) and as \(second.rawValue). "
                    + "A column has one role: name it once."
        case .notNumeric(let source, let line, let column, let text, let role):
            "\(source), \(line), column \(quoted(column)): Expected a number, since the column is "
                + "\(Self.use(of: role)), and found \(quoted(text)). Correct the value, or give the column "
                + "another role."
        case .strayText(let source, let line, let column, let text, _, let strayCount, let valueCount):
            "\(source), \(line), column \(quoted(column)): Expected a number and found \(quoted(text)); "
                + "\(strayCount) of the column's \(valueCount) values \(strayCount == 1 ? "is not a number" : "are not numbers"). Correct the file"
                // A text with a digit in it means more than a missing value.
                + (text.utf8.contains(where: \.isDigit)
                    ? "" : ", name the text as a token for missing values")
                + ", or name the column as categorical or ignored."
        case .namesAsTarget(let source, let column, let distinct, let rows, let isDefault):
            "\(source), column \(quoted(column)): Expected a target that rows have in common and found "
                + (distinct == rows
                    ? "\(rows) rows whose labels all differ" : "\(distinct) labels in \(rows) rows")
                + (isDefault ? "; the last column is the target, since none was named" : "")
                + ". Name another column as the target."
        case .targetIsMissing(let source, let column):
            "\(source), column \(quoted(column)): The target has no value in any row. Choose another target."
        case .mixedTargets(let source, let binary, let column, let distinctCount, let areNumbers):
            Self.mixed(source, binary, column, distinctCount, areNumbers)
        case .unknownPositive(let source, let label, let column, let known):
            "\(source), column \(quoted(column)): There is no value \(quoted(label)) to be the positive one. The "
                + "values are \(list(known.map(quoted))). Choose a value that every target has, or leave it out."
        case .missingLabel(let source, let line, let column):
            "\(source), \(line), column \(quoted(column)): Expected a value, since other targets of the row have one, "
                + "and found none. Fill it in, or delete the row."
        case .noFeatures(let source, let target):
            "\(source): There is no column to learn from besides the target \(target). Check the delimiter, and "
                + "the columns that are ignored."
        case .table(let error):
            error.description
        }
    }

    private static func unknown(_ source: String, _ name: String, _ available: [String]) -> String {
        var text = "\(source): There is no column \(quoted(name))."
        let parts = name.split(separator: ",").map { SchemaNumber.trimmed(String($0)) }
        if parts.count > 1, parts.allSatisfy({ available.contains($0) || Int($0) != nil }) {
            return text + " To mean \(list(parts.map(quoted))), name each column by itself."
        }
        if let alike = ColumnName.alike(name, among: available) {
            text += " Did you mean \(quoted(alike))?"
        } else if let nearest = NearestName.nearest(to: name, among: available) {
            text += " Did you mean \(quoted(nearest))?"
        }
        return text + " The columns are \(list(available.map(quoted), limit: 20))."
    }

    private static func mixed(
        _ source: String, _ binary: [String], _ column: String, _ distinctCount: Int, _ areNumbers: Bool
    ) -> String {
        let others =
            binary.isEmpty
            ? ""
            : ", and \(list(binary.map(quoted), limit: 5)) \(binary.count == 1 ? "has" : "have") 2"
        return
            "\(source): Several targets must be all numbers, or have 2 values each. The target \(quoted(column)) "
            + "has \(distinctCount) \(distinctCount == 1 ? "value" : "values")\(others). Train a model for each kind"
            + (areNumbers ? ", or choose regression as the task to predict all of them as numbers." : ".")
    }

    private static func use(of role: ColumnRole) -> String {
        switch role {
        case .weight: "the weight of the rows"
        case .target: "the target of a regression"
        default: "taken as numeric"
        }
    }
}

extension SchemaError {
    /// The option of reading that would help, or `nil` if there is none.
    public var remedy: ReadingRemedy? {
        guard case .strayText(_, _, let column, let text, let words, _, _) = self else { return nil }
        // A text with a digit in it means more than a missing value.
        if text.utf8.contains(where: \.isDigit) { return .categorical(column) }
        return .either([
            words.count > 1 ? .missingWords(words) : .missingWord(text), .categorical(column),
        ])
    }

    /// The remedies if the error is only a finding.
    var findingRemedies: [SchemaFinding.Remedy] {
        guard case .strayText(_, _, let column, let text, _, _, _) = self else { return [] }
        let asText = SchemaFinding.Remedy.categorical(column)
        return text.utf8.contains(where: \.isDigit) ? [asText] : [.missingWord(text), asText]
    }
}
