import Backprop

/// The report of `evaluate`.
struct EvaluationReport {
    /// The names of rows in the list of the worst.
    let rowLabels: RowLabels
    let evaluation: Evaluation
    /// The weight of each class's rows, if they differ, and the weights as a sentence.
    let classWeights: [(label: String, weight: Double)]?
    let classWeightNotice: String?
    let baselines: [NamedBaseline]
    /// The values in the rows that training had not seen.
    let input: EncodingReport
    let worst: [Model.WorstPrediction]?
    let importance: PermutationImportance?
    let decisions: DecisionReport
    /// The comparison with the strongest baseline, or `nil` if a score is undefined.
    let comparison: BaselineComparison?

    /// The report as text.
    var text: String {
        let report = evaluation.report(
            baselines: baselines.map { (name: $0.name, evaluation: $0.evaluation) })
        let heads = [comparison?.sentence.wrapped().joined(separator: "\n"), classWeightNotice].compactMap {
            $0.map { $0 + "\n\n" }
        }
        return heads.joined() + report + decisions.text + worstText
            + (importance?.lines ?? []).map { $0 + "\n" }.joined()
    }

    /// The report as JSON.
    var json: JSONValue {
        var metrics = JSONValue(metrics: evaluation.metrics)
        if case .classification(let evaluation) = evaluation {
            metrics["perClass"] = evaluation.perClassJSON
            if evaluation.classLabels.count <= Self.maximumClassCount {
                metrics["confusionMatrix"] = evaluation.confusionJSON
            }
            if let calibration = evaluation.probability?.calibration {
                metrics["calibration"] = calibration.json
            }
        }
        if case .regression(let evaluation) = evaluation, evaluation.perTarget.count > 1 {
            metrics["perTarget"] = evaluation.perTargetJSON
        }
        if case .multiLabel(let evaluation) = evaluation { metrics["perTarget"] = evaluation.perTargetJSON }
        var object: JSONValue = ["rows": JSONValue(evaluation.rowCount), "metrics": metrics]
        object["positiveClass"] = evaluation.positiveClassLabel.map { JSONValue($0) }
        object["comparison"] = comparison?.json
        object["classWeights"] = classWeights.map {
            JSONValue(numbers: $0.map { (name: $0.label, value: $0.weight) })
        }
        var baselineMetrics: JSONValue = [:]
        for baseline in baselines {
            baselineMetrics[baseline.name] = JSONValue(metrics: baseline.evaluation.metrics)
        }
        object["baselines"] = baselineMetrics
        object["input"] = input.json
        decisions.add(to: &object)
        object["worst"] = worst.map { JSONValue($0.map(worstJSON)) }
        object["importance"] = importance?.json
        return object
    }

    /// The maximum number of classes whose confusion matrix is written whole: it grows with their square.
    private static let maximumClassCount = 1000

    private func worstJSON(_ row: Model.WorstPrediction) -> JSONValue {
        var object: JSONValue = [
            rowLabels.one: rowLabels.json(row.row), "prediction": JSONValue(row.predicted),
            "truth": JSONValue(row.truth),
        ]
        if !rowLabels.identifiers.isEmpty {
            let texts = zip(rowLabels.identifierHeadings, rowLabels.identifierTexts(row.row))
            var names: JSONValue = [:]
            for (heading, text) in texts { names[heading] = JSONValue(text) }
            object["identifiers"] = names
        }
        return object
    }

    private var worstText: String {
        guard let worst else { return "" }
        var grid = TextGrid(rows: [
            [rowLabels.one] + rowLabels.identifierHeadings.map(shortName) + ["predicted", "truth", ""]
        ])
        var isClasses = false
        if evaluation.task != .regression { isClasses = true }
        for row in worst {
            let values = [row.predicted, row.truth].map { isClasses ? shortName($0) : $0 }
            let names = rowLabels.identifierTexts(row.row).map(shortName)
            grid.rows.append([rowLabels.name(row.row)] + names + values + [row.measure])
        }
        return (["", "worst predicted \(rowLabels.many)"] + grid.lines).joined(separator: "\n") + "\n"
    }
}

extension Evaluation {
    /// The label of the positive class of two.
    var positiveClassLabel: String? {
        guard case .classification(let evaluation) = self else { return nil }
        return evaluation.positiveClass.map { evaluation.classLabels[$0] }
    }
}

extension BaselineComparison {
    /// The comparison by its parts, and as a sentence.
    var json: JSONValue {
        JSONValue(
            comparison: verdict.rawValue, with: baseline, metric, (score, baselineScore), gain: gain, sentence
        )
    }
}

extension PairedComparison {
    /// The comparison by its parts, and as a sentence.
    var json: JSONValue {
        JSONValue(
            comparison: verdict.rawValue, with: other, metric, (score, otherScore), gain: gain, sentence)
    }
}

extension JSONValue {
    /// Creates the object of a comparison: its parts, and the sentence.
    fileprivate init(
        comparison verdict: String, with other: String, _ metric: Metric,
        _ scores: (model: Double, other: Double), gain: Summary.Interval?, _ sentence: String
    ) {
        self = [
            "verdict": JSONValue(verdict), "baseline": JSONValue(other),
            "metric": JSONValue(metric.rawValue), "model": JSONValue(scores.model),
            "baselineScore": JSONValue(scores.other),
        ]
        if let gain { self["gain"] = ["lower": JSONValue(gain.lower), "upper": JSONValue(gain.upper)] }
        self["sentence"] = JSONValue(sentence)
    }
}

extension CalibrationTable {
    /// The bins that hold rows.
    fileprivate var json: JSONValue {
        JSONValue(
            bins.map { bin in
                [
                    "lower": JSONValue(bin.lower), "upper": JSONValue(bin.upper),
                    "meanPredicted": JSONValue(bin.meanPredicted),
                    "fractionPositive": JSONValue(bin.fractionPositive), "rows": JSONValue(count: bin.count),
                ]
            })
    }
}

extension RegressionEvaluation {
    /// The scores of each target, under its name.
    fileprivate var perTargetJSON: JSONValue {
        JSONValue(
            zip(targetNames, perTarget).map { name, scores in
                var object: JSONValue = ["target": JSONValue(name)]
                for (metric, value) in scores.metrics { object[metric.rawValue] = JSONValue(value) }
                return object
            })
    }
}

extension MultiLabelEvaluation {
    /// The scores of each target.
    fileprivate var perTargetJSON: JSONValue {
        JSONValue(
            zip(targets, perTarget).map { target, scores in
                var object: JSONValue = [
                    "target": JSONValue(target.name), "positive": JSONValue(target.positive),
                ]
                for (metric, value) in scores.metrics { object[metric.rawValue] = JSONValue(value) }
                return object
            })
    }
}

extension ClassificationEvaluation {
    /// The scores of each class; those that are undefined are null.
    fileprivate var perClassJSON: JSONValue {
        func json(_ value: Double?) -> JSONValue { value.map { JSONValue($0) } ?? .null }
        return JSONValue(
            zip(classLabels, perClass).map { label, scores in
                [
                    "label": JSONValue(label), "precision": json(scores.precision),
                    "recall": json(scores.recall), "f1": json(scores.f1),
                    "rows": JSONValue(count: scores.support),
                ]
            })
    }

    /// A list for each true class: how many of its rows were predicted as each class.
    fileprivate var confusionJSON: JSONValue {
        let classes = 0..<confusionMatrix.classCount
        return JSONValue(
            classes.map { truth in
                JSONValue(classes.map { JSONValue(count: confusionMatrix[truth: truth, predicted: $0]) })
            })
    }
}

extension JSONValue {
    /// Creates a number of rows: whole, unless weights made it a fraction.
    fileprivate init(count: Double) {
        self = Int(exactly: count).map { JSONValue($0) } ?? JSONValue(count)
    }
}
