import Backprop
import Foundation
import Testing

/// The cases of ScikitLearnScores.swift.
struct ScikitLearnFixture: Decodable {
    struct Classification: Decodable, CustomTestStringConvertible {
        let name: String
        let classCount: Int
        let truth: [Int]
        let probabilities: [Double]
        let weights: [Double]?
        let predicted: [Int]
        let confusion: [Double]
        let perClass: [[Double]]
        let scores: [String: Double?]
        let firstIsPositive: [String: Double?]?
        let curves: Curves
        var testDescription: String { name }
        var labels: [String] { (0..<classCount).map { "class \($0)" } }
    }

    struct Curves: Decodable {
        let roc: [[Double]]?
        let precisionRecall: [[Double]]?
        let calibration: [[Double]]?
    }

    struct Regression: Decodable, CustomTestStringConvertible {
        let name: String
        let targetCount: Int
        let truth: [Double]
        let predictions: [Double]
        let weights: [Double]?
        let scores: [String: Double?]
        let perTarget: [[String: Double?]]
        var testDescription: String { name }
        var targetNames: [String] { (0..<targetCount).map { "target \($0)" } }
    }

    struct Baselines: Decodable, CustomTestStringConvertible {
        let name: String
        let training: [Int]
        let test: [Int]
        let trainingWeights: [Double]?
        let testWeights: [Double]?
        let mostFrequentClass: [String: Double?]
        let stratifiedChance: [String: Double?]
        let mean: [String: Double?]
        let median: [String: Double?]
        var testDescription: String { name }
    }

    struct SummaryCase: Decodable {
        let scores: [Double]
        let mean: Double
        let deviation: Double
        let error: Double
        let lower: Double
        let upper: Double
    }

    struct Windows: Decodable {
        let rows: Int
        let folds: Int
        let training: [[Int]]
        let test: [[Int]]
    }

    struct MultiLabel: Decodable, CustomTestStringConvertible {
        let name: String
        let targetCount: Int
        let truth: [Int]
        let probabilities: [Double]
        let weights: [Double]?
        let scores: [String: Double?]
        let perTarget: [[Double]]
        var testDescription: String { name }
        var targets: [BinaryTarget] {
            (0..<targetCount).map { BinaryTarget(name: "target \($0)", positive: "yes", negative: "no") }
        }
    }

    let classification: [Classification]
    let regression: [Regression]
    let baselines: [Baselines]
    let student: [[Double]]
    let summaries: [SummaryCase]
    let windows: [Windows]
    let multiLabel: [MultiLabel]

    static let all: ScikitLearnFixture = {
        do {
            return try JSONDecoder().decode(Self.self, from: Data(scikitLearnScores.utf8))
        } catch {
            fatalError("the committed scores cannot be read: \(error)")
        }
    }()
}

/// Whether two numbers agree to 1e-9, relative if they are above 1.
func agree(_ first: Double, _ second: Double) -> Bool {
    (first - second).magnitude <= 1e-9 * max(1, second.magnitude)
}

/// The differences of `metrics` from the expected ones: a value, a name too many, a name missing.
func differences(
    _ metrics: [(metric: Metric, value: Double)], from expected: [String: Double?]
) -> [String] {
    differences(metrics.map { (name: $0.metric.rawValue, value: $0.value) }, from: expected)
}

/// The names under which found and expected values differ.
func differences(
    _ metrics: [(name: String, value: Double)], from expected: [String: Double?]
) -> [String] {
    let found = Dictionary(uniqueKeysWithValues: metrics.map { ($0.name, $0.value) })
    return Set(found.keys).union(expected.keys).sorted().filter { name in
        switch (found[name], expected[name] ?? nil) {
        case (nil, nil): false
        case (let value?, let other?): !agree(value, other)
        default: true
        }
    }
}
