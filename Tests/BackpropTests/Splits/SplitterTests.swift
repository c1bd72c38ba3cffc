import Backprop
import Testing

/// The promises of splits, over hundreds of shapes drawn from a seed.
@Suite struct SplitterTests {
    /// A generator of test shapes: Knuth's linear congruential one, of which the upper bits are used.
    struct Shapes {
        var state: UInt64
        mutating func next(_ range: ClosedRange<Int>) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return range.lowerBound + Int(state >> 33) % range.count
        }
    }

    @Test func shuffledFoldsTestEveryRowOnceInEvenParts() throws {
        var shapes = Shapes(state: 1)
        for seed in 0..<300 as Range<UInt64> {
            let rows = shapes.next(2...80)
            let (folds, repeats) = (shapes.next(2...min(rows, 12)), shapes.next(1...3))
            let all = try Splitter.kFold(folds: folds, repeats: repeats).folds(rowCount: rows, seed: seed)
            #expect(all.count == folds * repeats)
            for start in stride(from: 0, to: all.count, by: folds) {
                let once = Array(all[start..<start + folds])
                #expect(FoldChecks.partition(once, rowCount: rows).isEmpty)
                #expect(FoldChecks.isEven(once))
            }
        }
    }

    @Test func stratifiedFoldsSpreadClassesAndSizesEvenly() throws {
        var shapes = Shapes(state: 2)
        for seed in 0..<300 as Range<UInt64> {
            let (rows, classes) = (shapes.next(2...80), shapes.next(1...6))
            let (folds, repeats) = (shapes.next(2...min(rows, 12)), shapes.next(1...2))
            // Squared, so that some classes are rare; negative, because labels may be any numbers.
            let labels = (0..<rows).map { _ in shapes.next(0...classes) * shapes.next(0...classes) - 3 }
            let all = try Splitter.stratified(folds: folds, repeats: repeats)
                .folds(rowCount: rows, labels: labels, seed: seed)
            for start in stride(from: 0, to: all.count, by: folds) {
                let once = Array(all[start..<start + folds])
                #expect(FoldChecks.partition(once, rowCount: rows).isEmpty)
                #expect(FoldChecks.isEven(once))
                #expect(FoldChecks.isStratified(once, labels: labels))
            }
        }
    }

    @Test func groupedFoldsNeverTearAGroup() throws {
        var shapes = Shapes(state: 3)
        for seed in 0..<300 as Range<UInt64> {
            let (rows, count) = (shapes.next(4...80), shapes.next(2...20))
            let groups = (0..<rows).map { $0 < 2 ? $0 : shapes.next(0...count) }
            let folds = shapes.next(2...min(Set(groups).count, 8))
            let all = try Splitter.grouped(folds: folds).folds(rowCount: rows, groups: groups, seed: seed)
            let largest = Set(groups).map { group in groups.count { $0 == group } }.max() ?? 0
            #expect(FoldChecks.partition(all, rowCount: rows).isEmpty)
            #expect(FoldChecks.keepsGroups(all, groups: groups))
            #expect(FoldChecks.isEven(all, limit: largest))
        }
    }

    @Test func repeatedGroupsAreDividedAnew() throws {
        // Groups of nine different sizes, which the rule of the largest first always divides alike.
        let groups = (1...9).flatMap { group in Array(repeating: group, count: group) }
        let all = try Splitter.grouped(folds: 3, repeats: 4).folds(
            rowCount: groups.count, groups: groups, seed: 5)
        #expect(all.count == 12)
        let divisions = (0..<4).map { Array(all[($0 * 3)..<($0 * 3 + 3)]) }
        for division in divisions {
            #expect(FoldChecks.partition(division, rowCount: groups.count).isEmpty)
            #expect(FoldChecks.keepsGroups(division, groups: groups))
            #expect(FoldChecks.isEven(division, limit: 9))
        }
        #expect(Set(divisions.map { Set($0.map(\.test)) }).count == 4)
        #expect(
            divisions[0]
                == (try Splitter.grouped(folds: 3).folds(rowCount: groups.count, groups: groups, seed: 5)))
    }

    @Test func holdOutTestsTheShareOfTheWholeAndOfEachClass() throws {
        var shapes = Shapes(state: 4)
        for seed in 0..<300 as Range<UInt64> {
            let rows = shapes.next(10...80)
            let share = Double(shapes.next(10...90)) / 100
            let labels = (0..<rows).map { _ in shapes.next(0...3) * shapes.next(0...3) }
            for stratified in [false, true] {
                let all = try Splitter.holdOut(testShare: share, stratified: stratified)
                    .folds(rowCount: rows, labels: labels, seed: seed)
                let test = try #require(all.first).test
                #expect(all.count == 1)
                #expect(FoldChecks.soundness(all, rowCount: rows).isEmpty)
                #expect(Double(test.count) == (share * Double(rows)).rounded())
                guard stratified else { continue }
                let training = try #require(all.first).training.map { labels[$0] }
                let bare = Set(labels).count { label in training.count { $0 == label } <= 1 }
                for label in Set(labels) {
                    let due = Double(test.count * labels.count { $0 == label }) / Double(rows)
                    let tested = test.count { labels[$0] == label }
                    // A class that keeps its last training row leaves its share to the others.
                    #expect((Double(tested) - due).magnitude <= 1 + Double(bare))
                    if bare == 0 { #expect((Double(tested) - due).magnitude <= 1) }
                }
            }
        }
    }

    @Test func aStratifiedHoldOutKeepsARareClassForTraining() throws {
        let labels = [Int](repeating: 0, count: 12) + [1, 2, 3]
        for seed in 0..<50 as Range<UInt64> {
            let fold = try #require(
                try Splitter.holdOut(testShare: 0.4, stratified: true)
                    .folds(rowCount: 15, labels: labels, seed: seed).first)
            #expect(fold.test.allSatisfy { labels[$0] == 0 } && fold.test.count == 6)
        }
        let rare = try Splitter.holdOut(testShare: 0.5, stratified: true)
            .folds(rowCount: 4, labels: [1, 2, 3, 4], seed: 1)
        #expect(rare.first?.test.count == 2)
    }

    @Test func aGroupedHoldOutTestsWholeGroupsNearTheShare() throws {
        var shapes = Shapes(state: 6)
        for seed in 0..<300 as Range<UInt64> {
            let rows = shapes.next(4...80)
            let share = Double(shapes.next(1...99)) / 100
            let groups = [7, 8] + (2..<rows).map { _ in shapes.next(0...3) * shapes.next(0...3) }
            let all = try Splitter.groupedHoldOut(testShare: share).folds(
                rowCount: rows, groups: groups, seed: seed)
            #expect(all.count == 1 && all[0].training.count + all[0].test.count == rows)
            #expect(FoldChecks.soundness(all, rowCount: rows).isEmpty)
            #expect(FoldChecks.keepsGroups(all, groups: groups))
            let largest = Set(groups).map { group in groups.count { $0 == group } }.max() ?? 0
            #expect((Double(all[0].test.count) - share * Double(rows)).magnitude <= Double(largest))
        }
        // Even groups meet the share exactly.
        let even = try Splitter.groupedHoldOut(testShare: 0.25).folds(
            rowCount: 48, groups: (0..<48).map { $0 % 12 }, seed: 3)
        #expect(even[0].test.count == 12)
        // If every group is too large, the smallest is tested.
        let large = try Splitter.groupedHoldOut(testShare: 0.1).folds(
            rowCount: 9, groups: [1, 1, 1, 2, 2, 2, 2, 2, 2], seed: 1)
        #expect(large[0].test == [0, 1, 2])
    }

    @Test func groupsOfVeryDifferentSizesStillBalance() throws {
        let groups = [5, 5, 5, 5, 5, 5, 1, 1, 2, 2, 3, 3]
        let folds = try Splitter.grouped(folds: 2).folds(rowCount: 12, groups: groups, seed: 1)
        #expect(folds.map(\.test) == [[0, 1, 2, 3, 4, 5], [6, 7, 8, 9, 10, 11]])
    }

    @Test func leaveOneOutTestsEachRowAlone() throws {
        for rows in 2...20 {
            let all = try Splitter.leaveOneOut.folds(rowCount: rows, seed: 0)
            #expect(FoldChecks.partition(all, rowCount: rows).isEmpty)
            #expect(all.map(\.test) == (0..<rows).map { [$0] })
        }
    }

    @Test func windowsNeverTrainOnTheFuture() throws {
        var shapes = Shapes(state: 5)
        for _ in 0..<200 {
            let rows = shapes.next(3...80)
            let folds = shapes.next(2...min(rows - 1, 12))
            let all = try Splitter.expandingWindow(folds: folds).folds(rowCount: rows, seed: 0)
            #expect(FoldChecks.soundness(all, rowCount: rows).isEmpty)
            #expect(FoldChecks.isEven(all, limit: 0))
            #expect(all.last?.test.last == rows - 1)
            for fold in all { #expect(fold.training == Array(0..<fold.test[0])) }
        }
    }

    /// Rows of one time are on one side, and the times of the gap on neither.
    @Test func timesDecideWhatIsPast() throws {
        var shapes = Shapes(state: 11)
        for _ in 0..<200 {
            let times = (0..<shapes.next(20...60)).map { _ in shapes.next(1...15) }
            let distinct = Set(times).sorted()
            let gap = shapes.next(0...1)
            let folds = try Splitter.expandingWindow(folds: shapes.next(2...3), gap: gap)
                .folds(rowCount: times.count, times: times, seed: 0)
            let last = try Splitter.lastRows(testShare: 0.25, gap: gap)
                .folds(rowCount: times.count, times: times, seed: 0)
            for fold in folds + last {
                let tested = Set(fold.test.map { times[$0] }), first = tested.min()!
                #expect(fold.test == times.indices.filter { tested.contains(times[$0]) })
                let left = distinct.filter { $0 < first }.suffix(gap)
                #expect(
                    fold.training == times.indices.filter { times[$0] < first && !left.contains(times[$0]) })
            }
            #expect(last[0].test.map { times[$0] }.max() == distinct.last)
            #expect(folds.last?.test.map { times[$0] }.max() == distinct.last)
        }
    }

    @Test func theSeedAndTheRepetitionDecideTheShuffle() throws {
        let labels = (0..<60).map { $0 % 3 }
        let kinds: [Splitter] = [
            .kFold(folds: 4, repeats: 2), .stratified(folds: 4, repeats: 2),
            .holdOut(testShare: 0.25), .holdOut(testShare: 0.25, stratified: true), .grouped(folds: 4),
            .groupedHoldOut(testShare: 0.25),
        ]
        for kind in kinds {
            func folds(_ seed: UInt64) throws -> [Fold] {
                try kind.folds(rowCount: 60, labels: labels, groups: (0..<60).map { $0 / 2 }, seed: seed)
            }
            #expect(try folds(1) == folds(1))
            #expect(try folds(1) != folds(2))
            let all = try folds(1)
            if all.count == 8 { #expect(all[..<4] != all[4...]) }
        }
    }

    @Test func splittersSurviveJSON() throws {
        let kinds: [Splitter] = [
            .kFold(folds: 5), .stratified(folds: 3, repeats: 2), .grouped(folds: 4), .leaveOneOut,
            .holdOut(testShare: 0.25, stratified: true), .groupedHoldOut(testShare: 0.25),
            .expandingWindow(folds: 3),
            .expandingWindow(folds: 3, gap: 2), .lastRows(testShare: 0.25, gap: 1),
        ]
        #expect(try roundTrip(kinds) == kinds)
    }
}
