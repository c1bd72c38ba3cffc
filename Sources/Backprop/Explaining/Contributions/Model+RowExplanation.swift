extension Model {
    /// Explains the predictions for some rows of a table by the columns: see ``RowExplanation``.
    ///
    /// - Parameters:
    ///   - rows: The indices of the rows, from 0.
    ///   - table: The table; its target may be missing.
    ///   - background: The rows to compare with, of which a sample is drawn if there are many. Defaults to the table.
    ///   - output: The number to explain. Defaults to the probability of the positive class of two, or of the predicted
    ///     class of several, or to the only target.
    ///   - settings: The method and the seed.
    ///   - threads: The maximum number of threads; results do not depend on it.
    /// - Throws: ``ExplanationError``, ``ModelError``, ``PreprocessingError``.
    public func explanations(
        ofRows rows: [Int], of table: Table, background: Table? = nil, output: ExplainedOutput? = nil,
        settings: ExplanationSettings = ExplanationSettings(), threads: Int = 1
    ) throws -> [RowExplanation] {
        let outputs = try output.map { [$0] } ?? explainedOutputs()
        if outputs.count > 1, !outputs.allSatisfy({ input.classLabels.contains($0.label) }) {
            throw ExplanationError.severalTargets(known: outputs.map(\.label))
        }
        let table = try extendedTable(table, threads: threads)
        if let row = rows.first(where: { !(0..<table.rowCount).contains($0) }) {
            throw ExplanationError.noSuchRow(source: table.source, row: row + 1, count: table.rowCount)
        }
        let others = try background.map { try extendedTable($0, threads: threads) } ?? table
        guard others.rowCount > 0 else { throw ExplanationError.noBackground(source: others.source) }
        let job = RowExplainer(
            model: self, table: table,
            background: others.selectingRows(settings.background(of: others.rowCount)),
            outputs: outputs, settings: settings, threads: threads)
        return try rows.map(job.explanation)
    }

    private func extendedTable(_ table: Table, threads: Int) throws -> Table {
        try extended(table, threads: threads) as? Table ?? table
    }
}

/// The job of explaining rows of one table.
private struct RowExplainer {
    let model: Model
    let table: Table
    let background: Table
    let outputs: [ExplainedOutput]
    let settings: ExplanationSettings
    let threads: Int

    func explanation(ofRow row: Int) throws -> RowExplanation {
        let one = table.selectingRows([row])
        let predictions = try model.predictions(of: one, collectsUnusualValues: true)
        let output = chosen(predictions.content)
        let replacement = try ColumnReplacement(model, rows: one, background: background, outputs: [output])
        let shares = try shares(replacement, one, output)
        let cells = try model.cells(of: one)
        let unusual = predictions.report.unusualValues.first ?? []
        let contributions = replacement.columns.enumerated().map { index, name in
            RowExplanation.Contribution(
                column: name, value: cells[name] ?? nil,
                unusual: unusual.first { $0.column == name }?.reason, amount: shares.amounts[index],
                standardError: shares.errors?[index])
        }
        return RowExplanation(
            row: row, line: table.line(ofRow: row), output: output,
            predicted: predicted(predictions),
            prediction: shares.prediction, average: shares.average, contributions: contributions,
            method: shares.method, backgroundRowCount: background.rowCount)
    }

    /// Returns the prediction for the only row as text.
    private func predicted(_ predictions: Predictions) -> String {
        if case .values(let values, _) = predictions.content {
            return values.map { NumberText.significant($0) }.joined(separator: ", ")
        }
        return predictions.texts(ofRow: 0).joined(separator: ", ")
    }

    /// Returns the only output, or the probability of the predicted class.
    private func chosen(_ content: Predictions.Content) -> ExplainedOutput {
        guard outputs.count > 1, case .classes(let classes, _, _) = content else { return outputs[0] }
        return outputs[classes[0]]
    }

    private func shares(
        _ replacement: ColumnReplacement, _ row: Table, _ output: ExplainedOutput
    ) throws -> ColumnShares {
        let count = replacement.columns.count
        let isExact = count <= ShapleyValues.maximumExactCount
        let sets = isExact ? Double(1 << count) : Double(2 * settings.pairs * (count - 1))
        let work =
            sets * Double(background.rowCount) * Double(model.members.reduce(0) { $0 + $1.layout.count })
        let path = GradientPath(model, row: row, background: background, output: output, threads: threads)
        if settings.method == .gradients || settings.method == .automatic && work > ExplanationSettings.budget
        {
            if let path { return try path.shares(of: replacement.columns) }
            if settings.method == .gradients {
                throw ExplanationError.noGradient(inputs: model.inputShape.count)
            }
        }
        func game(_ sets: [[Int]]) throws -> [Double] {
            try replacement.means(
                sets.map { ColumnReplacement.Request(row: 0, columns: $0) }, threads: threads
            ).map { $0[0] }
        }
        let values =
            isExact
            ? try ShapleyValues(enumerating: count, game)
            : try ShapleyValues(sampling: count, pairs: settings.pairs, seed: settings.seed, game)
        return ColumnShares(
            amounts: values.values, errors: values.standardErrors, prediction: values.all,
            average: values.none, method: isExact ? .exact : .sampled(pairs: settings.pairs))
    }
}

/// The amounts of all columns.
struct ColumnShares {
    let amounts: [Double]
    let errors: [Double]?
    let prediction: Double
    let average: Double
    let method: RowExplanation.Method
}

extension Model {
    /// Returns the texts of the columns that the model uses in the only row of a table, `nil` being a missing value.
    fileprivate func cells(of row: Table) throws -> [String: String?] {
        var cells: [String: String?] = [:]
        for member in members {
            let preprocessor = try member.input.requireTable()
            let match = try preprocessor.match(row)
            let read = preprocessor.reading(row, match)
            for (column, position) in zip(preprocessor.columns, match.positions) where column.width > 0 {
                if let position { cells[column.name] = read.columns[position].text(at: 0) }
            }
        }
        return cells
    }
}
