/// The integral of a prediction's gradient from the mean of the background's inputs to the inputs of a row.
///
/// It is the mean of the gradient at the middles of equal steps. The number of steps is doubled until the sum of the
/// amounts fits the difference of the predictions. Everything is computed in Double.
struct GradientPath {
    /// One network of a model.
    private struct Member {
        let model: Model
        let row: [Double]
        let mean: [Double]
        let slopes: any InputSlopes
    }

    private let members: [Member]
    private let output: ExplainedOutput

    private static let firstStepCount = 64
    private static let maximumStepCount = 1024
    /// The accepted error as a share of the difference of the two predictions.
    private static let tolerance = 1e-3

    /// Prepares a model; the result is `nil` if the gradient of a network cannot be computed.
    init?(_ model: Model, row: Table, background: Table, output: ExplainedOutput, threads: Int) {
        var members: [Member] = []
        for member in model.members {
            guard let preprocessor = member.preprocessor,
                let inputs = try? preprocessor.features(from: row, as: Double.self).values,
                let others = try? preprocessor.features(from: background, as: Double.self).values,
                let slopes: any InputSlopes = InputBackpropagation(
                    member, batchSize: Self.firstStepCount, threads: threads)
                    ?? InputDifferences(member, threads: threads)
            else { return nil }
            let mean = inputs.indices.map { input in
                stride(from: input, to: others.count, by: inputs.count).reduce(0) { $0 + others[$1] }
                    / Double(background.rowCount)
            }
            members.append(Member(model: member, row: inputs, mean: mean, slopes: slopes))
        }
        (self.members, self.output) = (members, output)
    }

    /// Returns the amounts of columns, each the mean over the networks.
    func shares(of columns: [String]) throws -> ColumnShares {
        let (prediction, average) = (try value(at: \.row), try value(at: \.mean))
        var steps = Self.firstStepCount
        while true {
            var amounts = [Double](repeating: 0, count: columns.count)
            for member in members {
                let own = inputAmounts(of: member, steps: steps)
                for block in member.model.preprocessor?.inputBlocks ?? [] {
                    guard let index = columns.firstIndex(of: block.name) else { continue }
                    amounts[index] += own[block.inputs].reduce(0, +) / Double(members.count)
                }
            }
            let error = amounts.reduce(0, +) - (prediction - average)
            let isFine = abs(error) <= Self.tolerance * abs(prediction - average)
            if isFine || steps >= Self.maximumStepCount {
                return ColumnShares(
                    amounts: amounts, errors: nil, prediction: prediction, average: average,
                    method: .gradients(steps: steps, error: error))
            }
            steps *= 2
        }
    }

    /// Returns the mean prediction of the networks at inputs of theirs.
    private func value(at inputs: KeyPath<Member, [Double]>) throws -> Double {
        let values = try members.map { member in
            let outputs = try Predictor<Double>(member: member.model).outputs(for: member[keyPath: inputs])
            return output.values(try member.model.content(of: outputs))[0]
        }
        return values.reduce(0, +) / Double(values.count)
    }

    /// Returns the amount of each input of a network.
    private func inputAmounts(of member: Member, steps: Int) -> [Double] {
        let difference = zip(member.row, member.mean).map { $0 - $1 }
        var sums = [Double](repeating: 0, count: difference.count)
        for first in stride(from: 0, to: steps, by: Self.firstStepCount) {
            let points = (first..<(first + Self.firstStepCount)).flatMap { step in
                let share = (Double(step) + 0.5) / Double(steps)
                return zip(member.mean, difference).map { $0 + share * $1 }
            }
            let slopes = member.slopes.slopes(at: points) { output.slope(at: $0, of: member.model) }
            for (index, slope) in slopes.enumerated() { sums[index % sums.count] += slope }
        }
        return zip(sums, difference).map { $0 / Double(steps) * $1 }
    }
}

/// The derivatives of weighted outputs with respect to the inputs of several examples.
protocol InputSlopes {
    /// Returns the derivative of Σ weight × output with respect to each input of each example.
    ///
    /// - Parameter weights: The weights of the outputs of an example, from these outputs.
    func slopes(at features: [Double], weights: ([Double]) -> [Double]) -> [Double]
}

extension ExplainedOutput {
    /// Returns the derivative of the explained number with respect to each output of a network.
    func slope(at outputs: [Double], of model: Model) -> [Double] {
        switch model.input.targetEncoding {
        case .binary: return [index == 1 ? 1 : -1]
        case .oneHot where model.network.outputActivation == .sigmoid:
            // The outputs are divided by their sum.
            let sum = outputs.reduce(0, +)
            guard sum > 0 else { return outputs.map { _ in 0 } }
            let share = outputs[index] / sum
            return outputs.indices.map { (($0 == index ? 1 : 0) - share) / sum }
        case .numeric:
            let scale = model.preprocessor?.targetScales[index]
            let step = 1e-5 * max(1, abs(outputs[index]))
            let rise = scale.map {
                ($0.invert(outputs[index] + step) - $0.invert(outputs[index] - step)) / (2 * step)
            }
            return outputs.indices.map { $0 == index ? rise ?? 1 : 0 }
        case .oneHot, .multiLabel, nil: return outputs.indices.map { $0 == index ? 1 : 0 }
        }
    }
}
