/// The rows of a table that are used in training, and the numbers of those left out.
struct TrainingRows {
    /// The rows, in order.
    var rows: [Int]
    /// The number of rows left out because they have no target.
    var withoutTarget = 0
    /// The number of rows left out because a feature is missing, if the settings require that.
    var withMissingValues = 0

    /// Selects the rows that have a target and, if the settings drop rows with missing features, no missing feature.
    init(of table: Table, match: ColumnMatch, roles: [ColumnRole], settings: PreprocessingSettings) {
        let targets = Self.columns(of: table, match, roles) { $0 == .target }
        let features = Self.columns(of: table, match, roles) {
            $0.isFeature && settings.dropsRows(missing: $0)
        }.filter { column in (0..<table.rowCount).contains { !column.isMissing(at: $0) } }
        rows = []
        for row in 0..<table.rowCount {
            if targets.contains(where: { $0.isMissing(at: row) }) {
                withoutTarget += 1
            } else if features.contains(where: { $0.isMissing(at: row) }) {
                withMissingValues += 1
            } else {
                rows.append(row)
            }
        }
    }

    private static func columns(
        of table: Table, _ match: ColumnMatch, _ roles: [ColumnRole], where isWanted: (ColumnRole) -> Bool
    ) -> [Column] {
        zip(roles, match.positions).compactMap { role, position in
            isWanted(role) ? position.map { table.columns[$0] } : nil
        }
    }

    /// The reasons for leaving rows out, one sentence per reason.
    var notices: [String] {
        var notices: [String] = []
        if withoutTarget > 0 {
            notices.append(
                "\(count(withoutTarget, "row")) without a target \(withoutTarget == 1 ? "is" : "are") left out."
            )
        }
        if withMissingValues > 0 {
            notices.append(
                "\(count(withMissingValues, "row")) with missing values \(withMissingValues == 1 ? "is" : "are") left out."
            )
        }
        return notices
    }
}

extension Table {
    /// Returns the numbers of a column; NaN for missing ones.
    func numbers(of column: Column) throws(PreprocessingError) -> [Double] {
        do throws(TableError) {
            return try column.numbers(as: Double.self)
        } catch {
            throw .table(error)
        }
    }

    /// Returns the numbers of a column that contained numbers in training. The remedy of an error does not suggest
    /// another role.
    func numbersAsInTraining(of column: Column) throws(PreprocessingError) -> [Double] {
        do throws(TableError) {
            return try column.numbers(as: Double.self)
        } catch {
            throw .table(error.ofTrainedColumn)
        }
    }

    /// Returns the weights in a column for some rows.
    func weights(in column: Column, rows: [Int]) throws(PreprocessingError) -> [Double] {
        let numbers = try numbers(of: column)
        for row in rows where !(numbers[row] >= 0) {
            throw .invalidWeight(.init(self, row: row, column: column))
        }
        return rows.map { numbers[$0] }
    }
}

extension TableError {
    /// The error for a column that a model uses as numbers, which therefore cannot be used as text or left out.
    fileprivate var ofTrainedColumn: TableError {
        guard let option, option.changesRole else { return self }
        return TableError(
            kind, source: source, line: line, unit: unit, column: column, problem: problem,
            remedy:
                "Training had numbers in this column. Correct the value, or leave its cell empty if it is missing."
        )
    }
}
