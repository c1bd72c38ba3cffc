import Backprop

extension RowGraph {
    /// Returns the normal deviates of numbers by the quantiles of their columns: rows × columns.
    mutating func normalDeviates(_ numbers: String, _ quantiles: [FittedQuantiles]) -> String {
        let probabilities = quantiles.enumerated().map { index, fitted in
            probability(quantiles.count == 1 ? numbers : graph.gather(numbers, [index]), fitted)
        }
        let lowest = graph.number(1e-7)
        let highest = graph.number(1 - 1e-7)
        return normalQuantile(graph.add("Clip", [graph.concatenate(probabilities), lowest, highest]))
    }

    /// Returns the share of the training rows below each number of a column.
    private mutating func probability(_ number: String, _ quantiles: FittedQuantiles) -> String {
        let values = quantiles.values
        // A deviate of 0, as for a column with one value.
        guard values.count > 1 else {
            return graph.choose(graph.add("IsNaN", [number]), graph.number(0.5), graph.number(0.5))
        }
        let last = values.count - 2
        let firsts = quantiles.firsts ?? Array(values.indices)
        let count = Double(quantiles.count - 1)
        let index = searched(number, Array(values[...last]))
        func table(_ values: [Double], _ graph: inout GraphBuilder) -> String {
            graph.add("Gather", [graph.row(values), index], [.integer("axis", 0)])
        }
        let lower = table(Array(values[...last]), &graph)
        let half = graph.number(0.5)
        let above = graph.add("Sub", [graph.add("Mul", [number, half]), graph.add("Mul", [lower, half])])
        let widths = table((0...last).map { values[$0 + 1] / 2 - values[$0] / 2 }, &graph)
        let ends = table((0...last).map { Double(firsts[$0 + 1] - 1) }, &graph)
        let between = graph.add("Add", [ends, graph.add("Div", [above, widths])])
        let shares = graph.add("Div", [between, graph.number(count)])
        let equals = table((0...last).map { Double(firsts[$0] + firsts[$0 + 1] - 1) / 2 / count }, &graph)
        let inner = graph.choose(graph.add("Greater", [number, lower]), shares, equals)
        let isLow = graph.add("LessOrEqual", [number, graph.number(values[0])])
        let isHigh = graph.add("GreaterOrEqual", [number, graph.number(values[last + 1])])
        let bounded = graph.choose(isHigh, graph.number(1), inner)
        return graph.choose(isLow, graph.number(0), bounded)
    }

    /// Returns the index of the last of ascending values that is at most each number, or 0: a binary search.
    private mutating func searched(_ number: String, _ values: [Double]) -> String {
        var step = 1
        while step * 2 < values.count { step *= 2 }
        // No number is compared as at least NaN, so that no index leaves the values.
        let padded = graph.row(values + Array(repeating: .nan, count: 2 * step))
        // Zeros in the shape of the numbers.
        var index = graph.cast(graph.add("IsNaN", [number]), to: .int64)
        index = graph.add("Mul", [index, graph.number(0, .int64)])
        while step >= 1 {
            let next = graph.add("Add", [index, graph.number(Double(step), .int64)])
            let value = graph.add("Gather", [padded, next], [.integer("axis", 0)])
            index = graph.choose(graph.add("LessOrEqual", [value, number]), next, index)
            step /= 2
        }
        return index
    }

    /// Returns the inverse of the standard normal distribution function, for probabilities of at least 1e-7 and at most
    /// 1 - 1e-7.
    private mutating func normalQuantile(_ probability: String) -> String {
        let centered = graph.add("Sub", [probability, graph.number(0.5)])
        let magnitude = graph.add("Abs", [centered])
        let square = graph.add("Mul", [centered, centered])
        let inner = graph.add("Sub", [graph.number(0.180625), square])
        let middle = graph.add("Mul", [centered, quotient(NormalQuantile.central, inner)])
        let tail = graph.add("Sub", [graph.number(0.5), magnitude])
        let root = graph.add("Sqrt", [graph.add("Neg", [graph.add("Log", [tail])])])
        let outer = graph.add("Sub", [root, graph.number(1.6)])
        let sign = graph.add("Sign", [centered])
        let beyond = graph.add("Mul", [sign, quotient(NormalQuantile.tail, outer)])
        let isMiddle = graph.add("LessOrEqual", [magnitude, graph.number(0.425)])
        return graph.choose(isMiddle, middle, beyond)
    }

    private mutating func quotient(_ quotient: NormalQuantile.Quotient, _ x: String) -> String {
        func terms(_ terms: SIMD8<Double>) -> [Double] { (0..<8).map { terms[$0] } }
        let numerator = graph.polynomial(terms(quotient.numerator), x)
        let denominator = graph.polynomial(terms(quotient.denominator), x)
        return graph.add("Div", [numerator, denominator])
    }
}
