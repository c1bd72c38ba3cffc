/// Charts of runs, epoch by epoch: of one run, or of several folds.
struct TrainingCharts {
    let histories: [[EpochReport]]
    let loss: String
    /// The stopping metric, or `nil` if it is the loss.
    let metric: String?
    /// The epoch whose parameters are kept, or `nil` if it is the last.
    let bestEpoch: Int?

    /// The maximum number of runs in a drawing.
    private static let maximumRunCount = 30

    init(_ histories: [[EpochReport]], recipe: Recipe, bestEpoch: Int? = nil) {
        self.histories = histories.filter { !$0.isEmpty }
        loss = type(of: recipe.loss).typeName
        self.bestEpoch = bestEpoch
        metric = recipe.stopping.metric.flatMap { $0 == .loss ? nil : $0.title }
    }

    var charts: [HTMLChart] { [losses, metrics, learningRates].compactMap(\.self) }

    private var isOne: Bool { histories.count == 1 }
    private var epochCount: Int { histories.map(\.count).max() ?? 0 }

    /// Returns a curve of one number of each run's epochs.
    private func curves(
        _ name: String, style: Int, _ value: (EpochReport) -> Double?
    ) -> [SVGChart.Series] {
        let runs = histories.prefix(Self.maximumRunCount).map { history in
            history.compactMap { epoch in value(epoch).map { (x: Double(epoch.epoch), y: $0) } }
        }.filter { !$0.isEmpty }
        return runs.enumerated().map { index, points in
            // The first of many runs has the markers and the entry in the legend.
            SVGChart.Series(
                name: index > 0 ? nil : isOne ? name : "\(name), each fold",
                form: isOne || index == 0 ? .line : .thread, points: points, style: style)
        }
    }

    private func chart(
        _ title: String, _ sentence: String, y name: String, _ series: [SVGChart.Series],
        from zero: [Double] = [0]
    ) -> HTMLChart? {
        let values = series.flatMap { $0.points.map(\.y) }.filter(ChartAxis.isDrawn)
        guard !values.isEmpty else { return nil }
        let y = ChartAxis(name, covering: values + zero)
        var all = series
        if let bestEpoch, isOne {
            let best = Double(bestEpoch)
            all.append(
                SVGChart.Series(
                    name: "epoch \(bestEpoch), kept", form: .reference,
                    points: [(best, y.lower), (best, y.upper)]))
        }
        let (headings, rows) = table(series)
        return HTMLChart(
            title: title, sentence: sentence,
            svg: SVGChart(
                title: title, description: sentence, x: ChartAxis("epoch", countingTo: epochCount), y: y,
                series: all
            ).svg, headings: headings, rows: rows)
    }

    /// Returns a table with one row per epoch and one column per curve.
    private func table(_ series: [SVGChart.Series]) -> ([String], [[String]]) {
        var names: [String] = []
        var name = ""
        var fold = 0
        for one in series {
            if let own = one.name { (name, fold) = (own, 1) } else { fold += 1 }
            names.append(isOne ? name : "\(name.split(separator: ",")[0]), fold \(fold)")
        }
        let columns = series.map { one in
            Dictionary(one.points.map { (Int($0.x), $0.y) }, uniquingKeysWith: { first, _ in first })
        }
        let epochs = Set(columns.flatMap(\.keys)).sorted()
        return (
            ["epoch"] + names,
            epochs.map { epoch in
                ["\(epoch)"] + columns.map { $0[epoch].map { NumberText.significant($0) } ?? "–" }
            }
        )
    }

    private var losses: HTMLChart? {
        let validation = curves("validation rows", style: 1, \.validationLoss)
        return chart(
            "Loss",
            "The \(loss), averaged over the rows\(validation.isEmpty ? "" : "; where the validation rows' rises while the other falls, the network learns by heart").",
            y: "\(loss) of a row", curves("training rows", style: 0, \.loss) + validation)
    }

    private var metrics: HTMLChart? {
        guard let metric else { return nil }
        return chart(
            "Validation", "The metric of early stopping, after each epoch on the validation rows.",
            y: metric, curves("validation rows", style: 1, \.validationMetric), from: [])
    }

    private var learningRates: HTMLChart? {
        chart(
            "Learning rate", "The size of each epoch's last step.", y: "learning rate",
            curves("learning rate", style: 2, \.learningRate))
    }
}
