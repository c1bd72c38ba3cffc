extension StepTrace {
    /// Returns the trace as text for people, with six digits of each number.
    ///
    /// - Parameter full: Whether every number is shown. Otherwise long tables are shortened, and layers of images are
    ///   summarized by the smallest, the mean and the largest number.
    public func text(full: Bool = false) -> String {
        var parts = [head]
        parts.append(row(full: full))
        for index in layers.indices {
            parts.append(LayerText(trace: self, index: index, full: full).text)
        }
        parts.append(Self.legend)
        return parts.joined(separator: "\n")
    }

    private var head: String {
        let count = layers.reduce(0) { $0 + $1.tensors.reduce(0) { $0 + $1.values.count } }
        let line = location?.line.map { ", line \($0) of the file" } ?? ""
        let data = location.map { "Row:      \($0.source), row \($0.row)\(line)\n" } ?? ""
        return data + """
            Network:  \(network) (\(count) parameters)
            Step:     \(optimizer), learning rate \(Self.short(learningRate)), \(precision.rawValue), seed \(seed)
            Loss:     \(lossName) \(Self.number(loss)) before the step

            """
    }

    private func row(full: Bool) -> String {
        let wanted = targets.enumerated().map { [outputName($0), Self.number($1)] }
        guard inputShape.rank == 1 || full else {
            return "inputs, \(inputShape)\n" + SpreadTable([("inputs", inputs)]).text + "\n"
                + Self.table(["expected", ""], wanted, full: full)
        }
        let values = inputs.enumerated().map { [inputName($0), Self.number($1)] }
        return Self.table(["input", "as the network sees it"], values, full: full) + "\n"
            + Self.table(["output", "expected"], wanted, full: full)
    }

    /// Returns the name of an input, or its number from 1.
    func inputName(_ index: Int) -> String {
        inputNames.indices.contains(index) ? TextTable.label(inputNames[index], limit: 30) : "\(index + 1)"
    }

    /// Returns the name of an output of the network, or its number from 1.
    func outputName(_ index: Int) -> String {
        outputNames.indices.contains(index) ? TextTable.label(outputNames[index], limit: 30) : "\(index + 1)"
    }

    static func number(_ value: Double) -> String {
        let isWhole = value == value.rounded() && abs(value) < 1e6
        return isWhole ? NumberText.fixed(value, places: 0) : NumberText.significant(value, digits: 6)
    }

    /// Returns a number as text, without zeros at its end.
    private static func short(_ value: Double) -> String {
        var text = number(value)
        guard text.contains("."), !text.contains("e") else { return text }
        while text.last == "0" { text.removeLast() }
        return text
    }

    /// Returns a table, which is shortened if it is long.
    static func table(_ header: [String], _ rows: [[String]], leftColumns: Int = 1, full: Bool) -> String {
        let shown = full || rows.count <= maximumRowCount + 4 ? rows : Array(rows.prefix(maximumRowCount))
        let text = TextTable(header: header, rows: shown, leftColumns: leftColumns).text
        return shown.count < rows.count ? text + "… \(rows.count - shown.count) more\n" : text
    }

    private static let maximumRowCount = 20

    private static let legend = """
        delta: how fast the loss grows with the weighted sum (with the output, for layers without sums).
        gradient: how fast it grows with the parameter, as the optimizer was given it.

        """
}

/// The text of one layer of a trace.
private struct LayerText {
    let trace: StepTrace
    let index: Int
    let full: Bool

    private var layer: LayerTrace { trace.layers[index] }
    private var inputShape: Shape { index == 0 ? trace.inputShape : trace.layers[index - 1].outputShape }

    var text: String {
        let heading = "layer \(index + 1): \(layer.layer), \(inputShape) → \(layer.outputShape)\n"
        guard isFlat || full else { return heading + summary }
        let parameters = isFlat ? flatParameters : allParameters
        return heading + units + (parameters.isEmpty ? "" : "\n" + parameters)
    }

    /// Whether every parameter belongs to one unit, or to one unit and one input.
    private var isFlat: Bool {
        let (units, inputs) = (layer.outputShape.count, inputShape.count)
        return layer.outputShape.rank == 1 && inputShape.rank == 1
            && layer.tensors.allSatisfy { $0.shape == [units, inputs] || $0.shape == [units] }
    }

    private var units: String {
        let hasSums = layer.sums != nil
        let rows = layer.outputs.indices.map { unit in
            [unitName(unit)] + (layer.sums.map { [StepTrace.number($0[unit])] } ?? [])
                + [StepTrace.number(layer.outputs[unit]), StepTrace.number(layer.deltas[unit])]
        }
        return StepTrace.table(
            ["unit"] + (hasSums ? ["weighted sum"] : []) + ["output", "delta"], rows, full: full)
    }

    private func unitName(_ unit: Int) -> String {
        index == trace.layers.count - 1 ? trace.outputName(unit) : "\(unit + 1)"
    }

    /// The parameters unit by unit, the bias last, like the formula of a neuron.
    private var flatParameters: String {
        let inputs = inputShape.count
        var rows: [[String]] = []
        for unit in 0..<layer.outputShape.count {
            for tensor in layer.tensors {
                let width = tensor.shape.count == 2 ? inputs : 1
                for input in 0..<width {
                    let source =
                        width == 1 && tensor.shape.count == 1
                        ? shortName(tensor) : index == 0 ? trace.inputName(input) : "\(input + 1)"
                    rows.append([unitName(unit), source] + numbers(tensor, unit * width + input))
                }
            }
        }
        guard !rows.isEmpty else { return "" }
        return StepTrace.table(
            ["unit", "from", "weight", "gradient", "new weight"], rows, leftColumns: 2, full: full)
    }

    private var allParameters: String {
        layer.tensors.map { tensor in
            let rows = tensor.values.indices.map { index in
                [indices(index, in: tensor.shape)] + numbers(tensor, index)
            }
            return StepTrace.table([tensor.name, "weight", "gradient", "new weight"], rows, full: full)
        }.joined(separator: "\n")
    }

    private func numbers(_ tensor: TensorTrace, _ index: Int) -> [String] {
        [tensor.values, tensor.gradients, tensor.updated].map { StepTrace.number($0[index]) }
    }

    /// Returns the last part of a tensor's name: `bias`.
    private func shortName(_ tensor: TensorTrace) -> String {
        String(tensor.name.split(separator: ".").last ?? "")
    }

    private func indices(_ index: Int, in shape: [Int]) -> String {
        var rest = index
        var indices: [String] = []
        for extent in shape.reversed() {
            indices.append("\(rest % extent)")
            rest /= extent
        }
        return "[" + indices.reversed().joined(separator: ", ") + "]"
    }

    /// The summary of a layer that has too many numbers to read.
    private var summary: String {
        var groups = layer.sums.map { [("weighted sums", $0)] } ?? []
        groups += [("outputs", layer.outputs), ("deltas", layer.deltas)]
        for tensor in layer.tensors {
            let shape = tensor.shape.map(String.init).joined(separator: "×")
            groups += [
                ("\(tensor.name), \(shape)", tensor.values), ("  gradients", tensor.gradients),
                ("  new values", tensor.updated),
            ]
        }
        return SpreadTable(groups).text
    }
}

/// A table of the smallest, the mean and the largest of many numbers, with one line for each group.
private struct SpreadTable {
    let groups: [(name: String, values: [Double])]

    init(_ groups: [(name: String, values: [Double])]) { self.groups = groups }

    var text: String {
        TextTable(
            header: ["", "values", "smallest", "mean", "largest"],
            rows: groups.map { group in
                let mean = group.values.reduce(0, +) / Double(max(1, group.values.count))
                return [group.name, "\(group.values.count)"]
                    + [group.values.min() ?? 0, mean, group.values.max() ?? 0].map(StepTrace.number)
            }
        ).text
    }
}
