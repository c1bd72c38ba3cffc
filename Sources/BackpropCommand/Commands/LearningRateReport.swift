import Backprop

/// The report of `find-learning-rate`.
struct LearningRateReport {
    let recipe: Recipe
    let result: LearningRateRangeTest.Result

    private static let maximumLineCount = 20

    /// The report as text.
    var text: String {
        let optimizer = type(of: recipe.optimizer).typeName
        var lines = [
            "Network:   \(recipe.network.text)", "Optimizer: \(optimizer), batch size \(recipe.batchSize)",
            "",
        ]
        lines += grid.lines + [""] + chart.lines + [""] + suggestionLines
        return lines.joined(separator: "\n") + "\n"
    }

    /// The report as JSON.
    var json: JSONValue {
        func number(_ value: Double?) -> JSONValue { value.map { JSONValue($0) } ?? .null }
        return [
            "suggestion": number(result.suggestion),
            "steepest": number(result.steepest),
            "tenthOfLowest": number(result.tenthOfLowest),
            "hasBurst": JSONValue(result.hasBurst),
            "points": JSONValue(
                result.points.map { point -> JSONValue in
                    [
                        "learningRate": JSONValue(point.learningRate), "loss": JSONValue(point.loss),
                        "smoothedLoss": JSONValue(point.smoothedLoss),
                    ]
                }),
        ]
    }

    /// Some of the updates, evenly over all of them, the last included.
    private var grid: TextGrid {
        var grid = TextGrid(rows: [["step", "learning rate", "loss", "smoothed"]])
        let count = result.points.count
        let shown = min(Self.maximumLineCount, count)
        for line in 0..<shown {
            let index = shown == 1 ? 0 : line * (count - 1) / (shown - 1)
            let point = result.points[index]
            grid.rows.append([
                "\(index + 1)", NumberText.significant(point.learningRate, digits: 4),
                NumberText.significant(point.loss, digits: 4),
                NumberText.significant(point.smoothedLoss, digits: 4),
            ])
        }
        return grid
    }

    private var chart: Chart {
        Chart(
            result.points.map { (x: $0.learningRate, y: $0.smoothedLoss) }, xName: "learning rate",
            yName: "smoothed loss")
    }

    private var suggestionLines: [String] {
        let burst = result.hasBurst ? ["The loss diverges at \(last)."] : []
        guard let steepest = result.steepest, let tenth = result.tenthOfLowest else {
            return burst + ["The loss never falls; try other bounds with --lowest and --highest."]
        }
        return burst + [
            "It falls fastest at \(NumberText.short(steepest)); a tenth of the rate with the lowest loss is \(NumberText.short(tenth)).",
            "Suggestion: --learning-rate \(NumberText.short(steepest))",
        ]
    }

    private var last: String {
        result.points.last.map { NumberText.short($0.learningRate) } ?? "the first step"
    }
}
