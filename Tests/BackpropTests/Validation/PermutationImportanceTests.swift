import Testing

@testable import Backprop

/// The importance of columns, compared with the plain way: shuffle a column of the table, score.
@Suite struct PermutationImportanceTests {
    /// The table with the values of one column moved to other rows.
    private func moving(_ column: String, of table: Table, _ order: [Int]) -> Table {
        Table(
            columns: table.columns.map { each in
                (
                    name: each.name,
                    values: order.indices.map { each.text(at: each.name == column ? order[$0] : $0) }
                )
            }, source: table.source)
    }

    private static let cases: [(text: String, metric: Metric, missing: Bool)] = [
        (ModelSupport.flowers, .accuracy, false), (ModelSupport.flowers, .logLoss, true),
        (ModelSupport.slope, .r2, false), (ModelSupport.slope, .mae, false),
    ]

    @Test(arguments: cases.indices) func isTheLossOfScoreOfShuffledRawColumns(_ index: Int) throws {
        let (text, metric, missing) = Self.cases[index]
        let table = try ModelSupport.table(text)
        let model = try ModelSupport.model(text) {
            $0.epochs = 40
            $0.preprocessing.missingIndicators = missing
        }
        let settings = PermutationSettings(metric: metric, repeats: 3, seed: 5)
        let found = try model.importance(on: table, settings)
        let score = try #require(try model.evaluate(table)[metric])
        #expect(found.score == score)
        let features = table.columns.dropLast().map(\.name)
        #expect(found.columns.map(\.name) == features)
        let sign = metric.isHigherBetter ? 1.0 : -1.0
        for (position, column) in found.columns.enumerated() {
            for (repetition, drop) in column.drops.enumerated() {
                let order = Philox(seed: 5, .permutation, step: repetition, layer: position)
                    .permutation(of: table.rowCount)
                let moved = try model.evaluate(moving(column.name, of: table, order))
                #expect(drop == sign * (score - moved[metric]!))
            }
            #expect(abs(column.mean - column.drops.reduce(0, +) / 3) < 1e-15)
        }
        #expect(found.columns.contains { $0.drops.contains { $0 != 0 } })
    }

    @Test func doesNotDependOnThreadsButOnTheSeed() throws {
        let table = try ModelSupport.table(ModelSupport.flowers)
        let model = try ModelSupport.model { $0.epochs = 40 }
        func found(_ seed: UInt64, threads: Int) throws -> PermutationImportance {
            try model.importance(
                on: table, PermutationSettings(metric: .logLoss, seed: seed), threads: threads)
        }
        #expect(try found(1, threads: 1) == found(1, threads: 3))
        #expect(try found(1, threads: 1) != found(2, threads: 1))
    }

    @Test func theDeviationIsThatOfAllShuffles() {
        let column = PermutationImportance.Column(name: "a", drops: [1, 3, 5, 7])
        #expect(column.mean == 4 && column.standardDeviation == 5.0.squareRoot())
    }

    @Test func foldsCountAlikeAndAColumnThatOneDoesNotUseHasNoneThere() throws {
        func fold(_ score: Double, _ columns: [(String, [Double])]) -> PermutationImportance {
            PermutationImportance(
                metric: .r2, score: score, columns: columns.map { .init(name: $0.0, drops: $0.1) })
        }
        let merged = try #require(
            PermutationImportance(merging: [
                fold(0.5, [("a", [1, 2])]), fold(1, [("a", [3, 4]), ("b", [8, 8])]),
            ]))
        #expect(merged.score == 0.75)
        #expect(merged.columns.map(\.name) == ["a", "b"])
        #expect(merged.columns[0].drops == [1, 2, 3, 4] && merged.columns[1].drops == [0, 0, 8, 8])
        #expect(merged.ranked.map(\.name) == ["b", "a"])
        #expect(PermutationImportance(merging: []) == nil)
    }

    @Test func reportsWhatCannotBeMeasured() throws {
        let table = try ModelSupport.table(ModelSupport.slope)
        let model = try ModelSupport.model(ModelSupport.slope)
        let none = #expect(throws: ImportanceError.self) {
            try model.importance(on: table, PermutationSettings(repeats: 0))
        }
        #expect(
            none?.description
                == "Each column is shuffled at least once, but 0 was asked for. Ask for 1 or more; 5 is common."
        )
        let other = #expect(throws: ImportanceError.self) {
            try model.importance(on: table, PermutationSettings(metric: .accuracy))
        }
        #expect(
            other?.description.hasPrefix("The score \"accuracy\" is not defined for these rows") == true)
    }
}
