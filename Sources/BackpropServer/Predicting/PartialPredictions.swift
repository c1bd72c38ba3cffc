import Backprop

/// The predictions of those rows that are valid, with an error for each other one.
struct PartialPredictions {
    /// The predictions of consecutive rows.
    struct Part {
        /// The index of the first row in the table.
        var first: Int
        var predictions: Predictions
    }

    var parts: [Part] = []
    var errors: [RequestError] = []
    /// The number of rows, with the faulty ones.
    var rowCount: Int
    /// The position in the request of each row of the table, or `nil` if they are the same.
    var positions: [Int]?
}

extension PartialPredictions {
    /// Predicts the valid rows of a table. Rows are halved until the faulty ones are found.
    ///
    /// - Throws: An error that is not about a single row.
    init(_ table: Table, _ model: CompiledModel) throws {
        rowCount = table.rowCount
        guard !model.model.dependsOnEarlierRows else {
            parts = [Part(first: 0, predictions: try model.predictions(of: table))]
            return
        }
        var open = [0..<table.rowCount]
        while let rows = open.popLast() {
            do {
                let part = rows.count == table.rowCount ? table : table.selectingRows(Array(rows))
                parts.append(Part(first: rows.lowerBound, predictions: try model.predictions(of: part)))
            } catch {
                let error = RequestError(error)
                guard error.row != nil else { throw error }
                if rows.count == 1 {
                    errors.append(error)
                    continue
                }
                let middle = rows.lowerBound + rows.count / 2
                open += [middle..<rows.upperBound, rows.lowerBound..<middle]
            }
        }
    }

    /// The report about all valid rows.
    var report: EncodingReport {
        guard var report = parts.first?.predictions.report else { return .none }
        for part in parts.dropFirst() { report.add(part.predictions.report, order: []) }
        return report
    }
}

extension Answerer {
    /// Answers the valid rows of a request, with an error for each other one.
    func partialAnswer(
        _ request: RowsRequest, _ body: UnsafeBufferPointer<UInt8>, _ choice: AnswerChoice
    ) throws -> Answer {
        let table: Table
        do {
            table = try self.table(Array(body[request.list]), skipping: true)
        } catch let error where request.rows.count > 1 {
            // No row can be read: each has an error of its own.
            var nothing = PartialPredictions(rowCount: request.rows.count)
            nothing.errors = request.rows.indices.compactMap { faults(of: $0, request, body) }
            guard nothing.errors.count == request.rows.count else { throw error }
            return try answer(nothing, nil, choice)
        }
        var predictions = try PartialPredictions(table, compiled)
        let positions = (0..<table.rowCount).map { table.line(ofRow: $0) - 1 }
        (predictions.positions, predictions.rowCount) = (positions, request.rows.count)
        let read = Set(positions)
        let unread = request.rows.indices.filter { !read.contains($0) }
        predictions.errors += unread.compactMap { faults(of: $0, request, body) }
        predictions.errors.sort { ($0.row?.number ?? 0) < ($1.row?.number ?? 0) }
        return try answer(predictions, table, choice)
    }

    /// Returns the error of a row that cannot be read.
    private func faults(
        of row: Int, _ request: RowsRequest, _ body: UnsafeBufferPointer<UInt8>
    ) -> RequestError? {
        do {
            _ = try table([0x5B] + Array(body[request.rows[row]]) + [0x5D])
            return nil
        } catch {
            return RequestError(error).about(RowNumber(.element, row + 1))
        }
    }
}
