/// When a run ends.
public enum Stopping: Hashable, Sendable {
    /// After the recipe's epochs.
    case afterAllEpochs

    /// When a metric on rows kept apart has not improved for `patience` epochs, or after the recipe's epochs;
    /// the parameters of the best epoch are restored.
    ///
    /// - `share` of the rows is kept apart, stratified for classes; 0 where the rows to stop by are handed over.
    /// - An improvement smaller than `minimumImprovement` does not count.
    /// - `metric` says which epoch is the best.
    case onValidation(
        share: Double, patience: Int, minimumImprovement: Double, metric: ValidationMetric = .loss)

    /// After as many epochs as served best in a cross-validation inside the training rows; then all rows
    /// are trained on for that long. No row is lost, at the price of `folds` more runs.
    case byCrossValidation(folds: Int)

    /// One rule of each kind, with its usual numbers.
    public static let templates: [Stopping] = [
        .afterAllEpochs, .onValidation(share: 0.1, patience: 20, minimumImprovement: 0),
        .byCrossValidation(folds: 5),
    ]
}

extension Stopping: Codable {
    private enum CodingKeys: String, CodingKey {
        case rule, share, patience, minimumImprovement, metric, folds
    }

    private enum Rule: String, Codable {
        case afterAllEpochs, onValidation, byCrossValidation
    }

    /// Reads an object with its kind under `rule`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        switch try container.decode(Rule.self, forKey: .rule) {
        case .afterAllEpochs:
            self = .afterAllEpochs
        case .onValidation:
            self = .onValidation(
                share: try container.decode(Double.self, forKey: .share),
                patience: try container.decode(Int.self, forKey: .patience),
                minimumImprovement: try container.decode(Double.self, forKey: .minimumImprovement),
                metric: try container.decodeIfPresent(ValidationMetric.self, forKey: .metric) ?? .loss)
        case .byCrossValidation:
            self = .byCrossValidation(folds: try container.decode(Int.self, forKey: .folds))
        }
    }

    /// Writes an object with its kind under `rule`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .afterAllEpochs:
            try container.encode(Rule.afterAllEpochs, forKey: .rule)
        case .onValidation(let share, let patience, let minimumImprovement, let metric):
            try container.encode(Rule.onValidation, forKey: .rule)
            try container.encode(share, forKey: .share)
            try container.encode(patience, forKey: .patience)
            try container.encode(minimumImprovement, forKey: .minimumImprovement)
            try container.encode(metric, forKey: .metric)
        case .byCrossValidation(let folds):
            try container.encode(Rule.byCrossValidation, forKey: .rule)
            try container.encode(folds, forKey: .folds)
        }
    }
}

/// The best epoch so far of a run that stops on validation.
public struct BestEpoch: Codable, Equatable, Sendable {
    /// The number of the epoch, from 1.
    public let epoch: Int

    /// The metric after it.
    public let value: Double
}

extension Stopping {
    /// What the run measures on rows kept apart to find its best epoch; `nil` where it keeps none apart.
    public var metric: ValidationMetric? {
        guard case .onValidation(_, _, _, let metric) = self else { return nil }
        return metric
    }

    /// Some rows as those to learn from and those kept apart to stop by, the same share of each class where classes are
    /// known.
    ///
    /// - Throws: ``TrainingError`` where the rule stops by rows but keeps none apart.
    func divide(_ rows: [Int], classes: @autoclosure () -> [Int]?, seed: UInt64) throws -> Fold {
        guard case .onValidation(let share, _, _, _) = self else { return Fold(training: rows, test: []) }
        guard share > 0 else { throw TrainingError.noValidationData(share: share) }
        let classes = classes()
        return try Splitter.holdOut(testShare: share, stratified: classes != nil).folds(
            rowCount: rows.count, labels: classes, seed: seed)[0].of(rows)
    }

    /// The best epoch after one more, where the run stops on validation.
    func best(_ earlier: BestEpoch?, after report: EpochReport) -> BestEpoch? {
        guard case .onValidation(_, _, let minimum, let metric) = self,
            let value = metric == .loss ? report.validationLoss : report.validationMetric
        else { return earlier }
        let improvement = earlier.map { metric.isHigherBetter ? value - $0.value : $0.value - value }
        if let improvement, !(improvement > minimum) { return earlier }
        return BestEpoch(epoch: report.epoch, value: value)
    }

    /// Whether nothing has improved for too long.
    func isOver(_ best: BestEpoch?, after epoch: Int) -> Bool {
        guard case .onValidation(_, let patience, _, _) = self, let best else { return false }
        return epoch - best.epoch >= patience
    }
}

extension Recipe {
    /// What is odd about the recipe though it can be followed, in full sentences.
    ///
    /// - Parameter patienceIsGiven: Whether someone asked for the patience; of one that nobody asked for there is
    ///   nothing to say.
    public func remarks(patienceIsGiven: Bool = true) -> [String] {
        guard patienceIsGiven, case .onValidation(_, let patience, _, _) = stopping, patience >= epochs else {
            return []
        }
        return [
            """
            a patience of \(patience) epochs never ends a run of \(epochs); all epochs are run, and the best one \
            is kept
            """
        ]
    }
}
