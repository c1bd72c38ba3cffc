extension SwiftWriter {
    /// The method that predicts a row.
    var predictFunction: String {
        let count = model.output.count
        let isAverage = model.networks.count > 1
        var lines = ["var outputs = [Double](repeating: 0, count: \(count))"]
        if isAverage { lines.append("var mean = outputs") }
        for (index, network) in model.networks.enumerated() {
            lines.append("try Self.check(Self.network\(index + 1)(self, &outputs))")
            if isAverage {
                lines += normalization(network) + ["for k in 0..<\(count) { mean[k] += outputs[k] }"]
            }
        }
        if isAverage {
            lines.append("for k in 0..<\(count) { outputs[k] = mean[k] / \(model.networks.count) }")
        }
        lines += result(isAverage: isAverage)
        let columns = model.columns.map { SourceText.swift($0.name) }
        return """
            /// Predicts the row.
            func predict() throws(Failure) -> Prediction {
            \(lines.map { "    " + $0 }.joined(separator: "\n"))
            }

            /// Throws the failure of a network: the number of a column, from 1, or -1 for a row without values.
            private static func check(_ status: Int) throws(Failure) {
                if status < 0 { throw .noValues }
                let columns: [String] = [
            \(SourceNumber.lines(columns, indent: 8))
                ]
                if status > 0 { throw .value(column: columns[status - 1]) }
            }
            """
    }

    /// The lines that divide outputs by their sum.
    private func normalization(_ network: PortableNetwork) -> [String] {
        guard case .classes(let labels, _) = model.output, network.normalizes else { return [] }
        return [
            "do {", "    let sum = outputs.reduce(0, +)",
            "    for k in 0..<\(labels.count) { outputs[k] = sum > 0 ? outputs[k] / sum : 1 / \(labels.count) }",
            "}",
        ]
    }

    private func decision(_ threshold: PortableThreshold) -> String {
        let index = threshold.classIndex
        let probability = SourceNumber.decimal(threshold.probability)
        return "let best = outputs[\(index)] >= \(probability) ? \(index) : \(1 - index)"
    }

    private func mostProbable(_ count: Int) -> [String] {
        [
            "var best = 0",
            "for k in 1..<\(count) { best = outputs[k] > outputs[best] ? k : best }",
        ]
    }

    private func result(isAverage: Bool) -> [String] {
        switch model.output {
        case .numbers:
            let values = targetProperties.enumerated().map { "\($1): outputs[\($0)]" }
            return ["return Prediction(\(values.joined(separator: ", ")))"]
        case .binary(let targets): return binaryLines(targets)
        case .classes(let labels, let hasProbabilities):
            let field = hasProbabilities ? "probabilities" : "scores"
            let shares = isAverage ? [] : normalization(model.networks[0])
            // The order of classes is that before the division by their sum; a threshold is one of the shares.
            let decision =
                model.threshold.map { shares + [self.decision($0)] } ?? mostProbable(labels.count) + shares
            return decision + ["return Prediction(classIndex: best, \(field): outputs)"]
        }
    }
}
