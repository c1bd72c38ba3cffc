/// Scores of a model next to those of baselines: one line per metric, one column per predictor.
struct ScoreTable {
    /// The metrics, in the order of the report.
    let metrics: [Metric]

    func text(_ columns: [(name: String, metrics: [(metric: Metric, value: Double)])]) -> String {
        var table = TextTable(header: [""] + columns.map { TextTable.label($0.name, limit: 20) })
        for metric in metrics {
            let values = columns.map { column in column.metrics.first { $0.metric == metric }?.value }
            if values[0] == nil { continue }
            table.rows.append([metric.title] + values.map { $0.map { metric.text($0, digits: 5) } ?? "-" })
        }
        return table.text
    }
}

extension ScoreTable {
    static var classification: ScoreTable {
        ScoreTable(
            metrics: [
                .accuracy, .balancedAccuracy, .positivePrecision, .positiveRecall, .positiveF1,
                .macroPrecision, .macroRecall, .macroF1, .weightedF1,
                .matthewsCorrelation, .cohenKappa, .logLoss, .brierScore, .rocAUC, .averagePrecision,
                .top3Accuracy, .top5Accuracy, .calibrationError,
            ])
    }

    static var multiLabel: ScoreTable {
        ScoreTable(
            metrics: [
                .accuracy, .hammingLoss, .exactMatch, .macroPrecision, .macroRecall, .macroF1,
                .microPrecision,
                .microRecall, .microF1, .logLoss, .brierScore, .rocAUC, .averagePrecision,
            ])
    }

    static var regression: ScoreTable {
        ScoreTable(
            metrics: [.rmse, .mae, .medianAbsoluteError, .r2, .explainedVariance, .mape, .maximumError])
    }
}

/// Returns a number with its noun: "1 row", "2 rows".
func counted(_ count: Int, _ singular: String, _ plural: String) -> String {
    count == 1 ? "1 \(singular)" : "\(count) \(plural)"
}
