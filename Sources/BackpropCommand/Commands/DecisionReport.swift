import Backprop

/// The report of decisions: their costs, and counts at thresholds of a probability.
struct DecisionReport {
    /// The costs, or `nil` if none were asked for.
    let analysis: DecisionAnalysis?
    /// The counts on the evaluated rows, or `nil` unless there are probabilities of two classes.
    let table: ThresholdTable?
    /// The threshold that was set explicitly.
    let explicit: DecisionThreshold?
    /// The threshold that decides now, or `nil` for the more probable class.
    let present: DecisionThreshold?

    /// Creates the report of predictions.
    init(
        _ model: Model, _ predictions: Predictions, on rows: any RawRows, _ options: DecisionOptions
    ) throws {
        let count = model.input.classLabels.count
        if options.saveThreshold, count > 2 { throw CostError.notTwoClasses(count: count) }
        analysis = try options.costs(of: model).map {
            try model.decisions(predictions, on: rows, costs: $0)
        }
        table = try model.thresholds(predictions, on: rows)
        present = model.threshold
        explicit = options.threshold == nil ? nil : model.threshold
    }

    /// The report as text; empty without costs.
    var text: String {
        guard let analysis else { return presentText }
        return (["", "costs of decisions"] + costLines(analysis) + thresholdLines(analysis))
            .joined(separator: "\n") + "\n"
    }

    private var presentText: String {
        present.map {
            "\n\(quoted($0.label)) is predicted from a probability of \(NumberText.short($0.probability)).\n"
        } ?? ""
    }

    private func costLines(_ analysis: DecisionAnalysis) -> [String] {
        let labels = analysis.costs.labels
        var grid = TextGrid(rows: [["truth"] + labels.map { "as \(shortName($0))" }])
        for truth in labels where labels.count <= Self.maximumClassCount {
            grid.rows.append(
                [shortName(truth)]
                    + labels.map { NumberText.short(analysis.costs[truth: truth, predicted: $0]) })
        }
        return (labels.count <= Self.maximumClassCount ? grid.lines : []) + [
            "", "These rows cost \(cost(analysis.cost)) each with the present decisions,",
            "and \(cost(analysis.expectedCostRule)) with those that the probabilities expect to cost least.",
        ]
    }

    private func thresholdLines(_ analysis: DecisionAnalysis) -> [String] {
        guard let best = analysis.threshold else { return [] }
        let name = quoted(best.table.label)
        let rows =
            best.source == .heldOut
            ? "the \(NumberText.count(best.table.total)) rows held out in training" : "these rows"
        let caution =
            best.source == .heldOut
            ? []
            : [
                "The model keeps no counts of held-out rows. These rows have chosen the threshold themselves,",
                "so that its cost on new rows will be somewhat higher.",
            ]
        return [
            "", "On \(rows), the lowest cost is that of predicting \(name)",
            "from a probability of \(NumberText.short(best.cut.threshold)); these rows then cost \(cost(best.cost)) each.",
        ] + caution + ["", "thresholds on \(rows)"] + grid(best, analysis.costs).lines
    }

    private func grid(_ best: DecisionAnalysis.BestThreshold, _ costs: CostMatrix) -> TextGrid {
        let table = best.table
        var grid = TextGrid(rows: [["probability", "predicted", "precision", "recall", "cost", ""]])
        for cut in shownCuts(best) {
            let marks =
                (cut == best.cut ? ["lowest cost"] : []) + (cut == best.presentCut ? ["present"] : [])
            grid.rows.append([
                NumberText.short(cut.threshold),
                NumberText.count(cut.truePositives + cut.falsePositives),
                table.precision(at: cut).map { NumberText.fixed($0, places: 4) } ?? "-",
                table.recall(at: cut).map { NumberText.fixed($0, places: 4) } ?? "-",
                cost(table.cost(at: cut, costs)), marks.joined(separator: ", "),
            ])
        }
        return grid
    }

    /// Returns the cuts nearest to the tenths, the best and the present one.
    private func shownCuts(_ best: DecisionAnalysis.BestThreshold) -> [ThresholdTable.Cut] {
        let cuts = best.table.cuts
        let tenths = (1...9).compactMap { tenth in
            cuts.indices.min {
                abs(cuts[$0].threshold - Double(tenth) / 10) < abs(cuts[$1].threshold - Double(tenth) / 10)
            }
        }
        let named = cuts.indices.filter { cuts[$0] == best.cut || cuts[$0] == best.presentCut }
        return Set(tenths + named).sorted().map { cuts[$0] }
    }

    private func cost(_ value: Double) -> String { NumberText.fixed(value, places: 4) }

    /// The maximum number of classes whose costs are printed.
    private static let maximumClassCount = 10
}

extension DecisionReport {
    /// Adds the report to that of an evaluation.
    func add(to object: inout JSONValue) {
        if let table {
            object["thresholds"] = json(table, analysis?.costs)
            object["gains"] = gains(table)
        }
        if let present {
            object["threshold"] = [
                "label": JSONValue(present.label), "probability": JSONValue(present.probability),
            ]
        }
        guard let analysis else { return }
        var decisions: JSONValue = [
            "cost": JSONValue(analysis.cost), "expectedCostRule": JSONValue(analysis.expectedCostRule),
        ]
        if let best = analysis.threshold {
            decisions["label"] = JSONValue(best.table.label)
            decisions["threshold"] = JSONValue(best.cut.threshold)
            decisions["costWithThreshold"] = JSONValue(best.cost)
            decisions["source"] = JSONValue(best.source.rawValue)
            if best.source == .heldOut {
                decisions["heldOutRows"] = JSONValue(best.table.total)
                decisions["heldOutCost"] = JSONValue(best.table.cost(at: best.presentCut, analysis.costs))
                decisions["heldOutCostWithThreshold"] = JSONValue(
                    best.table.cost(at: best.cut, analysis.costs))
                decisions["heldOutThresholds"] = json(best.table, analysis.costs)
            }
        }
        object["decisions"] = decisions
    }

    private func json(_ table: ThresholdTable, _ costs: CostMatrix?) -> JSONValue {
        JSONValue(
            table.cuts.map { cut in
                var object: JSONValue = [
                    "threshold": JSONValue(cut.threshold),
                    "truePositives": JSONValue(cut.truePositives),
                    "falsePositives": JSONValue(cut.falsePositives),
                ]
                object["precision"] = table.precision(at: cut).map { JSONValue($0) }
                object["recall"] = table.recall(at: cut).map { JSONValue($0) }
                object["cost"] = costs.map { JSONValue(table.cost(at: cut, $0)) }
                return object
            })
    }

    /// Returns the share of the positive rows that is among the most probable tenths of all rows, and the lift: that
    /// share compared with rows at random.
    private func gains(_ table: ThresholdTable) -> JSONValue? {
        guard table.positives > 0 else { return nil }
        return JSONValue(
            (1...10).compactMap { tenth in
                let share = Double(tenth) / 10
                return table.gain(ofShare: share).map {
                    ["share": JSONValue(share), "gain": JSONValue($0), "lift": JSONValue($0 / share)]
                }
            })
    }
}
