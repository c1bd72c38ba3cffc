extension ClassificationEvaluation {
    /// Returns the evaluation as text.
    ///
    /// The text contains the scores next to those of baselines, the scores per class and the confusion matrix. If
    /// there are probabilities, it also contains their calibration.
    ///
    /// Lines end with a newline and have no trailing spaces; long class names are shortened in the middle. If the
    /// confusion matrix is wider than 100 characters, the text contains the most frequent confusions instead.
    ///
    /// - Parameter baselines: The name of each baseline, and its scores on the same rows.
    public func report(baselines: [(name: String, evaluation: ClassificationEvaluation)] = []) -> String {
        let columns =
            [(name: "model", metrics: metrics)]
            + baselines.map { (name: $0.name, metrics: $0.evaluation.metrics) }
        return [
            "\(counted(rowCount, "row", "rows")), \(counted(classCount, "class", "classes"))\(positiveText)\n",
            ScoreTable.classification.text(columns), classText, confusionText,
        ].joined(separator: "\n") + calibrationText
    }

    private var positiveText: String {
        positiveClass.map { ", of which \(label($0, limit: 24)) is the positive one" } ?? ""
    }

    private var classCount: Int { confusionMatrix.classCount }

    private func label(_ index: Int, limit: Int) -> String {
        TextTable.label(index < classLabels.count ? classLabels[index] : "class \(index)", limit: limit)
    }

    private var classText: String {
        var table = TextTable(header: ["class", "precision", "recall", "F1", "rows"])
        for (index, scores) in perClass.enumerated() {
            let shares = [scores.precision, scores.recall, scores.f1]
            table.rows.append(
                [label(index, limit: 24)] + shares.map { NumberText.fixed($0, places: 4) }
                    + [NumberText.count(scores.support)])
        }
        return table.text
    }

    /// The bins of probability that are not empty: of the positive of two classes, else of the predicted class.
    private var calibrationText: String {
        guard let calibration = probability?.calibration, !calibration.bins.isEmpty else { return "" }
        var table = TextTable(header: ["probability", "mean", "came true", "rows"])
        for bin in calibration.bins {
            let ends = [bin.lower, bin.upper].map { NumberText.fixed($0, places: 1) }
            table.rows.append([
                ends.joined(separator: " to "), NumberText.fixed(bin.meanPredicted, places: 4),
                NumberText.fixed(bin.fractionPositive, places: 4), NumberText.count(bin.count),
            ])
        }
        let subject = positiveClass.map { label($0, limit: 24) } ?? "the predicted class"
        return "\ncalibration: how often \(subject) came true\n" + table.text
    }

    private var confusionText: String {
        // With more columns of two characters and their gaps, no table is narrow enough.
        guard classCount <= 25 else { return confusions }
        let classes = 0..<classCount
        var table = TextTable(header: ["truth \\ predicted"] + classes.map { label($0, limit: 12) })
        for truth in classes {
            let counts = classes.map { NumberText.count(confusionMatrix[truth: truth, predicted: $0]) }
            table.rows.append([label(truth, limit: 24)] + counts)
        }
        return table.width <= 100 ? "confusion matrix\n" + table.text : confusions
    }

    private var confusions: String {
        var found: [(truth: Int, predicted: Int, count: Double)] = []
        confusionMatrix.cells.forEach { truth, predicted, count in
            if truth != predicted { found.append((truth, predicted, count)) }
        }
        guard !found.isEmpty else { return "no confusions\n" }
        found.sort { (-$0.count, $0.truth, $0.predicted) < (-$1.count, $1.truth, $1.predicted) }
        var table = TextTable(header: ["truth", "predicted", "rows"], leftColumns: 2)
        table.rows = found.prefix(10).map {
            [label($0.truth, limit: 24), label($0.predicted, limit: 24), NumberText.count($0.count)]
        }
        return "most frequent confusions (the whole matrix is too wide)\n" + table.text
    }
}
