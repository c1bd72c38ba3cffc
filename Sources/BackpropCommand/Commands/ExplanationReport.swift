import Backprop

/// The report of `explain` about rows.
struct RowExplanationReport {
    let rows: [RowExplanation]

    private static let barWidth = 24
    private static let maximumColumnCount = 30

    /// The report as text.
    var text: String { rows.map(text).joined(separator: "\n") }

    private func text(_ row: RowExplanation) -> String {
        let output = row.output
        let head =
            "Row \(row.row + 1) (line \(row.line)), predicted \(shortName(row.predicted)): the \(output.phrase) is \(output.text(row.prediction)); \(row.averageText) is \(output.text(row.average)). The columns account for the difference of \(signed(row.prediction - row.average)), by \(row.methodText)."
        return (head.wrapped() + [""] + lines(row)).joined(separator: "\n") + "\n"
    }

    private func lines(_ row: RowExplanation) -> [String] {
        let shown = row.ranked.prefix(Self.maximumColumnCount)
        let hasErrors = shown.contains { $0.standardError != nil }
        var grid = TextGrid(rows: [["column", "value", "amount"] + (hasErrors ? ["± error"] : [])])
        for one in shown {
            grid.rows.append(
                [shortName(one.column), one.valueText, signed(one.amount)]
                    + (one.standardError.map { [NumberText.significant($0, digits: 2)] } ?? []))
        }
        let largest = shown.first?.amount.magnitude ?? 0
        let bars = [""] + shown.map { bar($0.amount, of: largest) }
        let lines = grid.lines
        let left = row.contributions.count - shown.count
        return zip(lines, bars).map { line, bar in bar.isEmpty ? line : "\(line)  \(bar)" }
            + (left > 0 ? ["… and \(left) more"] : [])
    }

    /// Returns a bar: full for an amount above 0, light for one below.
    private func bar(_ amount: Double, of largest: Double) -> String {
        guard largest > 0 else { return "" }
        let length = Int((amount.magnitude / largest * Double(Self.barWidth)).rounded())
        return String(repeating: amount < 0 ? "░" : "█", count: length)
    }

    private func signed(_ amount: Double) -> String {
        (amount < 0 ? "" : "+") + NumberText.significant(amount, digits: 4)
    }

    /// The report as JSON.
    var json: JSONValue { ["rows": JSONValue(rows.map(json))] }

    private func json(_ row: RowExplanation) -> JSONValue {
        [
            "row": JSONValue(row.row + 1), "line": JSONValue(row.line),
            "predicted": JSONValue(row.predicted), "output": JSONValue(row.output.name),
            "prediction": JSONValue(row.prediction), "average": JSONValue(row.average),
            "backgroundRows": JSONValue(row.backgroundRowCount), "method": method(row.method),
            "contributions": JSONValue(row.contributions.map(json)),
        ]
    }

    private func json(_ one: RowExplanation.Contribution) -> JSONValue {
        var object: JSONValue = [
            "column": JSONValue(one.column), "value": one.value.map { JSONValue($0) } ?? .null,
            "amount": JSONValue(one.amount),
        ]
        object["unusual"] = one.unusual.map { JSONValue($0.rawValue) }
        object["standardError"] = one.standardError.map { JSONValue($0) }
        return object
    }

    private func method(_ method: RowExplanation.Method) -> JSONValue {
        switch method {
        case .exact: ["name": "exact"]
        case .sampled(let pairs): ["name": "sampled", "pairs": JSONValue(pairs)]
        case .gradients(let steps, let error):
            ["name": "gradients", "steps": JSONValue(steps), "error": JSONValue(error)]
        }
    }
}

/// The report of `explain` about a model.
struct ModelExplanationReport {
    let explanation: ModelExplanation
    let importance: PermutationImportance?

    private static let maximumPointCount = 8

    /// The report as text.
    var text: String {
        let importance = importance.map { Array($0.lines.dropFirst()) + [""] } ?? []
        let rows = explanation.rowCount == 1 ? "1 row" : "\(explanation.rowCount) rows"
        let isProbability = explanation.outputs.allSatisfy(\.isProbability)
        let what = isProbability ? "probability" : "prediction"
        let head = "dependence: the mean \(what) if all of \(rows) had that value"
        return (importance + [head] + explanation.dependences.flatMap { [""] + lines($0) } + interactionLines)
            .joined(separator: "\n") + "\n"
    }

    /// The names of the predictions; of several classes the labels alone.
    private var headings: [String] {
        let outputs = explanation.outputs
        return outputs.count == 1 ? [outputs[0].name] : outputs.map { shortName($0.label) }
    }

    private func lines(_ dependence: PartialDependence) -> [String] {
        var grid = TextGrid(rows: [
            [shortName(dependence.column)] + headings
        ])
        let points = dependence.points
        let count = min(points.count, Self.maximumPointCount)
        let shown =
            dependence.isOrdered && count > 1
            ? (0..<count).map { points[$0 * (points.count - 1) / (count - 1)] } : points
        for point in shown + [dependence.missing].compactMap(\.self) {
            grid.rows.append(
                ["  " + shortName(point.value)] + zip(explanation.outputs, point.means).map { $0.text($1) })
        }
        return grid.lines
    }

    private var interactionLines: [String] {
        guard !explanation.interactions.isEmpty else { return [] }
        var grid = TextGrid(rows: [["columns", "strength", "share"]])
        for pair in explanation.interactions {
            grid.rows.append([
                pair.columns.map(shortName).joined(separator: " × "),
                NumberText.significant(pair.strength, digits: 3), NumberText.fixed(pair.share, places: 3),
            ])
        }
        let head =
            "interactions: the part of the joint effect of two columns that is not a sum, over \(explanation.interactionRowCount) rows"
        return ["", head] + grid.lines
    }

    /// The report as JSON.
    var json: JSONValue {
        get throws {
            var object = try JSONValue(encoding: explanation)
            object["importance"] = importance?.json
            return object
        }
    }
}

extension PermutationImportance {
    /// The names of the columns to explain: those that matter, the most important first.
    var explainedColumns: [String] {
        let names = ranked.filter { $0.mean > 0 }.prefix(ModelExplanation.columnCount).map(\.name)
        return names.isEmpty ? ranked.prefix(1).map(\.name) : names
    }
}
