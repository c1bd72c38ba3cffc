extension Model {
    /// Compares the predictions for a table with its true targets.
    ///
    /// - Throws: ``ModelError``, or ``PreprocessingError`` if the table lacks a feature or the target, or has a class
    ///   that the model does not know.
    public func evaluate(_ table: Table, threads: Int = 1) throws -> Evaluation {
        try evaluation(of: table, threads: threads)
    }

    /// Compares the predictions for images with their labels.
    ///
    /// - Throws: ``ModelError``, or ``ImageError`` when labels are missing or unknown to the model.
    public func evaluate(_ images: ImageSet, threads: Int = 1) throws -> Evaluation {
        try evaluation(of: images, threads: threads)
    }

    /// Compares predictions made earlier with the truth that their table holds.
    public func evaluate(_ predictions: Predictions, on table: Table) throws -> Evaluation {
        try evaluation(of: predictions, on: table)
    }

    /// Compares predictions made earlier with the labels of their images.
    public func evaluate(_ predictions: Predictions, on images: ImageSet) throws -> Evaluation {
        try evaluation(of: predictions, on: images)
    }

    /// Compares the predictions for raw rows of either kind with their truth.
    package func evaluation(of rows: any RawRows, threads: Int = 1) throws -> Evaluation {
        let content = try contentInParts(of: rows, threads: threads)
        return try PredictionsWithTruth(content, rows.truth(by: input)).evaluation()
    }

    /// Compares predictions made earlier with the truth of their rows.
    package func evaluation(of predictions: Predictions, on rows: any RawRows) throws -> Evaluation {
        try PredictionsWithTruth(predictions.content, rows.truth(by: input)).evaluation()
    }

    /// Returns the model with the scores of an evaluation added to its provenance.
    public func addingMetrics(_ evaluation: Evaluation) -> Model {
        var model = self
        for (metric, value) in evaluation.metrics { model.provenance.metrics[metric.rawValue] = value }
        return model
    }

    /// Returns the model with scores that count every row by its own weight alone, without the weight of its class.
    ///
    /// Predictions stay equal. By default a class of weight 2 counts in every score as if each of its rows occurred
    /// twice, as it did in the loss.
    public func ignoringClassWeights() -> Model {
        var model = self
        model.input = input.ignoringClassWeights
        return model
    }

    /// A row with a large prediction error.
    public struct WorstPrediction: Sendable {
        /// The row of the table, from 0.
        public let row: Int
        /// The prediction.
        public let predicted: String
        /// The truth.
        public let truth: String
        /// The distance of the two: the true class's probability, or the error.
        public let measure: String
        /// A number that grows with the distance.
        let error: Double
    }

    /// Returns the rows whose predictions are farthest from the true targets, the worst first.
    ///
    /// For classes that is the lowest probability of the true class, for numbers the largest error summed
    /// over the targets.
    public func worstRows(_ predictions: Predictions, on table: Table, count: Int) throws -> [WorstPrediction]
    {
        try worstPredictions(predictions, on: table, count: count)
    }

    /// Returns the images whose predictions are farthest from the true labels, the worst first.
    public func worstImages(_ predictions: Predictions, on images: ImageSet, count: Int) throws
        -> [WorstPrediction]
    {
        try worstPredictions(predictions, on: images, count: count)
    }

    /// Returns the raw rows whose predictions are farthest from the true targets, the worst first.
    package func worstPredictions(
        _ predictions: Predictions, on rows: any RawRows, count: Int
    ) throws -> [WorstPrediction] {
        let all = PredictionsWithTruth(predictions.content, try rows.truth(by: input)).errors
        let order = all.sorted { ($1.error, $0.row) < ($0.error, $1.row) }
        return Array(order.prefix(max(0, count)))
    }

    fileprivate static func short(_ value: Double) -> String { NumberText.significant(value) }
}

extension Model.WorstPrediction {
    /// Creates a prediction of a class; the true one has the probability `share`, if it is known.
    init(row: Int, class predicted: Int, truth: Int, labels: [String], share: Double?) {
        self.init(
            row: row, predicted: labels[predicted], truth: labels[truth],
            measure: share.map { share in
                "probability of \(TextTable.label(labels[truth], limit: 40)) \(Model.short(share))"
            } ?? "wrong",
            error: share.map { 1 - $0 } ?? (predicted == truth ? 0 : 1))
    }
}

extension PredictionsWithTruth {
    /// Each row's prediction with its error.
    fileprivate var errors: [Model.WorstPrediction] {
        switch content {
        case .classes(let truth, let predicted, let labels, let probabilities):
            truth.indices.map { row in
                Model.WorstPrediction(
                    row: row, class: predicted[row], truth: truth[row], labels: labels,
                    share: probabilities?[row * labels.count + truth[row]])
            }
        case .values(let truth, let predicted, let targets):
            (0..<(truth.count / max(1, targets.count))).map { row in
                let range = (row * targets.count)..<((row + 1) * targets.count)
                let error = range.reduce(0) { $0 + abs(predicted[$1] - truth[$1]) }
                return Model.WorstPrediction(
                    row: row, predicted: range.map { Model.short(predicted[$0]) }.joined(separator: ", "),
                    truth: range.map { Model.short(truth[$0]) }.joined(separator: ", "),
                    measure: "error \(Model.short(error))", error: error)
            }
        }
    }
}
