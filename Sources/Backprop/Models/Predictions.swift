/// The predictions of a model for rows, in the rows' order.
public struct Predictions: Sendable {
    /// Predictions of classes or of numbers.
    public enum Content: Sendable {
        /// The index of each row's class among the labels, with the classes' probabilities (rows × classes) if the
        /// network's outputs are probabilities.
        case classes([Int], labels: [String], probabilities: [Double]?)
        /// Numbers, rows × targets, in the targets' own units.
        case values([Double], targets: [String])
        /// The probabilities of the positive values of several yes/no targets, rows × targets.
        case multiLabel([Double], targets: [BinaryTarget])
    }

    /// The predictions.
    public let content: Content

    /// The number of rows.
    public let rowCount: Int

    /// The counts of changes to raw values: missing ones filled in, categories and numbers that training had not seen,
    /// and unused columns.
    public let report: EncodingReport

    /// The report in full sentences; empty if nothing was changed.
    public var notices: [String] { report.notices }

    /// Returns a row's prediction as text: the label of its class, or its numbers or yes/no values in the order of the
    /// targets.
    public func texts(ofRow row: Int) -> [String] {
        switch content {
        case .classes(let classes, let labels, _): [labels[classes[row]]]
        case .values(let values, let targets):
            (0..<targets.count).map { "\(values[row * targets.count + $0])" }
        case .multiLabel(let probabilities, let targets):
            targets.indices.map { targets[$0].label(for: probabilities[row * targets.count + $0]) }
        }
    }
}

extension Predictions.Content {
    /// Returns these predictions followed by those for other rows by the same model.
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
        case (.multiLabel(var probabilities, let targets), .multiLabel(let more, _)):
            self = .values([], targets: [])
            probabilities += more
            return .multiLabel(probabilities, targets: targets)
        default: preconditionFailure("a model has one kind of prediction")
        }
    }
}

extension Model {
    /// Predicts every row of a table.
    ///
    /// Columns are matched by the model's preprocessor; the target may be missing.
    ///
    /// - Throws: ``ModelError``, or ``PreprocessingError`` when the table lacks what the model needs.
    public func predict(_ table: Table, threads: Int = 1) throws -> Predictions {
        try predictions(of: table, threads: threads)
    }

    /// Predicts every image of a set.
    ///
    /// - Throws: ``ImageError`` when the images have another shape than those the model was trained on, and
    ///   ``ModelError/notTrainedOnImages``.
    public func predict(_ images: ImageSet, threads: Int = 1) throws -> Predictions {
        try predictions(of: images, threads: threads)
    }

    /// Predicts raw rows of either kind.
    ///
    /// - Parameter collectsUnusualValues: Whether the report lists the unusual values of each row of a table.
    package func predictions(
        of rows: any RawRows, threads: Int = 1, collectsUnusualValues: Bool = false
    ) throws -> Predictions {
        let rows = try extended(rows, threads: threads)
        guard !isAverage else {
            return decided(
                Predictions(
                    averaging: try members.map {
                        try $0.predictions(
                            of: rows, threads: threads, collectsUnusualValues: collectsUnusualValues)
                    }))
        }
        return try parameters.precision.withScalarType {
            try memberPredictions(
                of: rows, as: $0, threads: threads, collectsUnusualValues: collectsUnusualValues)
        }
    }

    /// Predicts raw rows some thousands at a time, so that the inputs and predictions of a few are in memory.
    ///
    /// - Parameter body: The use of the predictions of some rows, with the index of the first of these.
    /// - Returns: The report about all rows, without the unusual values of each.
    package func predictInParts(
        of rows: any RawRows, threads: Int = 1, collectsUnusualValues: Bool = false,
        _ body: (Predictions, _ first: Int) throws -> Void
    ) throws -> EncodingReport {
        let rows = try extended(rows, threads: threads)
        let order = preprocessor?.columns.map(\.name) ?? []
        var report: EncodingReport?
        let size = rowsInPart
        for begin in stride(from: 0, to: max(1, rows.rowCount), by: size) {
            let end = min(begin + size, rows.rowCount)
            let part = end - begin == rows.rowCount ? rows : rows.selectingRows(Array(begin..<end))
            let predictions = try predictions(
                of: part, threads: threads, collectsUnusualValues: collectsUnusualValues)
            try body(predictions, begin)
            if report == nil {
                report = predictions.report
                report?.unusualValues = []
            } else {
                report?.add(predictions.report, order: order)
            }
        }
        return report ?? EncodingReport(images: 0)
    }

    private func memberPredictions<S: Scalar>(
        of rows: any RawRows, as scalar: S.Type, threads: Int, collectsUnusualValues: Bool
    ) throws -> Predictions {
        try memberPredictions(
            of: rows, with: Predictor<S>(member: self, threads: threads),
            collectsUnusualValues: collectsUnusualValues)
    }

    /// Predicts raw rows by the model's own network, compiled before.
    func memberPredictions<S: Scalar>(
        of rows: any RawRows, with predictor: Predictor<S>, collectsUnusualValues: Bool
    ) throws -> Predictions {
        var outputs: [Double] = []
        outputs.reserveCapacity(rows.rowCount * predictor.outputCount)
        let report = try rows.withFeatures(
            by: input, as: S.self, collectsUnusualValues: collectsUnusualValues
        ) { features in
            outputs += predictor.outputs(for: features).map { Double($0) }
        }
        return Predictions(
            content: try content(of: outputs), rowCount: rows.rowCount, report: report)
    }

    /// Returns predictions some thousands of rows at a time, so that the inputs of a few are in memory.
    func contentInParts(of rows: any RawRows, threads: Int) throws -> Predictions.Content {
        let rows = try extended(rows, threads: threads)
        let size = rowsInPart
        guard rows.rowCount > size else { return try predictions(of: rows, threads: threads).content }
        var content: Predictions.Content?
        for begin in stride(from: 0, to: rows.rowCount, by: size) {
            let part = rows.selectingRows(Array(begin..<min(begin + size, rows.rowCount)))
            let next = try predictions(of: part, threads: threads).content
            content = content?.appending(next) ?? next
        }
        return content ?? .classes([], labels: [], probabilities: nil)
    }

    /// The number of rows of a part.
    private var rowsInPart: Int {
        let outputs = (try? network.shapes(for: inputShape).last?.count) ?? 1
        return rowsAtATime(maximum: 1 << 14, outputs: outputs)
    }

    /// Returns the number of rows to encode and compute at a time, so that inputs and outputs stay within a budget.
    func rowsAtATime(maximum: Int, outputs: Int) -> Int {
        min(maximum, max(1, MemoryPlan.predictionBudget / max(1, inputShape.count + outputs)))
    }

    /// Returns the predictions that correspond to a network's outputs.
    func content(of outputs: [Double]) throws(ModelError) -> Predictions.Content {
        guard let encoding = input.targetEncoding else { throw .trainedOnNumbers }
        if encoding == .numeric, let preprocessor {
            return .values(preprocessor.unscaleTargets(outputs), targets: preprocessor.targetNames)
        }
        if let targets = input.binaryTargets { return .multiLabel(outputs, targets: targets) }
        let labels = input.classLabels
        let scores = ClassScoring(
            outputs, classCount: labels.count, isBinary: encoding == .binary,
            activation: network.outputActivation)
        return decided(
            .classes(scores.classes, labels: labels, probabilities: scores.probabilities))
    }
}
