import Backprop
import Testing

@Suite struct ArticleSplitTests {
    /// From Python: Tests/Conformance/random/golden.py.
    @Test func foldsAreThoseOfTheArticle() {
        var generator = MersenneTwister(seed: 1)
        let folds = ArticleSplit.folds(rowCount: 23, count: 5, using: &generator)
        let expected = [
            [4, 19, 2, 10], [5, 20, 18, 22], [14, 9, 21, 6], [1, 15, 0, 16], [11, 13, 3, 17],
        ]
        #expect(folds == expected)
    }

    @Test func leftoverRowsAreInNoFold() {
        var generator = MersenneTwister(seed: 1)
        let folds = ArticleSplit.folds(rowCount: 23, count: 5, using: &generator)
        #expect(Set(folds.joined()).count == 20)
    }

    @Test(arguments: [0, 4])
    func fewerRowsThanFoldsMakeEmptyFolds(rowCount: Int) {
        var generator = MersenneTwister(seed: 1)
        let folds = ArticleSplit.folds(rowCount: rowCount, count: 5, using: &generator)
        #expect(folds == [[], [], [], [], []])
        #expect(generator == MersenneTwister(seed: 1))
    }
}
