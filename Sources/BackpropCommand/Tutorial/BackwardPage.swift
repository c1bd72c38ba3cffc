import Backprop

/// Part 3: whose fault was it?
struct BackwardPage: TutorialPage {
    /// The outputs of the neurons in the article.
    let outputs = [[0.7105668883115941], [0.6213859615555266, 0.6573693455986976]]
    let expected: [Double] = [0, 1]
    let gaps: [Double]
    let outputDeltas: [Double]
    let hiddenDeltas: [Double]

    init() throws {
        let network = try InitializePage().network
        let parameters = network.layers.map { ArticleNetwork([$0]).parameters }
        gaps = zip(outputs[1], expected).map { $0 - $1 }
        let last = LayerErrors(input: outputs[0], output: outputs[1], parameters: parameters[1], gaps: gaps)
        // The hidden layer's input does not affect its deltas, only its gradient.
        let first = LayerErrors(
            input: [1, 0], output: outputs[0], parameters: parameters[0], gaps: last.blame)
        (outputDeltas, hiddenDeltas) = (last.deltas, first.deltas)
    }

    var numbers: [(String, JSONValue)] {
        [
            (
                "outputs",
                ["hidden": JSONValue(numbers: outputs[0]), "output": JSONValue(numbers: outputs[1])]
            ),
            ("expected", JSONValue(numbers: expected)), ("errors", JSONValue(numbers: gaps)),
            (
                "deltas",
                ["hidden": JSONValue(numbers: hiddenDeltas), "output": JSONValue(numbers: outputDeltas)]
            ),
        ]
    }

    var text: String {
        """
        The network has answered; now compare. For each neuron we ask: how would the
        error change if the neuron's sum were a little larger? The answer is its delta.
        For an output neuron, that is how far it is off, times the slope of the sigmoid
        there, which happens to be output * (1 - output):

            delta = (output - expected) * output * (1 - output)

        A hidden neuron has no expected value. It takes its share of the blame from
        the neurons that it feeds, in proportion to the weights that lead there:

            delta = (weight1 * delta1 + weight2 * delta2 + ...) * output * (1 - output)

        The blame runs backward through the network, hence the name:

            hidden 1  <----- weight * delta ------  output 1  <--  \(gaps[0])
                  ^                                                 (too high)
                   '-------- weight * delta ------  output 2  <-- \(gaps[1])
                                                                    (too low)

                     output              expected  delta
        \(table)

        (The outputs are those that the article starts from, and so are the weights of
        part 1.) A positive delta means: this sum should have been smaller. Near 0 and 1
        the sigmoid is flat, so deltas are small and a neuron learns slowly.

        """
    }

    private var table: String {
        let hidden = [("hidden 1", outputs[0][0], " ", hiddenDeltas[0])]
        let output = (0..<2).map {
            ("output \($0 + 1)", outputs[1][$0], "\(Int(expected[$0]))", outputDeltas[$0])
        }
        return (hidden + output).map { name, output, expected, delta in
            "  \(name)   \("\(output)".paddedRight(20))\(expected.paddedRight(8))"
                + (delta < 0 ? "" : " ") + "\(delta)"
        }.joined(separator: "\n")
    }
}

/// The backward pass of one layer for a single row, computed by the layer itself.
private struct LayerErrors {
    /// The derivative of the loss with respect to each neuron's sum.
    let deltas: [Double]

    /// The derivative with respect to each input: the sum of weight times delta.
    let blame: [Double]

    /// - Parameter gaps: The derivative with respect to each output.
    init(input: [Double], output: [Double], parameters: [Double], gaps: [Double]) {
        let (inputs, units) = (input.count, output.count)
        let known = input + output + parameters
        var found = gaps + [Double](repeating: 0, count: inputs + parameters.count + units)
        known.withUnsafeBufferPointer { known in
            found.withUnsafeMutableBufferPointer { found in
                let (known, found) = (known.baseAddress!, found.baseAddress!)
                let gradient = found + units + inputs
                Dense(units, activation: .sigmoid).backward(
                    BackwardPass<Double>(
                        rows: 1, inputShape: [inputs], outputShape: [units], input: known,
                        output: known + inputs, parameters: known + inputs + units,
                        scratch: gradient + parameters.count, outputGradient: found,
                        inputGradient: found + units, parameterGradient: gradient,
                        training: RandomContext(seed: 0, step: 0)))
            }
        }
        blame = Array(found[units..<(units + inputs)])
        // The bias is added to the sum, so its gradient for one row is the delta.
        deltas = Array(found[(units + inputs)...].prefix(parameters.count).suffix(units))
    }
}
