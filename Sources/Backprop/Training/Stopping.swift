/// When a run ends.
public enum Stopping: Hashable, Sendable {
    /// After the recipe's epochs.
    case afterAllEpochs

    /// When the loss on rows kept apart has not improved for `patience` epochs, or after the recipe's
    /// epochs; the best parameters are restored.
    ///
    /// - `share` of the rows is kept apart, stratified for classes.
    /// - An improvement smaller than `minimumImprovement` does not count.
    case onValidation(share: Double, patience: Int, minimumImprovement: Double)

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
        case rule, share, patience, minimumImprovement, folds
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
                minimumImprovement: try container.decode(Double.self, forKey: .minimumImprovement))
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
        case .onValidation(let share, let patience, let minimumImprovement):
            try container.encode(Rule.onValidation, forKey: .rule)
            try container.encode(share, forKey: .share)
            try container.encode(patience, forKey: .patience)
            try container.encode(minimumImprovement, forKey: .minimumImprovement)
        case .byCrossValidation(let folds):
            try container.encode(Rule.byCrossValidation, forKey: .rule)
            try container.encode(folds, forKey: .folds)
        }
    }
}
