import Backprop

/// Part 1: a network is lists of random numbers.
struct InitializePage: TutorialPage {
    /// The article's 2-1-2 network, drawn after `random.seed(1)`.
    let network: ArticleNetwork

    init() throws {
        var generator = MersenneTwister(seed: 1)
        network = ArticleNetwork(sizes: [2, 1, 2], drawingFrom: &generator)
    }

    var numbers: [(String, JSONValue)] {
        [("seed", 1), ("sizes", JSONValue(integers: network.sizes)), ("network", network.json)]
    }

    var text: String {
        """
        A neuron is a short list of numbers: one weight for each of its inputs, and one
        more, the bias, which stands last. A layer is a few neurons side by side; each
        of them sees everything that the layer before gives. This network has 2 inputs,
        1 hidden neuron and 2 output neurons, and so 3 + 2 + 2 = 7 numbers:

            x1 ----.                    .----> output 1
                    >----> hidden 1 ---<
            x2 ----'                    '----> output 2

        Before training they are drawn at random, each from 0 up to 1. If all began
        alike, the neurons of a layer would all learn the same thing. After Python's
        random.seed(1) the draws are:

        \(network.text)

        Read the first line as: x1 counts 0.134, x2 counts 0.847, and 0.764 is added.

        """
    }
}
