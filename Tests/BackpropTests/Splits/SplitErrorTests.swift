import Backprop
import Testing

@Suite struct SplitErrorTests {
    struct Case: CustomTestStringConvertible {
        let splitter: Splitter
        var rows = 10
        var labels: [Int]?
        var groups: [Int]?
        var times: [Int]?
        let error: SplitError
        let text: String
        var testDescription: String { "\(error)" }
    }

    static let cases: [Case] = [
        Case(
            splitter: .leaveOneOut, rows: 1, error: .tooFewRows(found: 1),
            text: "A split needs at least 2 rows, one to train on and one to test, but there is 1. "
                + "Give more rows."),
        Case(
            splitter: .kFold(folds: 2), rows: 0, error: .tooFewRows(found: 0),
            text: "A split needs at least 2 rows, one to train on and one to test, but there are 0. "
                + "Give more rows."),
        Case(
            splitter: .kFold(folds: 1), error: .tooFewFolds(found: 1),
            text: "A split needs at least 2 folds, but 1 was asked for. Ask for 2 or more; 5 is common."),
        Case(
            splitter: .grouped(folds: .min), error: .tooFewFolds(found: .min),
            text: "A split needs at least 2 folds, but -9223372036854775808 were asked for. "
                + "Ask for 2 or more; 5 is common."),
        Case(
            splitter: .stratified(folds: 11), error: .tooManyFolds(folds: 11, rows: 10),
            text: "11 folds were asked for, but there are only 10 rows, and each fold tests at least one. "
                + "Ask for at most 10 folds."),
        Case(
            splitter: .expandingWindow(folds: 10), error: .tooManyWindows(folds: 10, rows: 10),
            text: "10 folds in the order of time were asked for, but there are only 10 rows, and at least "
                + "one comes before the first test. Ask for at most 9 folds."),
        Case(
            splitter: .expandingWindow(folds: 2), rows: 2, error: .tooManyWindows(folds: 2, rows: 2),
            text: "2 folds in the order of time were asked for, but there are only 2 rows, and at least "
                + "one comes before the first test. Give more rows."),
        Case(
            splitter: .expandingWindow(folds: 4, gap: 2), error: .gapTooLarge(gap: 2, times: 2),
            text:
                "A gap of 2 leaves no row to train on: there are only 2 times before the first test. Choose a "
                + "smaller gap or fewer folds, or give more rows."),
        Case(
            splitter: .lastRows(testShare: 0.9, gap: 1), error: .gapTooLarge(gap: 1, times: 1),
            text:
                "A gap of 1 leaves no row to train on: there is only 1 time before the first test. Choose a "
                + "smaller gap or fewer folds, or give more rows."),
        Case(
            splitter: .lastRows(testShare: 0.5, gap: -1), error: .negativeGap(found: -1),
            text:
                "The gap between training and test rows must be 0 or more, but is -1. Give the number of times to "
                + "leave out."),
        Case(
            splitter: .lastRows(testShare: 1), error: .shareOutOfRange(found: 1),
            text: "The share of rows held out must be greater than 0 and less than 1, but is 1.0. "
                + "Give a fraction such as 0.2."),
        Case(
            splitter: .lastRows(testShare: 0.04), error: .emptySide(share: 0.04, rows: 10, testIsEmpty: true),
            text: "Holding out a share of 0.04 of 10 rows leaves no row to test. "
                + "Give a larger share, or use cross-validation."),
        Case(
            splitter: .expandingWindow(folds: 2), times: [1, 2], error: .timeCount(found: 2, rows: 10),
            text: "A split in the order of time needs one time per row, but there are 10 rows and 2 times. "
                + "Give the times in the order of the rows."),
        Case(
            splitter: .expandingWindow(folds: 4), times: [1, 2, 3, 4, 1, 2, 3, 4, 1, 2],
            error: .tooFewTimes(folds: 4, times: 4),
            text: "4 folds in the order of time were asked for, but there are only 4 different "
                + "times, and at least one comes before the first test. Ask for at most 3 folds."),
        Case(
            splitter: .kFold(folds: 5, repeats: 0), error: .noRepeats(found: 0),
            text: "A split is made at least once, but 0 repetitions were asked for. Ask for 1 or more."),
        Case(
            splitter: .kFold(folds: 5, repeats: .max),
            error: .tooLarge(folds: 5, repeats: .max, rows: 10),
            text: "5 folds of 10 rows, 9223372036854775807 times, are more than is sensible to hold in "
                + "memory. Ask for fewer folds or repetitions; 5 folds are common."),
        Case(
            splitter: .leaveOneOut, rows: 20_000, error: .tooLarge(folds: 20_000, repeats: 1, rows: 20_000),
            text: "20000 folds of 20000 rows, once, are more than is sensible to hold in memory. "
                + "Ask for fewer folds or repetitions; 5 folds are common."),
        Case(
            splitter: .stratified(folds: 5), error: .labelsMissing,
            text: "A stratified split spreads the classes evenly, but the rows have no class labels. "
                + "Give the labels, or choose the shuffled split."),
        Case(
            splitter: .holdOut(testShare: 0.5, stratified: true), labels: [1, 2],
            error: .labelCount(found: 2, rows: 10),
            text: "A stratified split needs one class label per row, but there are 10 rows and 2 labels. "
                + "Give the labels in the order of the rows."),
        Case(
            splitter: .grouped(folds: 2), error: .groupsMissing,
            text: "A grouped split keeps the rows of a group together, but the rows have no groups. "
                + "Name the column that holds the groups, or choose another split."),
        Case(
            splitter: .grouped(folds: 2), groups: [1], error: .groupCount(found: 1, rows: 10),
            text: "A grouped split needs one group per row, but there are 10 rows and 1 group. "
                + "Give the groups in the order of the rows."),
        Case(
            splitter: .grouped(folds: 3), rows: 4, groups: [1, 1, 2, 2],
            error: .tooFewGroups(groups: 2, folds: 3),
            text: "3 folds were asked for, but the rows form only 2 groups, and a group is never divided. "
                + "Ask for at most 2 folds, or choose another split."),
        Case(
            splitter: .grouped(folds: 3), rows: 4, groups: [1, 1, 1, 1],
            error: .tooFewGroups(groups: 1, folds: 3),
            text: "3 folds were asked for, but the rows form only 1 group, and a group is never divided. "
                + "Choose another split."),
        Case(
            splitter: .groupedHoldOut(testShare: 0.2), error: .groupsMissing,
            text: "A grouped split keeps the rows of a group together, but the rows have no groups. "
                + "Name the column that holds the groups, or choose another split."),
        Case(
            splitter: .groupedHoldOut(testShare: 0.2), rows: 3, groups: [4, 4, 4], error: .singleGroup,
            text: "The rows form only 1 group, so that holding one out leaves no row to train on. "
                + "Name a column with several groups, or divide the rows without groups."),
        Case(
            splitter: .groupedHoldOut(testShare: 0), rows: 3, groups: [4, 5, 4],
            error: .shareOutOfRange(found: 0),
            text: "The share of rows held out must be greater than 0 and less than 1, but is 0.0. "
                + "Give a fraction such as 0.2."),
        Case(
            splitter: .holdOut(testShare: 1), error: .shareOutOfRange(found: 1),
            text: "The share of rows held out must be greater than 0 and less than 1, but is 1.0. "
                + "Give a fraction such as 0.2."),
        Case(
            splitter: .holdOut(testShare: 0.04), error: .emptySide(share: 0.04, rows: 10, testIsEmpty: true),
            text: "Holding out a share of 0.04 of 10 rows leaves no row to test. "
                + "Give a larger share, or use cross-validation."),
        Case(
            splitter: .holdOut(testShare: 0.96),
            error: .emptySide(share: 0.96, rows: 10, testIsEmpty: false),
            text: "Holding out a share of 0.96 of 10 rows leaves no row to train on. "
                + "Give a smaller share, or use cross-validation."),
    ]

    @Test(arguments: cases)
    func namesTheFaultAndTheRemedy(_ expected: Case) {
        #expect(expected.error.description == expected.text)
        #expect(throws: expected.error) {
            try expected.splitter.folds(
                rowCount: expected.rows, labels: expected.labels, groups: expected.groups,
                times: expected.times, seed: 1)
        }
    }

    @Test(arguments: [0, -0.5, 1.5, Double.infinity, -.infinity, .nan])
    func noShareOutsideZeroAndOneIsTaken(share: Double) {
        #expect(throws: SplitError.self) {
            try Splitter.holdOut(testShare: share).folds(rowCount: 10, seed: 1)
        }
    }

    @Test func rareClassesAreAllowedAndReported() throws {
        let labels = [0, 0, 0, 0, 0, 7, 7, 7, 9]
        let splitter = Splitter.stratified(folds: 4)
        #expect(try splitter.folds(rowCount: 9, labels: labels, seed: 1).count == 4)
        let notices = splitter.notices(rowCount: 9, labels: labels)
        #expect(notices == [.rareClass(label: 7, rows: 3, folds: 4), .singleRow(label: 9)])
        #expect(
            notices.map { $0.message(className: "iris") } == [
                "Class iris has 3 rows, fewer than the 4 folds: 1 of them does not test it.",
                "Class iris has a single row: when that row is tested, "
                    + "the model has not seen the class and cannot predict it.",
            ])
        #expect("\(notices[1])".hasPrefix("Class 9 has a single row"))
        #expect(Splitter.stratified(folds: 3).notices(rowCount: 8, labels: Array(labels.prefix(8))).isEmpty)
        #expect(Splitter.kFold(folds: 4).notices(rowCount: 9, labels: labels).isEmpty)
        #expect(splitter.notices(rowCount: 9, labels: nil).isEmpty)
    }
}
