import Backprop
import Testing

/// The checks themselves, each shown a defect that it must see.
@Suite struct FoldChecksTests {
    private let sound = [Fold(training: [1, 3], test: [0, 2]), Fold(training: [0, 2], test: [1, 3])]

    @Test func soundFoldsPass() {
        #expect(FoldChecks.partition(sound, rowCount: 4).isEmpty)
        #expect(FoldChecks.isStratified(sound, labels: [0, 0, 1, 1]))
        #expect(FoldChecks.keepsGroups(sound, groups: [7, 8, 7, 8]))
    }

    @Test(arguments: [
        (Fold(training: [0, 1, 3], test: [0, 2]), "row on both sides"),
        (Fold(training: [1, 4], test: [0, 2]), "row outside"),
        (Fold(training: [1, 3], test: [2, 0]), "not ascending"),
        (Fold(training: [1, 3], test: [0, 0]), "not ascending"),
        (Fold(training: [1, 3], test: []), "empty side"),
        (Fold(training: [1, 3], test: [0]), "not tested once"),
        (Fold(training: [1], test: [0, 2]), "row unused"),
    ])
    func aBrokenFoldIsSeen(fold: Fold, defect: String) {
        #expect(FoldChecks.partition([fold, sound[1]], rowCount: 4).contains(defect))
    }

    @Test func unevenClassesAndSizesAndTornGroupsAreSeen() {
        let uneven = [Fold(training: [3], test: [0, 1, 2]), Fold(training: [0, 1, 2], test: [3])]
        #expect(!FoldChecks.isEven(uneven))
        #expect(FoldChecks.isEven(uneven, limit: 2))
        #expect(!FoldChecks.isStratified(sound, labels: [0, 1, 0, 1]))
        #expect(!FoldChecks.keepsGroups(sound, groups: [7, 7, 8, 8]))
    }
}
