import Backprop

/// Notices on standard error of what deserves attention, each thing once.
enum Notices {
    /// Shows what is odd about a table and about the meaning of its columns.
    static func show(_ table: Table, _ schema: Schema) {
        let shown = table.notices.filter { !isIrrelevant($0, schema) }
        // What ends in an error needs no notice before it.
        let endsInError = schema.task == .classification && schema.classLabels.count == 1
        show(shown.map(\.description) + schema.notices.filter { !(endsInError && $0.hasPrefix("Target ")) })
    }

    /// Shows what was found in rows that a model is asked about.
    static func show(_ rows: any RawRows, _ predictions: Predictions) {
        let isAboutReading: Set<Notice.Kind> = [.commentsSkipped, .blankLinesSkipped, .trailingDelimiter]
        let notices = (rows as? Table)?.notices.filter { isAboutReading.contains($0.kind) } ?? []
        show(notices.map(\.description) + predictions.notices)
    }

    /// Shows sentences; the first dozen if there are many.
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
