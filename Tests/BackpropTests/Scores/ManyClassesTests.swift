import Testing

@testable import Backprop

/// Scores take time in proportion to rows and classes: these tests end only if they do.
@Suite struct ManyClassesTests {
    private static let count = 2000

    /// Each class once; every tenth row is predicted as the next class.
    private static var predicted: [Int] {
        (0..<count).map { $0 % 10 == 0 ? ($0 + 1) % count : $0 }
    }

    @Test func thousandsOfClassesAreScored() throws {
        let labels = (0..<Self.count).map { "class \($0)" }
        let evaluation = try ClassificationEvaluation(
            truth: Array(0..<Self.count), predicted: Self.predicted, classLabels: labels)
        #expect(evaluation.accuracy == 0.9)
        #expect(abs(evaluation.balancedAccuracy - 0.9) < 1e-12)
        // By chance one row in 2000 is right, since every class has one row.
        let kappa = try #require(evaluation.cohenKappa)
        #expect(abs(kappa - (1 - 0.1 / (1 - 1.0 / 2000))) < 1e-9)
        #expect(evaluation.confusionMatrix[truth: 10, predicted: 11] == 1)
        #expect(evaluation.confusionMatrix[truth: 10, predicted: 10] == 0)
        #expect(evaluation.report().contains("most frequent confusions"))
    }

    @Test func baselinesOfManyClassesAreScored() throws {
        let labels = (0..<400).map { "class \($0)" }
        let classes = Array(labels.indices)
        let frequent = try Baseline.mostFrequentClass(training: classes, test: classes, classLabels: labels)
        #expect(frequent.accuracy == 1.0 / 400)
        let chance = try Baseline.stratifiedChance(training: classes, test: classes, classLabels: labels)
        #expect(abs(chance.accuracy - 1.0 / 400) < 1e-12)
    }

    @Test func aMatrixTakesNoMemoryForCellsWithoutRows() throws {
        let count = 1_000_000
        let matrix = try ConfusionMatrix(
            truth: [0, count - 1, count - 1], predicted: [5, 0, 0], classCount: count)
        #expect(matrix[truth: count - 1, predicted: 0] == 2)
        #expect(matrix[truth: 0, predicted: 5] == 1 && matrix[truth: 0, predicted: 4] == 0)
        #expect(matrix.total == 3 && matrix.accuracy == 0)
        // Both are class 0 for one and two rows in three: 2 / 9 agree by chance.
        #expect(abs(try #require(matrix.cohenKappa) + 2.0 / 7) < 1e-12)
    }

    @Test func rankingsWithoutSortingGiveTheSameBits() throws {
        var state: UInt64 = 7
        func next(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        for classes in 3...6 {
            let truth = (0..<40).map { $0 < classes ? $0 : next(classes) }
            // Few different numbers, so that many are equal.
            let probabilities = (0..<(40 * classes)).map { _ in Double(next(8)) / 8 }
            let scores = try ProbabilityScores(
                truth: truth, probabilities: probabilities, classCount: classes)
            let (fast, plain) = (ClassRankings(scores).scores, scores.classRankings)
            #expect(fast.map(\.rocAUC) == plain.map(\.rocAUC))
            #expect(fast.map(\.averagePrecision) == plain.map(\.averagePrecision))
        }
    }

    @Test func classesAreFoundInTargetsOfManyColumns() {
        let targets = (0..<Self.count).flatMap { row in
            (0..<Self.count).map { Float($0 == (row * 7) % Self.count ? 1 : 0) }
        }
        let data = Dataset<Float>(
            inputShape: [1], targetCount: Self.count, features: [Float](repeating: 0, count: Self.count),
            targets: targets)
        #expect(data.classes(.oneHot) == (0..<Self.count).map { ($0 * 7) % Self.count })
    }
}
