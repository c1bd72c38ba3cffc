import Backprop

/// The article's training: one row at a time, in order, with half the squared error.
struct ArticleTraining {
    /// The trained network.
    let network: ArticleNetwork

    /// The sum over the rows of the squared errors in each epoch.
    let errors: [Double]

    /// Trains a network.
    ///
    /// - Parameter classes: For each row, the index of the output that should be 1; the other outputs should be 0.
    init(
        _ first: ArticleNetwork, features: [[Double]], classes: [Int], learningRate: Double, epochs: Int
    ) throws {
        let classCount = first.sizes[first.sizes.count - 1]
        let targets = classes.map { label in (0..<classCount).map { $0 == label ? 1.0 : 0 } }
        let recipe = Recipe(
            network: first.network, loss: SquaredError(), optimizer: SGD(learningRate: learningRate),
            epochs: epochs, batchSize: .rows(1), shuffles: false, precision: .float64)
        let run = try TrainingRun(
            recipe, data: Dataset<Double>(features, targets: targets), parameters: first.parameters)
        // The loss is the rows' mean of half the squares.
        errors = try (0..<epochs).map { _ in try run.runEpoch().loss * 2 * Double(features.count) }
        network = ArticleNetwork(sizes: first.sizes, parameters: run.parameters)
    }
}

/// The article's ten made-up rows.
enum ContrivedData {
    static let features = [
        [2.7810836, 2.550537003], [1.465489372, 2.362125076], [3.396561688, 4.400293529],
        [1.38807019, 1.850220317], [3.06407232, 3.005305973], [7.627531214, 2.759262235],
        [5.332441248, 2.088626775], [6.922596716, 1.77106367], [8.675418651, -0.242068655],
        [7.673756466, 3.508563011],
    ]

    static let classes = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1]

    /// The rows as points, each drawn as the digit of its class.
    static var plot: String {
        let (width, height) = (58, 9)
        var canvas = [[Character]](repeating: Array(repeating: " ", count: width), count: height)
        for (point, label) in zip(features, classes) {
            let column = Int((point[0] / 10 * Double(width)).rounded())
            let row = Int(((5 - point[1]) / 6 * Double(height)).rounded(.down))
            canvas[row][column] = Character("\(label)")
        }
        let lines = canvas.enumerated().map { index, line in
            "  \(index == height / 2 ? "x2" : "  ") |" + String(line)
        }
        return lines.map { $0.trimmingEnd() }.joined(separator: "\n")
            + "\n     +" + String(repeating: "-", count: width) + " x1"
    }
}
