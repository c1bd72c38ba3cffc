/// Scores beside those of baselines: one line per metric, one column per predictor.
struct ScoreTable {
    /// What the metrics are called in text, in the order of the report. What is not here is not shown.
    let names: [(key: String, text: String)]
    let format: (_ key: String, _ value: Double) -> String

    func text(_ columns: [(name: String, metrics: [(name: String, value: Double)])]) -> String {
        var table = TextTable(header: [""] + columns.map { TextTable.label($0.name, limit: 20) })
        for (key, text) in names {
            let values = columns.map { column in column.metrics.first { $0.name == key }?.value }
            if values[0] == nil { continue }
            table.rows.append([text] + values.map { $0.map { format(key, $0) } ?? "-" })
        }
        return table.text
    }
}

extension ScoreTable {
    static var classification: ScoreTable {
        ScoreTable(
            names: [
                ("accuracy", "accuracy"), ("balancedAccuracy", "balanced accuracy"),
                ("macroPrecision", "macro precision"), ("macroRecall", "macro recall"),
                ("macroF1", "macro F1"), ("weightedF1", "weighted F1"),
                ("matthewsCorrelation", "Matthews correlation"), ("cohenKappa", "Cohen's kappa"),
                ("logLoss", "log loss"), ("brierScore", "Brier score"), ("rocAUC", "ROC AUC"),
                ("averagePrecision", "average precision"), ("top3Accuracy", "top-3 accuracy"),
                ("top5Accuracy", "top-5 accuracy"), ("calibrationError", "calibration error"),
            ], format: { NumberText.fixed($1, places: 4) })
    }

    static var regression: ScoreTable {
        ScoreTable(
            names: [
                ("rmse", "RMSE"), ("mae", "MAE"), ("medianAbsoluteError", "median absolute error"),
                ("r2", "R²"), ("explainedVariance", "explained variance"), ("mape", "MAPE"),
                ("maximumError", "maximum error"),
            ],
            format: { key, value in
                // Shares of a variance are read by their distance from 1, errors by their size.
                ["r2", "explainedVariance"].contains(key)
                    ? NumberText.fixed(value, places: 4) : NumberText.significant(value)
            })
    }
}

/// "1 row", "2 rows".
func counted(_ count: Int, _ singular: String, _ plural: String) -> String {
    count == 1 ? "1 \(singular)" : "\(count) \(plural)"
}
