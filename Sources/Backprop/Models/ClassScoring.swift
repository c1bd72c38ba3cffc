/// The classes of a network's outputs and, if possible, their probabilities.
struct ClassScoring {
    /// Each row's most probable class, the first of equals.
    let classes: [Int]

    /// Rows × classes, or `nil` if the outputs are not confined to 0...1.
    let probabilities: [Double]?

    /// - Parameters:
    ///   - outputs: Rows × classes, or if `isBinary` one column: the second class's share.
    ///   - activation: The network's last activation. Softmax gives probabilities. The outputs of sigmoids are divided
    ///     by their sum, which changes no order. Other activations give scores for an arg max only.
    init(_ outputs: [Double], classCount: Int, isBinary: Bool, activation: Activation) {
        let scores = isBinary ? outputs.flatMap { [1 - $0, $0] } : outputs
        classes = Self.classes(of: scores, classCount: classCount)
        guard Self.givesProbabilities(activation) else {
            probabilities = nil
            return
        }
        let sumToOne = isBinary || activation == .softmax
        probabilities = sumToOne ? scores : Self.normalized(scores, classCount: classCount)
    }

    /// Whether outputs of that activation can be read as probabilities, divided by their sum if need be.
    static func givesProbabilities(_ activation: Activation) -> Bool {
        activation == .softmax || activation == .sigmoid
    }

    /// Returns the class with the greatest score in each row, the first of equals.
    static func classes(of scores: [Double], classCount: Int) -> [Int] {
        (0..<(scores.count / max(1, classCount))).map { row in
            argmax(scores[(row * classCount)..<((row + 1) * classCount)])
        }
    }

    private static func argmax(_ scores: ArraySlice<Double>) -> Int {
        var best = scores.startIndex
        for index in scores.indices where scores[index] > scores[best] { best = index }
        return best - scores.startIndex
    }

    /// Returns each row divided by its sum; a row of zeros becomes the uniform distribution.
    private static func normalized(_ scores: [Double], classCount: Int) -> [Double] {
        var result = scores
        for begin in stride(from: 0, to: scores.count, by: classCount) {
            let sum = scores[begin..<(begin + classCount)].reduce(0, +)
            for index in begin..<(begin + classCount) {
                result[index] = sum > 0 ? scores[index] / sum : 1 / Double(classCount)
            }
        }
        return result
    }
}

extension Network {
    /// Whether the outputs can be read as the probabilities of classes.
    package var givesProbabilities: Bool { ClassScoring.givesProbabilities(outputActivation) }
}
