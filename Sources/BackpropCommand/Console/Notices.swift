import Backprop

/// The notices on standard error, each of them once.
enum Notices {
    /// Shows the notices about a table and about the meaning of its columns, without advice that the recipe follows
    /// anyway.
    static func show(_ table: Table, _ schema: Schema, options: RecipeOptions) {
        let search = try? options.recipe(for: schema, rows: table.rowCount).recipe.selection
        let comparesLogarithm = search?.targetScalings.isEmpty == false
        let shown = table.notices.filter { !isIrrelevant($0, schema) }
        // A problem that ends in an error needs no notice before it.
        let endsInError = schema.task == .classification && schema.classLabels.count == 1
        let findings = schema.findings.filter {
            !(endsInError && $0.message.hasPrefix("Target "))
                && !(comparesLogarithm && $0.remedies.contains(.logarithmOfTarget))
        }
        show(shown.map(\.text) + findings.map { $0.description(wording: option) })
    }

    /// Shows the notices about rows that a model predicts.
    static func show(_ rows: any RawRows, _ predictions: Predictions) { show(rows, predictions.notices) }

    /// Shows the notices about rows, and those about their predictions.
    static func show(_ rows: any RawRows, _ predictionNotices: [String]) {
        let isAboutReading: Set<Notice.Kind> = [
            .commentsSkipped, .laterCommentsSkipped, .blankLinesSkipped, .badRowsSkipped, .trailingDelimiter,
            .strayQuote, .totalRow, .otherEncoding,
        ]
        let notices = (rows as? Table)?.notices.filter { isAboutReading.contains($0.kind) } ?? []
        show(notices.map(\.text) + predictionNotices)
    }

    /// Shows sentences; the first dozen if there are many.
    static func show(_ sentences: [String]) {
        for sentence in sentences.prefix(limit) { Console.warning(sentence) }
        if sentences.count > limit { Console.warning("and \(sentences.count - limit) more of this kind") }
    }

    private static let limit = 12

    /// Returns a remedy as a command-line option.
    private static func option(_ remedy: SchemaFinding.Remedy) -> String {
        switch remedy {
        case .ignoreColumn(let column): "use --ignore \(quoted(column))"
        case .identifier(let column): "use --id \(quoted(column))"
        case .group(let column): "use --group \(quoted(column))"
        case .categorical(let column): "use --categorical \(quoted(column))"
        case .numeric(let column): "use --numeric \(quoted(column))"
        case .missingWord(let text): "use --missing \(quoted(text))"
        case .keptWord(let text): "use --not-missing \(quoted(text))"
        case .robustScaling: "use --scale robust"
        case .logarithmOfTarget: "use --scale-targets log"
        case .classWeights: "use --class-weight balanced"
        case .target: "name another target with --target"
        case .targetColumn(let column): "choose it with --target \(quoted(column))"
        case .regression: "use --task regression"
        case .classification: "use --task classification"
        }
    }

    private static func quoted(_ text: String) -> String { "\"\(text)\"" }

    /// Whether a warning about numbers is irrelevant, because the column is not read as numbers.
    private static func isIrrelevant(_ notice: Notice, _ schema: Schema) -> Bool {
        if notice.kind == .emptyName {
            return schema.columns.contains { $0.name == notice.column && $0.role == .identifier }
        }
        if [.ambiguousDateFormat, .dateFormat].contains(notice.kind) {
            return !schema.columns.contains { $0.name == notice.column && $0.role == .date }
        }
        let isAboutNumbers: Set<Notice.Kind> = [
            .leadingZeros, .inexactInteger, .overflow, .underflow, .numberFormat, .ambiguousNumberFormat,
        ]
        guard isAboutNumbers.contains(notice.kind),
            let column = schema.columns.first(where: { $0.name == notice.column })
        else { return false }
        switch column.role {
        case .numeric, .weight: return false
        case .target: return schema.task != .regression
        default: return true
        }
    }
}
