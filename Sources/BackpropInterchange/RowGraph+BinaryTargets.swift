import Backprop

extension RowGraph {
    /// Adds the outputs for several yes/no targets, rows × targets: their values, the positive one above ½, and the
    /// probabilities of the positive values. Returns their descriptions.
    mutating func binaryOutput(
        _ values: String, _ poison: String, _ targets: [BinaryTarget], _ names: OutputNames
    ) -> [ONNXValueInfo] {
        _ = graph.add("Identity", [values], named: names.values[0])
        let isPositive = graph.add("Greater", [values, graph.number(0.5)])
        let isRefused = graph.add("IsNaN", [poison])
        let labels = targets.enumerated().map { index, target in
            let columns = graph.gather(graph.cast(isPositive, to: .int64), [index])
            let texts = graph.texts([target.negative, target.positive], named: "values_\(index + 1)")
            return graph.add("Gather", [texts, columns], [.integer("axis", 0)])
        }
        let empty = graph.texts([""], named: "no_value")
        _ = graph.choose(isRefused, empty, graph.concatenate(labels), named: names.label)
        let descriptions = targets.map { "\($0.name) (\($0.positive))" }.joined(separator: ", ")
        return [
            ONNXValueInfo(
                names.label, .string, [targets.count],
                "The predicted value of each target, empty for a refused row: "
                    + targets.map(\.name).joined(separator: ", ")),
            ONNXValueInfo(
                names.values[0], .double, [targets.count],
                "The probability of the positive value of each target: \(descriptions)"),
        ]
    }
}
