import Backprop

/// Part 2: a row goes in, a number comes out of each neuron.
struct ForwardPage: TutorialPage {
    let row: [Double] = [1, 0]
    let hiddenSum: Double
    let outputs: [[Double]]

    init() throws {
        let network = try InitializePage().network
        outputs = try network.outputs(for: row)
        hiddenSum = try Network([Dense(1)]).outputs(for: [row], parameters: network.parameters)[0][0]
    }

    var numbers: [(String, JSONValue)] {
        [
            ("row", JSONValue(numbers: row)), ("hiddenSum", JSONValue(hiddenSum)),
            ("hidden", JSONValue(numbers: outputs[0])), ("output", JSONValue(numbers: outputs[1])),
        ]
    }

    var text: String {
        """
        Each neuron does two things with what reaches it:

            sum    = bias + weight1 * input1 + weight2 * input2 + ...
            output = sigmoid(sum) = 1 / (1 + e^(-sum))

        The sigmoid bends any sum, however large, into the range from 0 to 1:

             1 |                         .-------------
               |                      .-'
           0.5 |                     /
               |                  .-'
             0 |-----------------'
               +---------------------+----------------
                                     0             sum

        The row [1, 0] goes through the network of part 1, layer by layer:

          hidden 1   sum     \(hiddenSum)
                     output  \(outputs[0][0])
          output 1   output  \(outputs[1][0])
          output 2   output  \(outputs[1][1])

        So the answer of this network, which has learned nothing yet, is
        \(outputs[1]).

        """
    }
}
