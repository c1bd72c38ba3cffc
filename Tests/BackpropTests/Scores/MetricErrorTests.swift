import Backprop
import Foundation
import Testing

@Suite struct MetricErrorTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let text: String
        let score: @Sendable () throws(MetricError) -> Void
        var testDescription: String { text }
        init(_ text: String, _ score: @escaping @Sendable () throws(MetricError) -> Void) {
            (self.text, self.score) = (text, score)
        }
    }

    static let cases: [Case] = [
        Case("There are no rows to score. Give at least one.") { () throws(MetricError) in
            _ = try RegressionEvaluation(truth: [], predicted: [])
        },
        Case("There are no classes to score. Give at least one class label.") { () throws(MetricError) in
            _ = try ClassificationEvaluation(truth: [0], predicted: [0], classLabels: [])
        },
        Case("Expected 2 predicted classes, found 1. Give one per row, in the order of the rows.") {
            () throws(MetricError) in
            _ = try ConfusionMatrix(truth: [0, 1], predicted: [0], classCount: 2)
        },
        Case("Expected 4 probabilities, found 3. Give one per row, in the order of the rows.") {
            () throws(MetricError) in
            _ = try ProbabilityScores(truth: [0, 1], probabilities: [1, 0, 0], classCount: 2)
        },
        Case("Expected 2 predicted values, found 3. Give one per row, in the order of the rows.") {
            () throws(MetricError) in
            _ = try RegressionEvaluation(truth: [0, 1], predicted: [1, 0, 0])
        },
        Case("Expected 2 weights, found 1. Give one per row, in the order of the rows.") {
            () throws(MetricError) in
            _ = try RegressionEvaluation(truth: [0, 1], predicted: [1, 0], weights: [1])
        },
        Case(
            "Row 2: the true class is 2, but the classes are numbered 0 to 1. "
                + "Number the classes by their place in the list of class labels."
        ) { () throws(MetricError) in
            _ = try ConfusionMatrix(truth: [0, 2], predicted: [0, 0], classCount: 2)
        },
        Case(
            "Row 1: the predicted class is -1, but the classes are numbered 0 to 1. "
                + "Number the classes by their place in the list of class labels."
        ) { () throws(MetricError) in
            _ = try ConfusionMatrix(truth: [0], predicted: [-1], classCount: 2)
        },
        Case(
            "Row 2: the probability of class 1 is nan, but a probability is a number from 0 to 1. "
                + "Give the network an output layer of softmax or sigmoid."
        ) { () throws(MetricError) in
            _ = try ProbabilityScores(truth: [0, 1], probabilities: [1, 0, 0, .nan], classCount: 2)
        },
        Case(
            "Row 1: the predicted value is inf, which cannot be scored. "
                + "Training may have diverged: lower the learning rate."
        ) { () throws(MetricError) in
            _ = try RegressionEvaluation(truth: [0], predicted: [.infinity])
        },
        Case("Row 2: the true value is 1e+200, which cannot be scored. Correct or remove the row.") {
            () throws(MetricError) in
            _ = try RegressionEvaluation(truth: [0, 1e200], predicted: [0, 0])
        },
        Case("Row 1: the weight is -1.0, but a weight is a number from 0 to 1e+100. Correct the weight.") {
            () throws(MetricError) in
            _ = try RegressionEvaluation(truth: [0], predicted: [0], weights: [-1])
        },
        Case(
            "The weights of all rows are 0, so that no row counts. "
                + "Give at least one row a positive weight."
        ) { () throws(MetricError) in
            _ = try RegressionEvaluation(truth: [0], predicted: [0], weights: [0])
        },
    ]

    @Test(arguments: cases)
    func namesLocationAndRemedy(_ expected: Case) {
        var found = "nothing was thrown"
        do throws(MetricError) { try expected.score() } catch { found = error.description }
        #expect(found == expected.text)
    }

    @Test func baselinesCheckTheirTrainingRows() {
        #expect(throws: MetricError.noRows) { try Baseline.mean(training: [], test: [1]) }
        #expect(throws: MetricError.noRows) {
            try Baseline.mostFrequentClass(training: [], test: [0], classLabels: ["a"])
        }
        #expect(throws: MetricError.classOutOfRange(of: "true", row: 0, found: 1, classCount: 1)) {
            try Baseline.stratifiedChance(training: [1], test: [0], classLabels: ["a"])
        }
        #expect(throws: MetricError.value(of: "true", row: 0, found: .infinity)) {
            try Baseline.median(training: [.infinity], test: [1])
        }
    }

    @Test(arguments: ["[]", "[[]]", "[[0]]", "[[1,2]]", "[[1,2],[3]]", "[[-1]]", "{}"])
    func aBrokenConfusionMatrixIsNotRead(text: String) {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(ConfusionMatrix.self, from: Data(text.utf8))
        }
    }
}
