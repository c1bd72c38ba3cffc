/// Charts of predicted classes compared with the true ones.
struct ClassCharts {
    let truth: [Int]
    let labels: [String]
    let evaluation: ClassificationEvaluation
    /// The scores of probabilities, or `nil` if there are none.
    let scores: ProbabilityScores?

    /// The maximum number of classes with a curve.
    private static let maximumCurveCount = ChartMark.styleCount

    /// Returns the charts of a part.
    func elements(_ part: PredictionPart) -> [HTMLElement] {
        switch part {
        case .errors: errors
        case .probabilities: probabilities
        case .all: errors + probabilities
        }
    }

    /// The confusion matrix, and the scores of each class.
    private var errors: [HTMLElement] {
        [.charts([confusion].compactMap(\.self)), .details("Scores of each class", [perClass])]
    }

    /// The calibration and the curves of probabilities; empty if there are none.
    private var probabilities: [HTMLElement] {
        let charts = [calibration, rocCurves, precisionRecallCurves, gains].compactMap(\.self)
        return charts.isEmpty ? [] : [.charts(charts)]
    }

    private var perClass: HTMLElement {
        func text(_ value: Double?) -> String { value.map { NumberText.fixed($0, places: 4) } ?? "–" }
        return .table(
            headings: ["class", "rows", "precision", "recall", "F1"],
            rows: zip(labels, evaluation.perClass).map { label, scores in
                [
                    label, NumberText.count(scores.support), text(scores.precision), text(scores.recall),
                    text(scores.f1),
                ]
            })
    }

    private var confusion: HTMLChart? {
        let matrix = evaluation.confusionMatrix
        guard matrix.classCount <= SVGConfusionChart.maximumClassCount else { return nil }
        let classes = 0..<matrix.classCount
        return HTMLChart(
            title: "Confusion matrix",
            sentence:
                "Framed cells are right; the fuller a cell, the larger its share of the true class's rows.",
            svg: SVGConfusionChart(matrix: matrix, labels: labels).svg,
            headings: ["true ↓ predicted →"] + labels,
            rows: classes.map { truth in
                [labels[truth]]
                    + classes.map { NumberText.count(matrix[truth: truth, predicted: $0]) }
            })
    }

    // MARK: - Curves

    /// The classes with a curve: the positive one of two, else those with the most rows.
    private var curveClasses: [Int] {
        if let positive = evaluation.positiveClass { return [positive] }
        let totals = evaluation.confusionMatrix.truthTotals
        let order = labels.indices.sorted { (totals[$1], $0) < (totals[$0], $1) }
        return order.prefix(Self.maximumCurveCount).sorted()
    }

    private var curveNote: String {
        if let positive = evaluation.positiveClass { return "Of the positive class, \(labels[positive])." }
        let left = labels.count - Self.maximumCurveCount
        return "Of each class against the rest"
            + (left > 0 ? "; \(left) of the \(labels.count) classes, with fewer rows, are left out." : ".")
    }

    private typealias Curve = (label: String, points: [(x: Double, y: Double, threshold: Double?)])

    private func curves(_ points: (Int) -> [(x: Double, y: Double, threshold: Double?)]?) -> [Curve] {
        curveClasses.compactMap { index in points(index).map { (labels[index], $0) } }
    }

    private var rocCurves: HTMLChart? {
        guard let scores else { return nil }
        let curves = curves { index in
            scores.rocCurve(ofClass: index)?.map {
                ($0.falsePositiveRate, $0.truePositiveRate, $0.threshold)
            }
        }
        let diagonal = SVGChart.Series(name: "chance", form: .reference, points: [(0, 0), (1, 1)])
        let area = evaluation.probability?.rocAUC.map {
            " Area under the curve: \(NumberText.fixed($0, places: 4))\(labels.count > 2 ? " in the mean" : "")."
        }
        return chart(
            "ROC curve", curveNote + (area ?? ""), curves, x: "false positive rate (share)",
            y: "true positive rate (share)", reference: diagonal)
    }

    private var precisionRecallCurves: HTMLChart? {
        guard let scores else { return nil }
        let curves = curves { index in
            scores.precisionRecallCurve(ofClass: index)?.map { ($0.recall, $0.precision, $0.threshold) }
        }
        let precision = evaluation.probability?.averagePrecision.map {
            " Average precision: \(NumberText.fixed($0, places: 4))\(labels.count > 2 ? " in the mean" : "")."
        }
        return chart(
            "Precision and recall", curveNote + (precision ?? ""), curves, x: "recall (share)",
            y: "precision (share)", reference: nil)
    }

    private func chart(
        _ title: String, _ sentence: String, _ curves: [Curve], x: String, y: String,
        reference: SVGChart.Series?
    ) -> HTMLChart? {
        guard !curves.isEmpty else { return nil }
        let series = curves.enumerated().map { style, curve in
            SVGChart.Series(
                name: curve.label, form: .line, points: curve.points.map { ($0.x, $0.y) }, style: style)
        }
        let rows = curves.flatMap { curve in
            curve.points.map { point in
                [
                    curve.label, point.threshold.map { NumberText.fixed($0, places: 4) } ?? "none",
                    NumberText.fixed(point.x, places: 4), NumberText.fixed(point.y, places: 4),
                ]
            }
        }
        return HTMLChart(
            title: title, sentence: sentence,
            svg: SVGChart(
                title: title, description: sentence, x: ChartAxis(x, from: 0, to: 1),
                y: ChartAxis(y, from: 0, to: 1), series: (reference.map { [$0] } ?? []) + series
            ).svg, headings: ["class", "threshold", x, y], rows: rows)
    }

    // MARK: - Calibration

    private var calibration: HTMLChart? {
        guard let table = evaluation.probability?.calibration, !table.bins.isEmpty else { return nil }
        let what =
            "the probability of " + (evaluation.positiveClass.map { labels[$0] } ?? "the predicted class")
        let sentence =
            "How often \(what) came true; on the diagonal, exactly as often as predicted. Mean distance: \(NumberText.fixed(table.expectedCalibrationError, places: 4))."
        let diagonal = SVGChart.Series(
            name: "perfectly calibrated", form: .reference, points: [(0, 0), (1, 1)])
        let line = SVGChart.Series(
            name: "model", form: .line, points: table.bins.map { ($0.meanPredicted, $0.fractionPositive) })
        return HTMLChart(
            title: "Calibration", sentence: sentence,
            svg: SVGChart(
                title: "Calibration", description: sentence,
                x: ChartAxis("predicted probability (mean of a tenth)", from: 0, to: 1),
                y: ChartAxis("came true (share of rows)", from: 0, to: 1), series: [diagonal, line]
            ).svg, headings: ["probabilities", "mean predicted", "came true", "rows"],
            rows: table.bins.map { bin in
                [
                    "\(NumberText.fixed(bin.lower, places: 1)) to \(NumberText.fixed(bin.upper, places: 1))",
                    NumberText.fixed(bin.meanPredicted, places: 4),
                    NumberText.fixed(bin.fractionPositive, places: 4), NumberText.count(bin.count),
                ]
            })
    }
}
