import Backprop

/// Part 4: many small steps downhill.
struct TrainPage: TutorialPage {
    let learningRate = 0.5
    let epochs = 20
    let first: ArticleNetwork
    let training: ArticleTraining

    init() throws {
        var generator = MersenneTwister(seed: 1)
        first = ArticleNetwork(sizes: [2, 2, 2], drawingFrom: &generator)
        training = try ArticleTraining(
            first, features: ContrivedData.features, classes: ContrivedData.classes,
            learningRate: learningRate, epochs: epochs)
    }

    var numbers: [(String, JSONValue)] {
        [
            ("seed", 1), ("sizes", JSONValue(integers: first.sizes)),
            ("learningRate", JSONValue(learningRate)), ("epochs", JSONValue(epochs)),
            ("initialNetwork", first.json), ("errors", JSONValue(numbers: training.errors)),
            ("network", training.network.json),
        ]
    }

    var text: String {
        """
        A delta times the input that came along a weight tells how the error grows with
        that weight: its gradient. We want less error, so take a small step back:

            weight = weight - learning rate * delta * input
            bias   = bias   - learning rate * delta

        Do that after each row, and you have online stochastic gradient descent. Once
        over all rows is an epoch. Here are ten rows of two kinds, 0 and 1:

        \(ContrivedData.plot)

        A 2-2-2 network gets one output for each kind: class 0 should answer [1, 0] and
        class 1 should answer [0, 1]. It starts from random.seed(1) again, and the
        error is the sum of (expected - output)^2 over all rows and outputs:

        \(lines)

        The weights began as

        \(first.text)

        and have become

        \(training.network.text)

        The error is a fifth of what it was, although no programmer wrote down a rule
        that tells the two kinds apart.

        """
    }

    private var lines: String {
        training.errors.enumerated().map { epoch, error in
            ">epoch=\(epoch), lrate=\(NumberText.fixed(learningRate, places: 3)), error=\(NumberText.fixed(error, places: 3))"
        }.joined(separator: "\n")
    }
}
