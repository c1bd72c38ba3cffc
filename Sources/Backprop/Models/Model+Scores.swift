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
        try predictionsWithTruth(of: rows, threads: threads).evaluation()
    }

    /// Returns the predictions for raw rows with their truth.
    func predictionsWithTruth(of rows: any RawRows, threads: Int) throws -> PredictionsWithTruth {
        PredictionsWithTruth(try contentInParts(of: rows, threads: threads), try truth(of: rows))
    }

    /// Compares predictions made earlier with the truth of their rows.
    package func evaluation(of predictions: Predictions, on rows: any RawRows) throws -> Evaluation {
        try PredictionsWithTruth(predictions.content, truth(of: rows)).evaluation()
    }

    /// Returns the model with the scores of an evaluation added to its provenance.
    public func addingMetrics(_ evaluation: Evaluation) -> Model {
        var model = self
        for (metric, value) in evaluation.metrics { model.provenance.metrics[metric.rawValue] = value }
        return model
    }

    /// Whether an evaluation has as many rows as training had, and the same value of every score that both know.
    ///
    /// Then its rows are almost certainly those of the training, and its scores tell little about new rows.
    public func isLikelyOfTrainingRows(_ evaluation: Evaluation) -> Bool {
        let known = evaluation.metrics.compactMap { metric, value in
            provenance.metrics[metric.rawValue].map { $0 == value }
        }
        return evaluation.rowCount == provenance.rows && !known.isEmpty && !known.contains(false)
    }

    /// Returns the model with scores that count every row by the weight of its class, as the loss did in training.
    ///
    /// A class of weight 2 then counts in every score as if each of its rows occurred twice. By default a row counts by
    /// its own weight alone. Predictions stay equal.
    public func weightingClassesInScores() -> Model {
        var model = self
        model.weightsClassesInScores = true
        return model
    }

    /// Returns the true targets of rows, with their weights in scores and the positive class.
    func truth(of rows: any RawRows) throws -> Truth {
        var truth = try rows.truth(by: weightsClassesInScores ? input : input.ignoringClassWeights)
        truth.positiveClass = input.positiveClass ?? 1
        truth.hasThreshold = threshold != nil
        return truth
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
    /// over the targets. For several yes/no targets it is the largest sum of the probabilities of wrong values. Of two
    /// classes the measure names the probability of the positive one.
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
        PredictionsWithTruth(predictions.content, try truth(of: rows)).worst(count)
    }

    fileprivate static func short(_ value: Double) -> String { NumberText.significant(value) }
}

extension Model.WorstPrediction {
    /// Creates a prediction of a class.
    ///
    /// - Parameters:
    ///   - shares: The probability of each class, if it is known.
    ///   - positive: The positive class of two, whose probability is the measure. Otherwise it is that of the true class.
    init(row: Int, class predicted: Int, truth: Int, labels: [String], shares: [Double]?, positive: Int?) {
        let named = positive ?? truth
        self.init(
            row: row, predicted: labels[predicted], truth: labels[truth],
            measure: shares.map { shares in
                "probability of \(TextTable.label(labels[named], limit: 40)) \(Model.short(shares[named]))"
            } ?? "wrong",
            error: shares.map { 1 - $0[truth] } ?? (predicted == truth ? 0 : 1))
    }
}

extension Model.WorstPrediction {
    /// Creates a prediction of several yes/no targets; texts name those that are positive.
    fileprivate init(row: Int, targets: [BinaryTarget], truth: [Int], probabilities: [Double]) {
        func names(_ isPositive: (Int) -> Bool) -> String {
            let names = targets.indices.filter(isPositive).map {
                TextTable.label(targets[$0].name, limit: 24)
            }
            return names.isEmpty ? "none" : names.joined(separator: ", ")
        }
        let wrong = targets.indices.map { abs(Double(truth[$0]) - probabilities[$0]) }
        let worst = targets.indices.max { wrong[$0] < wrong[$1] } ?? 0
        self.init(
            row: row, predicted: names { BinaryTarget.isPositive(probabilities[$0]) },
            truth: names { truth[$0] == 1 },
            measure: "probability of \(TextTable.label(targets[worst].name, limit: 40)) "
                + Model.short(probabilities[worst]),
            error: wrong.reduce(0, +))
    }
}

extension PredictionsWithTruth {
    /// Returns the rows that were predicted worst, the worst first.
    func worst(_ count: Int) -> [Model.WorstPrediction] {
        Array(errors.sorted { ($1.error, $0.row) < ($0.error, $1.row) }.prefix(max(0, count)))
    }

    /// Each row's prediction with its error.
    fileprivate var errors: [Model.WorstPrediction] {
        switch content {
        case .classes(let truth, let predicted, let labels, let probabilities):
            truth.indices.map { row in
                Model.WorstPrediction(
                    row: row, class: predicted[row], truth: truth[row], labels: labels,
                    shares: probabilities.map {
                        Array($0[(row * labels.count)..<((row + 1) * labels.count)])
                    }, positive: labels.count == 2 ? positiveClass : nil)
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
        case .multiLabel(let truth, let probabilities, let targets):
            (0..<(truth.count / max(1, targets.count))).map { row in
                Model.WorstPrediction(
                    row: row, targets: targets,
                    truth: Array(truth[(row * targets.count)..<((row + 1) * targets.count)]),
                    probabilities: Array(probabilities[(row * targets.count)..<((row + 1) * targets.count)]))
            }
        }
    }
}
