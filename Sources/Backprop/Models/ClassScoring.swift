/// Turns a network's outputs into classes and, where they can be read so, into probabilities.
struct ClassScoring {
    /// Each row's most probable class, the first of equals.
    let classes: [Int]

    /// Rows × classes; `nil` where the outputs are not confined to 0...1.
    let probabilities: [Double]?

    /// - Parameters:
    ///   - outputs: Rows × classes, or one column where `isBinary`: the second class's share.
    ///   - activation: What the network ends in. Softmax gives probabilities; sigmoids are divided by
    ///     their sum, which changes no order; anything else gives scores that only an arg max can use.
    init(_ outputs: [Double], classCount: Int, isBinary: Bool, activation: Activation) {
        let scores = isBinary ? outputs.flatMap { [1 - $0, $0] } : outputs
        let rows = scores.count / max(1, classCount)
        classes = (0..<rows).map { row in
            Self.argmax(scores[(row * classCount)..<((row + 1) * classCount)])
        }
        switch activation {
        case .softmax: probabilities = scores
        case .sigmoid: probabilities = isBinary ? scores : Self.normalized(scores, classCount: classCount)
        default: probabilities = nil
        }
    }

    private static func argmax(_ scores: ArraySlice<Double>) -> Int {
        var best = scores.startIndex
        for index in scores.indices where scores[index] > scores[best] { best = index }
        return best - scores.startIndex
    }

    /// Each row divided by its sum; a row of zeros becomes the uniform distribution.
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
