import Testing

@testable import Backprop

/// Dependence curves and interactions, compared with predictions for raw rows.
@Suite struct ModelExplanationTests {
    private func setting(_ column: String, of table: Table, to value: String?) -> Table {
        Table(
            columns: table.columns.map { each in
                (
                    name: each.name,
                    values: (0..<table.rowCount).map { each.name == column ? value : each.text(at: $0) }
                )
            }, source: table.source)
    }

    @Test func curvesAreMeansOfPredictionsForChangedRawRows() throws {
        let table = try ModelSupport.table(ModelSupport.flowers)
        let model = try ModelSupport.model {
            $0.epochs = 40
            $0.preprocessing.missingIndicators = true
        }
        let found = try model.explanation(on: table, columns: ["length", "colour"])
        #expect(found.outputs.map(\.label) == ["lily", "rose", "tulip"] && found.rowCount == 12)
        #expect(found.dependences.map(\.column) == ["length", "colour"])
        let (length, colour) = (found.dependences[0], found.dependences[1])
        #expect(length.isOrdered && !colour.isOrdered && !length.isDate)
        #expect(length.points.map(\.number) == [0.25, 0.5, 0.75, 1, 2, 2.25, 2.5, 4, 4.25, 4.5])
        #expect(length.missing?.value == "missing" && colour.missing == nil)
        // The most frequent category first.
        #expect(colour.points.map(\.value) == ["red", "white", "blue"])
        for dependence in found.dependences {
            for point in dependence.points + [dependence.missing].compactMap(\.self) {
                let value = point.value == "missing" ? nil : point.value
                let changed = setting(dependence.column, of: table, to: value)
                guard case .classes(_, _, let shares?) = try model.predict(changed).content else { return }
                for output in 0..<3 {
                    let values = stride(from: output, to: shares.count, by: 3).map { shares[$0] }
                    #expect(abs(point.means[output] - values.reduce(0, +) / 12) < 1e-12)
                }
                #expect(point.individual.isEmpty)
            }
        }
    }

    @Test func aSingleOutputHasTheCurvesOfRows() throws {
        let table = try ModelSupport.table(ModelSupport.flowers)
        let model = try ModelSupport.model { $0.epochs = 40 }
        let output = try model.explainedOutputs(ofClass: "rose")
        let found = try model.explanation(on: table, columns: ["width"], outputs: output)
        let changed = setting("width", of: table, to: "3.25")
        guard case .classes(_, _, let shares?) = try model.predict(changed).content else { return }
        let point = try #require(found.dependences[0].points.first { $0.number == 3.25 })
        #expect(point.individual == (0..<12).map { shares[$0 * 3 + 1] })
        #expect(found.interactions.isEmpty)
    }

    @Test func columnsWithTheLargestEffectsComeFirst() throws {
        let table = try ModelSupport.table(ModelSupport.flowers)
        let model = try ModelSupport.model { $0.epochs = 60 }
        let found = try model.explanation(on: table)
        #expect(found.dependences.count == 3 && found.interactions.count == 3)
        let ranges = found.dependences.map(\.range)
        #expect(ranges == ranges.sorted(by: >) && ranges[0] > 0)
        let strengths = found.interactions.map(\.strength)
        #expect(strengths == strengths.sorted(by: >))
        #expect(try model.explanation(on: table, threads: 3) == found)
    }

    /// Quantiles are values that occur, and include the smallest and the largest.
    @Test func manyNumbersAreQuantilesWithinTheRangeOfTraining() throws {
        func text(_ numbers: [Int]) -> String { "x,y\n" + numbers.map { "\($0),\($0 * $0).5\n" }.joined() }
        let model = try ModelSupport.model(text(Array(0..<100)))
        let table = try ModelSupport.table(text([-50] + Array(0..<100) + [900]))
        let found = try model.explanation(on: table)
        let numbers = found.dependences[0].points.compactMap(\.number)
        #expect(numbers.count == 20 && numbers.first == 0 && numbers.last == 99)
        #expect(numbers == numbers.sorted())
    }

    @Test func aSumHasNoInteractionAndAProductIsNothingElse() {
        let (a, b) = ([1.0, 2, 5, -8], [4.0, -4, 1, -1])
        let sum = ColumnInteraction(
            ("a", "b"), joint: [zip(a, b).map { 3 + $0 + $1 }], first: [a], second: [b])
        #expect(sum.share == 0 && sum.strength == 0 && sum.columns == ["a", "b"])
        let flat = [0.0, 0, 0, 0]
        let product = ColumnInteraction(
            ("a", "b"), joint: [[3.0, -3, 3, -3]], first: [flat], second: [flat])
        #expect(product.share == 1 && product.strength == 3)
        // Half of the joint effect is the sum: 3 + 4 against 5 by Pythagoras.
        let both = ColumnInteraction(
            ("a", "b"), joint: [[7.0, 1, -1, -7]], first: [[4.0, 4, -4, -4]], second: [flat])
        #expect(abs(both.strength - 3) < 1e-12 && abs(both.share - 0.6) < 1e-12)
        let none = ColumnInteraction(("a", "b"), joint: [flat], first: [flat], second: [flat])
        #expect(none.share == 0)
    }

    @Test func theInteractionOfALinearNetworkIsZero() throws {
        let text =
            "a,b,y\n"
            + (0..<30).map { "\($0 * 7 % 11),\($0 * 5 % 13),\($0 * 7 % 11 + $0 * 5 % 13)\n" }.joined()
        let model = try ModelSupport.model(text, layers: "dense 3 linear", precision: .float64) {
            $0.epochs = 20
            $0.preprocessing.bins = 0
            $0.preprocessing.scaling = .standard
        }
        let found = try model.explanation(on: try ModelSupport.table(text))
        let pair = try #require(found.interactions.first)
        #expect(pair.share < 1e-9 && found.dependences[0].range > 0.5)
    }
}
