/// What a model says about rows, one after the other, in the rows' order.
public struct Predictions: Sendable {
    /// What the model was trained to predict.
    public enum Content: Sendable {
        /// A class for each row, as a place among the labels, with the classes' probabilities (rows ×
        /// classes) where the network's outputs are probabilities.
        case classes([Int], labels: [String], probabilities: [Double]?)
        /// Numbers, rows × targets, in the targets' own units.
        case values([Double], targets: [String])
    }

    /// The predictions.
    public let content: Content

    /// The number of rows.
    public let rowCount: Int

    /// What happened to raw values on the way, counted: missing ones filled in, categories and numbers that
    /// training had not seen, columns left aside.
    public let report: EncodingReport

    /// The same in full sentences. Empty where nothing happened.
    public var notices: [String] { report.notices }

    /// Each row's prediction as text: the label of its class, or its numbers in the order of the targets.
    public func texts(ofRow row: Int) -> [String] {
        switch content {
        case .classes(let classes, let labels, _): [labels[classes[row]]]
        case .values(let values, let targets):
            (0..<targets.count).map { "\(values[row * targets.count + $0])" }
        }
    }
}

extension Predictions.Content {
    /// These predictions and then those for other rows by the same model.
    fileprivate consuming func appending(_ other: Self) -> Self {
        switch (self, other) {
        case (.classes(var classes, let labels, var probabilities), .classes(let more, _, let moreOdds)):
            self = .values([], targets: [])
            classes += more
            if let moreOdds { probabilities?.append(contentsOf: moreOdds) }
            return .classes(classes, labels: labels, probabilities: probabilities)
        case (.values(var values, let targets), .values(let more, _)):
            self = .values([], targets: [])
            values += more
            return .values(values, targets: targets)
        default: preconditionFailure("a model predicts either classes or numbers")
        }
    }
}

extension Model {
    /// Predicts every row of a table.
    ///
    /// Columns are matched as the model's preprocessor says; the target need not be there.
    ///
    /// - Throws: ``PreprocessingError`` when the table lacks what the model needs.
    public func predict(_ table: Table, threads: Int = 1) throws -> Predictions {
        guard companions.isEmpty else {
            return Predictions(averaging: try members.map { try $0.predict(table, threads: threads) })
        }
        let preprocessor = try requiredPreprocessor()
        switch parameters.precision {
        case .float32: return try predict(table, preprocessor, as: Float.self, threads: threads)
        case .float64: return try predict(table, preprocessor, as: Double.self, threads: threads)
        }
    }

    /// Compares predictions with the truth that a table holds.
    ///
    /// - Throws: ``PreprocessingError`` when the table lacks a feature or the target, or has a class that
    ///   the model never saw.
    public func evaluate(_ table: Table, threads: Int = 1) throws -> Evaluation {
        try evaluate(contentInParts(of: table, threads: threads), on: table)
    }

    /// What is predicted for a table, some thousands of rows at a time, so that the inputs of a few are in memory.
    private func contentInParts(of table: Table, threads: Int) throws -> Predictions.Content {
        let outputs = (try? network.shapes(for: inputShape).last?.count) ?? 1
        let size = rowsAtATime(maximum: 1 << 14, outputs: outputs)
        guard table.rowCount > size else { return try predict(table, threads: threads).content }
        var content: Predictions.Content?
        for begin in stride(from: 0, to: table.rowCount, by: size) {
            let rows = table.selectingRows(Array(begin..<min(begin + size, table.rowCount)))
            let part = try predict(rows, threads: threads).content
            content = content?.appending(part) ?? part
        }
        return content ?? .classes([], labels: [], probabilities: nil)
    }

    /// Returns the number of rows to encode and compute at a time, so that inputs and outputs stay within a budget.
    func rowsAtATime(maximum: Int, outputs: Int) -> Int {
        min(maximum, max(1, MemoryPlan.predictionBudget / max(1, inputShape.count + outputs)))
    }

    /// Compares predictions made earlier with the truth that their table holds.
    public func evaluate(_ predictions: Predictions, on table: Table) throws -> Evaluation {
        try evaluate(predictions.content, on: table)
    }

    private func evaluate(_ content: Predictions.Content, on table: Table) throws -> Evaluation {
        let preprocessor = try requiredPreprocessor()
        let isClassification = preprocessor.task == .classification
        return try evaluation(
            of: content,
            classes: isClassification ? try preprocessor.classIndices(from: table) : [],
            values: isClassification ? [] : try preprocessor.targetValues(from: table),
            weights: try preprocessor.weights(from: table))
    }

    /// Compares predictions with the truth: classes, or numbers, whichever the model predicts.
    func evaluation(
        of content: Predictions.Content, classes truth: [Int], values: [Double], weights: [Double]?
    ) throws(MetricError) -> Evaluation {
        switch content {
        case .classes(_, let labels, let probabilities?):
            .classification(
                try ClassificationEvaluation(
                    truth: truth, probabilities: probabilities, classLabels: labels, weights: weights))
        case .classes(let classes, let labels, nil):
            .classification(
                try ClassificationEvaluation(
                    truth: truth, predicted: classes, classLabels: labels, weights: weights))
        case .values(let predicted, let targets):
            .regression(
                try RegressionEvaluation(
                    truth: values, predicted: predicted, targetNames: targets, weights: weights))
        }
    }

    private func requiredPreprocessor() throws -> Preprocessor {
        if let images { throw ModelError.trainedOnImages(images.shape) }
        guard let preprocessor else { throw ModelError.trainedOnNumbers }
        return preprocessor
    }

    private func predict<S: Scalar>(
        _ table: Table, _ preprocessor: Preprocessor, as scalar: S.Type, threads: Int
    ) throws -> Predictions {
        let features = try preprocessor.features(from: table, as: S.self)
        let outputs = try Predictor<S>(member: self, threads: threads).outputs(for: features.values)
            .map { Double($0) }
        return Predictions(
            content: content(of: outputs, preprocessor), rowCount: table.rowCount,
            report: features.report)
    }

    func content(of outputs: [Double], _ preprocessor: Preprocessor) -> Predictions.Content {
        switch preprocessor.targetEncoding {
        case .numeric:
            return .values(preprocessor.unscaleTargets(outputs), targets: preprocessor.targetNames)
        case .oneHot, .binary:
            let labels = preprocessor.classLabels
            let scores = ClassScoring(
                outputs, classCount: labels.count, isBinary: preprocessor.targetEncoding == .binary,
                activation: network.outputActivation)
            return .classes(scores.classes, labels: labels, probabilities: scores.probabilities)
        }
    }
}
