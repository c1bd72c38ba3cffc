/// The rule that ends a run.
public enum Stopping: Hashable, Sendable {
    /// The run ends after the recipe's epochs.
    case afterAllEpochs

    /// The run ends when a metric on held-out rows stops improving, or after the recipe's epochs.
    case onValidation(EarlyStopping)

    /// Cross-validation within the training rows finds the best number of epochs; then all rows are trained on for that
    /// many. In the end no row is held out, at the cost of `folds` more runs.
    case byCrossValidation(folds: Int)

    /// One rule of each kind, with its default numbers.
    package static let templates: [Stopping] = [
        .afterAllEpochs, .onValidation(EarlyStopping()), .byCrossValidation(folds: 5),
    ]

    /// The rule for stopping on held-out rows, or `nil` if the run holds none out.
    public var early: EarlyStopping? {
        if case .onValidation(let early) = self { early } else { nil }
    }
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
                EarlyStopping(
                    share: try container.decode(Double.self, forKey: .share),
                    patience: try container.decode(Int.self, forKey: .patience),
                    minimumImprovement: try container.decode(Double.self, forKey: .minimumImprovement),
                    metric: try container.decodeIfPresent(ValidationMetric.self, forKey: .metric) ?? .loss))
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
        case .onValidation(let early):
            try container.encode(Rule.onValidation, forKey: .rule)
            try container.encode(early.share, forKey: .share)
            try container.encode(early.patience, forKey: .patience)
            try container.encode(early.minimumImprovement, forKey: .minimumImprovement)
            try container.encode(early.metric, forKey: .metric)
        case .byCrossValidation(let folds):
            try container.encode(Rule.byCrossValidation, forKey: .rule)
            try container.encode(folds, forKey: .folds)
        }
    }
}

extension Stopping {
    /// The metric measured on held-out rows to find the best epoch, or `nil` if the run holds none out.
    public var metric: ValidationMetric? { early?.metric }

    /// Returns some rows divided into those to train on and those held out to stop by, as the constraints demand.
    ///
    /// - Throws: ``TrainingError/noValidationData(share:)`` if the rule stops by held-out rows but holds none out.
    func divide(
        _ rows: [Int], by constraints: @autoclosure () -> SplitConstraints, seed: UInt64
    ) throws -> Fold {
        guard let early else { return Fold(training: rows, test: []) }
        guard early.share > 0 else { throw TrainingError.noValidationData(share: early.share) }
        let constraints = constraints()
        return try constraints.folds(
            constraints.holdOut(early.share), rowCount: rows.count, seed: seed)[0].of(rows)
    }
}

extension Stopping {
    /// Throws if a number is out of its range.
    func validate() throws(SettingError) {
        try early?.validate()
        if case .byCrossValidation(let folds) = self, folds < 2 {
            throw SettingError(name: "number of folds", found: "\(folds)", expected: "at least 2")
        }
    }
}

extension Recipe {
    /// Returns remarks about settings that are valid but probably not intended, in full sentences.
    ///
    /// - Parameter patienceIsExplicit: Whether the patience was chosen explicitly; a default patience gets no remark.
    package func remarks(patienceIsExplicit: Bool = true) -> [String] {
        frozenRemarks + (patienceIsExplicit ? patienceRemarks : [])
    }

    private var frozenRemarks: [String] {
        guard let frozenLayers, continuation == nil else { return [] }
        return ["the weights of \(frozenLayers) stay random, since the run continues no model"]
    }

    private var patienceRemarks: [String] {
        guard let early = stopping.early, early.patience >= epochs else { return [] }
        return [
            """
            a patience of \(early.patience) epochs never ends a run of \(epochs); all epochs are run, and the best one \
            is kept
            """
        ]
    }
}
