import Backprop

/// Part 5: the largest output wins.
struct PredictPage: TutorialPage {
    /// The trained network from the article.
    let network = ArticleNetwork([
        [
            [-1.482313569067226, 1.8308790073202204, 1.078381922048799],
            [0.23244990332399884, 0.3621998343835864, 0.40289821191094327],
        ],
        [
            [2.5001872433501404, 0.7887233511355132, -1.1026649757805829],
            [-2.429350576245497, 0.8357651039198697, 1.0699217181280656],
        ],
    ])
    let outputs: [[Double]]
    let predicted: [Int]

    init() throws {
        outputs = try network.network.outputs(
            for: ContrivedData.features, parameters: network.parameters)
        predicted = try network.classes(of: ContrivedData.features, truth: ContrivedData.classes)
    }

    private var correct: Int { zip(predicted, ContrivedData.classes).count { $0 == $1 } }

    var numbers: [(String, JSONValue)] {
        [
            ("network", network.json), ("outputs", JSONValue(numbers: outputs)),
            ("expected", JSONValue(integers: ContrivedData.classes)),
            ("predicted", JSONValue(integers: predicted)), ("correct", JSONValue(correct)),
            ("rows", JSONValue(predicted.count)),
        ]
    }

    var text: String {
        """
        To predict, run the row forward and see which output is the largest. Its place
        is the answer; this is called arg max. The article gives a trained network:

        \(network.text)

        (Compare the second weight of each output with part 4: it is still the random
        draw. The program that trained this network never updated it, and the network
        does its job all the same. Bugs in training hide well; checks find them.)

        For the ten rows of part 4 it predicts (the two outputs are on the right):

        \(lines)

        \(correct) of \(predicted.count) are right. But these are the rows it learned from: it may have
        understood something, or only remember. Only new rows can tell; hence part 6.

        """
    }

    private var lines: String {
        predicted.indices.map { row in
            "Expected=\(ContrivedData.classes[row]), Got=\(predicted[row])   \(outputs[row])"
        }.joined(separator: "\n")
    }
}
