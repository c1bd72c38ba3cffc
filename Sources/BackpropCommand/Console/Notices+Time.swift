import Backprop

extension Notices {
    /// Warns if rows in the order of time are divided at random.
    ///
    /// - Parameter option: The option that names the time column.
    static func warnOfTime(_ data: CommandData, _ time: TimeOrder, option: String = "--time") {
        guard case .table(let table, let schema) = data else { return }
        warnOfTime(table, schema, time, option: option)
    }

    /// Warns if the rows of a table in the order of time are divided at random.
    static func warnOfTime(
        _ table: Table, _ schema: Schema, _ time: TimeOrder, option: String = "--time"
    ) {
        guard !time.isUsed, let column = schema.columnInOrderOfTime(in: table) else { return }
        show([
            "Column \"\(column)\" orders the rows by time, but they are divided at random: a model that has seen later rows scores better than it will on new ones. Use \(option) \"\(column)\"."
        ])
    }

    /// Tells how to give the rows that the features of the first predictions lack.
    static func tellMissingHistory(_ rows: any RawRows) {
        guard let table = rows as? Table, table.rowsWithoutHistory > 0 else { return }
        show(["Earlier rows are missing that features look back to. Give them with --history FILE."])
    }

    /// Tells that predictions use earlier predictions.
    static func tellEarlierPredictions(_ rows: any RawRows, of model: Model) {
        guard let count = (rows as? Table)?.rowsAfterPredictions, count > 0 else { return }
        let ahead = model.rowsAhead == 1 ? "the next row" : "\(model.rowsAhead) rows ahead"
        let (uses, their) = count == 1 ? ("row uses", "its") : ("rows use", "their")
        show([
            "\(count) \(uses) predictions of earlier rows, whose true values are unknown, so that \(their) errors are larger: the scores of the model are for \(ahead). Use --horizon in training to score rows further ahead."
        ])
    }
}
