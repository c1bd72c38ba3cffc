import Backprop

/// Measures how long every score of predictions takes, by the number of classes: with each class once, and with the
/// probabilities of all classes for each row.
@main struct ScoringBenchmark {
    static func main() throws {
        print("classes  rows  classes alone  with probabilities")
        for count in [10, 100, 1000, 5000] {
            let labels = (0..<count).map { "class \($0)" }
            let truth = Array(0..<count)
            let predicted = truth.map { $0 % 10 == 0 ? ($0 + 1) % count : $0 }
            let probabilities = probabilities(of: predicted, count)
            let alone = try seconds {
                try ClassificationEvaluation(truth: truth, predicted: predicted, classLabels: labels)
            }
            let both = try seconds {
                try ClassificationEvaluation(truth: truth, probabilities: probabilities, classLabels: labels)
            }
            print("\(count)  \(count)  \(alone) s  \(both) s")
        }
    }

    /// Half for the predicted class; the rest differs from class to class.
    private static func probabilities(of predicted: [Int], _ count: Int) -> [Double] {
        var state: UInt64 = 1
        return predicted.flatMap { own in
            (0..<count).map { index in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return index == own ? 0.5 : Double(state >> 40) / Double(1 << 24) / Double(count)
            }
        }
    }

    private static func seconds<Value>(_ body: () throws -> Value) rethrows -> Double {
        let clock = ContinuousClock()
        let duration = try clock.measure { _ = try body() }
        let (seconds, attoseconds) = duration.components
        return Double(seconds) + Double(attoseconds) * 1e-18
    }
}
