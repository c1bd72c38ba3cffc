/// The rule that ends a run when a metric on held-out rows stops improving, and restores the best epoch's parameters.
///
/// Prechelt, “Early stopping — but when?”, in: Neural Networks: Tricks of the Trade (1998).
public struct EarlyStopping: Hashable, Sendable {
    /// The share of the rows that is held out: whole groups if there are groups, else stratified for classes. It is 0 if
    /// the rows to stop by are passed in.
    public var share: Double

    /// The number of epochs without an improvement after which the run ends.
    public var patience: Int

    /// The smallest improvement that counts; a smaller one is ignored.
    public var minimumImprovement: Double

    /// The metric that decides which epoch is the best.
    public var metric: ValidationMetric

    /// Creates a rule.
    public init(
        share: Double = 0.1, patience: Int = 20, minimumImprovement: Double = 0,
        metric: ValidationMetric = .loss
    ) {
        self.share = share
        self.patience = patience
        self.minimumImprovement = minimumImprovement
        self.metric = metric
    }
}

/// The best epoch so far of a run that stops on validation.
public struct BestEpoch: Codable, Equatable, Sendable {
    /// The number of the epoch, counted from 1.
    public let epoch: Int

    /// The value of the metric after that epoch.
    public let value: Double
}

extension EarlyStopping {
    /// Returns the best epoch after one more.
    func best(_ earlier: BestEpoch?, after report: EpochReport) -> BestEpoch? {
        guard let value = metric == .loss ? report.validationLoss : report.validationMetric else {
            return earlier
        }
        let improvement = earlier.map { metric.isHigherBetter ? value - $0.value : $0.value - value }
        if let improvement, !(improvement > minimumImprovement) { return earlier }
        return BestEpoch(epoch: report.epoch, value: value)
    }

    /// Returns whether the metric has not improved for as many epochs as the patience.
    func isOver(_ best: BestEpoch?, after epoch: Int) -> Bool {
        guard let best else { return false }
        return epoch - best.epoch >= patience
    }
}

extension EarlyStopping {
    /// Throws if a number is out of its range.
    func validate() throws(SettingError) {
        func require(
            _ condition: Bool, _ name: String, _ found: String, _ expected: String
        ) throws(SettingError) {
            guard condition else { throw SettingError(name: name, found: found, expected: expected) }
        }
        let range = NumberRange.belowOne
        try require(range.contains(share), "validation share", "\(share)", range.expected)
        try require(patience > 0, "patience", "\(patience)", "at least 1 epoch")
        try require(
            minimumImprovement >= 0 && minimumImprovement.isFinite, "minimum improvement",
            "\(minimumImprovement)", NumberRange.nonNegative.expected)
    }
}
