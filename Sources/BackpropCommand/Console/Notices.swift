import Backprop

/// Says on standard error what deserves attention, each thing once.
enum Notices {
    /// What is odd about a table and about what its columns are taken for.
    static func show(_ table: Table, _ schema: Schema) {
        let shown = table.notices.filter { !isIrrelevant($0, schema) }
        // What ends in an error needs no notice before it.
        let endsInError = schema.task == .classification && schema.classLabels.count == 1
        show(shown.map(\.text) + schema.notices.filter { !(endsInError && $0.hasPrefix("Target ")) })
    }

    /// What was found in a table that a model is asked about.
    static func show(_ table: Table, _ predictions: Predictions) {
        let isAboutReading: Set<Notice.Kind> = [
            .commentsSkipped, .laterCommentsSkipped, .blankLinesSkipped, .badRowsSkipped, .trailingDelimiter,
            .strayQuote, .totalRow,
        ]
        show(
            table.notices.filter { isAboutReading.contains($0.kind) }.map(\.text) + predictions.notices
        )
    }

    /// Sentences; the first dozen where there are many.
    static func show(_ sentences: [String]) {
        for sentence in sentences.prefix(limit) { Console.warning(sentence) }
        if sentences.count > limit { Console.warning("and \(sentences.count - limit) more of this kind") }
    }

    private static let limit = 12

    /// Whether a warning about numbers is beside the point, because the column is not taken as numbers.
    private static func isIrrelevant(_ notice: Notice, _ schema: Schema) -> Bool {
        let isAboutNumbers: Set<Notice.Kind> = [.leadingZeros, .inexactInteger, .overflow, .underflow]
        guard isAboutNumbers.contains(notice.kind),
            let column = schema.columns.first(where: { $0.name == notice.column })
        else { return false }
        switch column.role {
        case .numeric, .weight: return false
        case .target: return schema.task == .classification
        default: return true
        }
    }
}
