/// ∂ output / ∂ input of a network that predicts, by central differences in Double. It serves layers without a
/// suitable backward pass, and checks the backward pass of the others.
struct InputDifferences {
    private let predictor: Predictor<Double>

    private static let maximumValueCount = 4096
    private static let valuesAtATime = 128
    private static let step = 1e-3

    /// Prepares a model; the result is `nil` if the inputs are so large that differences would take long.
    init?(_ model: Model, threads: Int) {
        guard model.inputShape.count <= Self.maximumValueCount,
            let predictor = try? Predictor<Double>(member: model, threads: threads)
        else { return nil }
        self.predictor = predictor
    }

    /// Returns the derivative of one output with respect to each value of one example.
    func slopes(at features: [Double], output: Int) -> [Double] {
        let outputs = predictor.outputCount
        var slopes: [Double] = []
        for begin in stride(from: 0, to: features.count, by: Self.valuesAtATime) {
            let range = begin..<min(features.count, begin + Self.valuesAtATime)
            var changed: [Double] = []
            changed.reserveCapacity(2 * range.count * features.count)
            for index in range {
                for sign in [1.0, -1.0] {
                    changed.append(contentsOf: features)
                    changed[changed.count - features.count + index] += sign * Self.step
                }
            }
            let scores = predictor.outputs(for: changed)
            for row in stride(from: 0, to: 2 * range.count, by: 2) {
                let difference = scores[row * outputs + output] - scores[(row + 1) * outputs + output]
                slopes.append(difference / (2 * Self.step))
            }
        }
        return slopes
    }
}

extension InputDifferences: InputSlopes {
    func slopes(at features: [Double], weights: ([Double]) -> [Double]) -> [Double] {
        stride(from: 0, to: features.count, by: predictor.inputCount).flatMap { begin in
            let example = Array(features[begin..<(begin + predictor.inputCount)])
            var sums = [Double](repeating: 0, count: example.count)
            for (output, weight) in weights(predictor.outputs(for: example)).enumerated() where weight != 0 {
                for (index, slope) in slopes(at: example, output: output).enumerated() {
                    sums[index] += weight * slope
                }
            }
            return sums
        }
    }
}
