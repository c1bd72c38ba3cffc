/// The metric that decides which epoch is the best: the validation loss, or a metric of an ``Evaluation``.
public struct ValidationMetric: Hashable, Sendable {
    /// `loss`, or the metric's name in ``Evaluation/metrics``, such as `balancedAccuracy`.
    public let name: String

    /// The loss to minimize.
    public static let loss = ValidationMetric(name: "loss")

    /// The names of all metrics that a run can stop by.
    public static let names = [
        "loss", "accuracy", "balancedAccuracy", "macroF1", "macroPrecision", "macroRecall", "weightedF1",
        "matthewsCorrelation", "cohenKappa", "logLoss", "brierScore", "rocAUC", "averagePrecision",
        "exactMatch", "hammingLoss", "rmse",
        "mae", "medianAbsoluteError", "r2", "explainedVariance", "mape", "maximumError",
    ]

    /// Returns the names of the metrics of a task, among them the loss.
    public static func names(of task: LearningTask) -> [String] {
        names.filter { $0 == "loss" || Metric(rawValue: $0)?.scores(task) == true }
    }

    /// Creates the metric of a name; case and dashes do not matter, so that `roc-auc` is `rocAUC`, and `f1` is the
    /// macro average.
    ///
    /// - Throws: ``SettingError`` if there is no such metric.
    public init(parsing text: String) throws(SettingError) {
        func plain(_ name: String) -> String { name.lowercased().filter { $0 != "-" && $0 != " " } }
        let wanted = plain(text) == "f1" ? "macrof1" : plain(text)
        guard let name = Self.names.first(where: { plain($0) == wanted }) else {
            throw SettingError(unknown: "metric", text, known: Self.names)
        }
        self.name = name
    }

    private init(name: String) { self.name = name }

    /// Whether a larger value is better.
    public var isHigherBetter: Bool { metric?.isHigherBetter ?? false }

    /// The metric of an evaluation, or `nil` for the loss.
    public var metric: Metric? { Metric(rawValue: name) }

    /// The name for people.
    public var title: String { metric?.title ?? name }
}

extension ValidationMetric: Codable {
    /// Reads a name.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            try self.init(parsing: container.decode(String.self))
        } catch let error as SettingError {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(error)")
        }
    }

    /// Writes the name.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }
}
