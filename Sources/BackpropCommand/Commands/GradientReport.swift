import Backprop

/// The output of `gradcheck`.
struct GradientReport {
    let source: String
    let rowCount: Int

    /// The lines of the rows in a file, or `nil` for images.
    let lines: [Int]?
    let recipe: Recipe
    let check: GradientCheck

    /// Reports a check on some of the rows.
    init(_ rows: any RawRows, recipe: Recipe, check: GradientCheck) {
        (source, rowCount) = (rows.source, rows.rowCount)
        (self.recipe, self.check) = (recipe, check)
        lines = rows is Table ? check.rows.compactMap { rows.fileLine(ofRow: $0) } : nil
    }

    /// The report as JSON.
    var json: JSONValue {
        [
            "passes": JSONValue(check.passes),
            "data": JSONValue(source),
            "rows": JSONValue(integers: check.rows.map { $0 + 1 }),
            "lines": lines.map { JSONValue(integers: $0) } ?? .null,
            "network": JSONValue(recipe.network.text),
            "loss": ["name": JSONValue(lossName), "value": JSONValue(check.loss)],
            "seed": JSONValue(recipe.seed),
            "parameters": JSONValue(parameterCount),
            "compared": JSONValue(check.count),
            "wrong": JSONValue(check.failures),
            "onKinks": JSONValue(check.kinks),
            "worst": json(check.worst),
            "tensors": JSONValue(
                check.tensors.map { tensor in
                    [
                        "layer": JSONValue(tensor.layer + 1), "tensor": JSONValue(tensor.tensor),
                        "parameters": JSONValue(tensor.count), "compared": JSONValue(tensor.compared),
                        "wrong": JSONValue(tensor.failures), "onKinks": JSONValue(tensor.kinks),
                        "worst": json(tensor.worst),
                    ]
                }),
        ]
    }

    /// The report as text.
    var text: String {
        ([
            "Data:     \(source): \(check.rows.count) of \(rowCount) rows",
            "Network:  \(recipe.network.text) (\(parameterCount) parameters)",
            "Loss:     \(lossName), \(NumberText.short(check.loss)) at the initial parameters of seed \(recipe.seed)",
            "",
        ] + grid.lines + [""] + worstLines + [verdict]).joined(separator: "\n") + "\n"
    }

    private var grid: TextGrid {
        var grid = TextGrid(rows: [["tensor", "parameters", "compared", "wrong", "on kinks", "worst"]])
        for tensor in check.tensors {
            grid.rows.append(
                [
                    "\(tensor.tensor), \(recipe.network.layers[tensor.layer].text)", "\(tensor.count)",
                    "\(tensor.compared)", "\(tensor.failures)", "\(tensor.kinks)",
                    tensor.worst.map { NumberText.significant($0.error, digits: 4) } ?? "-",
                ])
        }
        return grid
    }

    private var worstLines: [String] {
        guard let worst = check.worst else { return [] }
        let layer = recipe.network.layers[worst.layer].text
        return [
            "Worst:    \(worst.tensor)\(worst.coordinates) of layer \(worst.layer + 1), \(layer)",
            "          by backpropagation  \(worst.analytic)",
            "          by differences      \(worst.numeric)",
            "          \(NumberText.short(worst.error)) times the tolerance",
            "",
        ]
    }

    private var verdict: String {
        var sentences: [String] = []
        if check.failures > 0 {
            sentences.append("WRONG: \(check.failures) of \(check.count) derivatives compared disagree.")
        } else if check.count > 0 {
            sentences.append("Right: all \(check.count) derivatives compared agree.")
        } else if check.kinks > 0 {
            sentences.append("UNKNOWN: no parameter has a derivative to compare with.")
        } else {
            sentences.append("There are no parameters.")
        }
        if check.kinks > 0 {
            sentences.append(
                "\(check.kinks) more \(check.kinks == 1 ? "lies" : "lie") at a kink of the loss, as under relu "
                    + "at a sum of exactly 0: there is no derivative to compare with. Try another --seed.")
        }
        return sentences.joined(separator: "\n")
    }

    private var lossName: String { type(of: recipe.loss).typeName }

    private var parameterCount: Int { check.tensors.reduce(0) { $0 + $1.count } }

    /// Returns a comparison as JSON; a derivative that is not a number becomes text, because JSON has no such number.
    private func json(_ comparison: GradientCheck.Comparison?) -> JSONValue {
        guard let comparison else { return .null }
        return [
            "layer": JSONValue(comparison.layer + 1),
            "layerText": JSONValue(recipe.network.layers[comparison.layer].text),
            "tensor": JSONValue(comparison.tensor), "index": JSONValue(integers: comparison.coordinates),
            "analytic": Self.json(comparison.analytic), "numeric": Self.json(comparison.numeric),
            "error": Self.json(comparison.error),
        ]
    }

    private static func json(_ value: Double) -> JSONValue {
        value.isFinite ? JSONValue(value) : JSONValue("\(value)")
    }
}
