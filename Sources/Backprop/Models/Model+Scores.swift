extension Model {
    /// The model with the scores of an evaluation noted down in its provenance.
    public func addingMetrics(_ evaluation: Evaluation) -> Model {
        var model = self
        for (metric, value) in evaluation.metrics { model.provenance.metrics[metric.rawValue] = value }
        return model
    }

    /// The model, whose scores count every row by its own weight alone, whatever its class counted in training.
    ///
    /// Predictions are the same. By default a class of weight 2 counts in every score as if its rows were there twice,
    /// as it did in the loss.
    public func ignoringClassWeights() -> Model {
        var model = self
        model.preprocessor = preprocessor?.ignoringClassWeights
        return model
    }

    /// A row that was predicted badly.
    public struct WorstPrediction: Sendable {
        /// The row of the table, from 0.
        public let row: Int
        /// What the model said.
        public let predicted: String
        /// What the table says.
        public let truth: String
        /// How far apart the two are: the true class's probability, or the error.
        public let measure: String
        /// The same as a number that grows with the error.
        let badness: Double
    }

    /// The rows whose predictions are farthest from the truth, the worst first.
    ///
    /// For classes that is the lowest probability of the true class, for numbers the largest error summed
    /// over the targets, each in units of the error's root mean square.
    public func worstRows(_ predictions: Predictions, on table: Table, count: Int) throws -> [WorstPrediction]
    {
        guard let preprocessor else { throw ModelError.trainedOnNumbers }
        let rows: [WorstPrediction]
        switch predictions.content {
        case .classes(let classes, let labels, let probabilities):
            let truth = try preprocessor.classIndices(from: table)
            rows = truth.indices.map { row in
                WorstPrediction(
                    row: row, class: classes[row], truth: truth[row], labels: labels,
                    share: probabilities?[row * labels.count + truth[row]])
            }
        case .values(let values, let targets):
            let truth = try preprocessor.targetValues(from: table)
            rows = (0..<predictions.rowCount).map { row in
                let range = (row * targets.count)..<((row + 1) * targets.count)
                let error = range.reduce(0) { $0 + abs(values[$1] - truth[$1]) }
                return WorstPrediction(
                    row: row, predicted: range.map { Self.short(values[$0]) }.joined(separator: ", "),
                    truth: range.map { Self.short(truth[$0]) }.joined(separator: ", "),
                    measure: "error \(Self.short(error))", badness: error)
            }
        }
        let order = rows.sorted { ($1.badness, $0.row) < ($0.badness, $1.row) }
        return Array(order.prefix(max(0, count)))
    }

    fileprivate static func short(_ value: Double) -> String { NumberText.significant(value) }
}

extension Model.WorstPrediction {
    /// A class beside the true one, whose probability is `share` where it is known.
    init(row: Int, class predicted: Int, truth: Int, labels: [String], share: Double?) {
        self.init(
            row: row, predicted: labels[predicted], truth: labels[truth],
            measure: share.map { share in
                "probability of \(TextTable.label(labels[truth], limit: 40)) \(Model.short(share))"
            } ?? "wrong",
            badness: share.map { 1 - $0 } ?? (predicted == truth ? 0 : 1))
    }
}
