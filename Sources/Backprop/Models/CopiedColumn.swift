/// A column of the input that is written before its predictions.
struct CopiedColumn: Sendable {
    let column: Column
    /// The name in the output.
    let name: String
    /// The way that the cells are written.
    let writing: ColumnWriting

    /// Returns columns with the names and the way of their cells.
    ///
    /// - Parameter areTyped: Whether they are written to a file that tells numbers from texts.
    static func columns(
        _ columns: [Column], of table: Table?, _ model: Model, areTyped: Bool
    ) -> [CopiedColumn] {
        let preprocessor = model.preprocessor
        let match = table.flatMap { table in try? preprocessor?.match(table) }
        var fitted: [Int: Int] = [:]
        for (index, position) in (match?.positions ?? []).enumerated() {
            if let position { fitted[position] = index }
        }
        return columns.map { column in
            let index = fitted[column.index]
            let isNamed = table?.format.hasHeader.value ?? true
            let name = index.flatMap { preprocessor?.columns[$0].name }
            let isCode = index.map { preprocessor?.isCode($0) ?? false } ?? false
            let isQuantity = index.map { preprocessor?.isQuantity($0) ?? false } ?? false
            return CopiedColumn(
                column: column, name: isNamed ? column.name : name ?? column.name,
                writing: areTyped ? column.writing(isCode: isCode, isQuantity: isQuantity) : ColumnWriting())
        }
    }
}

extension Preprocessor {
    /// Whether a column of the training table holds names or codes, rather than numbers.
    fileprivate func isCode(_ index: Int) -> Bool {
        switch columns[index].role {
        case .identifier, .categorical, .group: true
        case .target: task != .regression
        case .numeric, .date, .text, .ignored, .weight: index == past?.series
        }
    }

    /// Whether the model uses a column as numbers.
    fileprivate func isQuantity(_ index: Int) -> Bool { columns[index].role.usesNumbers(in: task) }
}
