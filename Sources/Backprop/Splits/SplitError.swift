/// The reason why rows cannot be divided as requested, and a remedy.
public enum SplitError: BackpropError {
    /// There are fewer than 2 rows: too few to train on and to test.
    case tooFewRows(found: Int)
    /// There are fewer than 2 folds.
    case tooFewFolds(found: Int)
    /// There are more folds than rows.
    case tooManyFolds(folds: Int, rows: Int)
    /// There are too many windows to leave a row to train on.
    case tooManyWindows(folds: Int, rows: Int)
    /// There are too few different times to leave one to train on.
    case tooFewTimes(folds: Int, times: Int)
    /// There is less than 1 repetition.
    case noRepeats(found: Int)
    /// The folds together would contain too many row numbers.
    case tooLarge(folds: Int, repeats: Int, rows: Int)
    /// A stratified split has no labels.
    case labelsMissing
    /// The number of labels is not the number of rows.
    case labelCount(found: Int, rows: Int)
    /// A grouped split has no groups.
    case groupsMissing
    /// The number of groups is not the number of rows.
    case groupCount(found: Int, rows: Int)
    /// There are fewer groups than folds.
    case tooFewGroups(groups: Int, folds: Int)
    /// There is one group, so that none can be held out.
    case singleGroup
    /// The number of times is not the number of rows.
    case timeCount(found: Int, rows: Int)
    /// The gap between training and test rows is below 0.
    case negativeGap(found: Int)
    /// The gap leaves no row to train on, since there are only so many times before the first test.
    case gapTooLarge(gap: Int, times: Int)
    /// Rows that a recipe orders by time would be divided at random.
    case notInOrderOfTime
    /// The hold-out share is not between 0 and 1.
    case shareOutOfRange(found: Double)
    /// The hold-out share leaves no row to test, or none to train on.
    case emptySide(share: Double, rows: Int, testIsEmpty: Bool)
}

extension SplitError {
    /// The category of the error.
    public var category: ErrorCategory { .setting }

    /// The message for the user: what was expected, what was found and what to do.
    public var description: String {
        switch self {
        case .tooFewRows(let found):
            "A split needs at least 2 rows, one to train on and one to test, but there "
                + "\(found == 1 ? "is 1" : "are \(found)"). Give more rows."
        case .tooFewFolds(let found):
            "A split needs at least 2 folds, but \(found) \(found == 1 ? "was" : "were") asked for. "
                + "Ask for 2 or more; 5 is common."
        case .tooManyFolds(let folds, let rows):
            "\(folds) folds were asked for, but there are only \(rows) rows, and each fold tests at least one. "
                + "Ask for at most \(rows) folds."
        case .tooManyWindows(let folds, let rows):
            "\(folds) folds in the order of time were asked for, but there are only \(rows) rows, and at least "
                + "one comes before the first test. "
                + (rows > 2 ? "Ask for at most \(rows - 1) folds." : "Give more rows.")
        case .tooFewTimes(let folds, let times):
            "\(folds) folds in the order of time were asked for, but there \(times == 1 ? "is only 1 time" : "are only \(times) different times"), "
                + "and at least one comes before the first test. "
                + (times > 2 ? "Ask for at most \(times - 1) folds." : "Give more rows.")
        case .noRepeats(let found):
            "A split is made at least once, but \(found) repetitions were asked for. Ask for 1 or more."
        case .tooLarge(let folds, let repeats, let rows):
            "\(folds) folds of \(rows) rows, \(repeats == 1 ? "once" : "\(repeats) times"), are more than is "
                + "sensible to hold in memory. Ask for fewer folds or repetitions; 5 folds are common."
        case .labelsMissing:
            "A stratified split spreads the classes evenly, but the rows have no class labels. "
                + "Give the labels, or choose the shuffled split."
        case .labelCount(let found, let rows):
            "A stratified split needs one class label per row, but there are \(rows) rows and \(counted(found, "label", "labels")). "
                + "Give the labels in the order of the rows."
        case .groupsMissing:
            "A grouped split keeps the rows of a group together, but the rows have no groups. "
                + "Name the column that holds the groups, or choose another split."
        case .groupCount(let found, let rows):
            "A grouped split needs one group per row, but there are \(rows) rows and \(counted(found, "group", "groups")). "
                + "Give the groups in the order of the rows."
        case .tooFewGroups(let groups, let folds):
            "\(folds) folds were asked for, but the rows form only \(groups) "
                + "\(groups == 1 ? "group" : "groups"), and a group is never divided. "
                + (groups < 2 ? "" : "Ask for at most \(groups) folds, or ") + (groups < 2 ? "C" : "c")
                + "hoose another split."
        case .singleGroup:
            "The rows form only 1 group, so that holding one out leaves no row to train on. "
                + "Name a column with several groups, or divide the rows without groups."
        case .timeCount(let found, let rows):
            "A split in the order of time needs one time per row, but there are \(rows) rows and "
                + "\(counted(found, "time", "times")). Give the times in the order of the rows."
        case .negativeGap(let found):
            "The gap between training and test rows must be 0 or more, but is \(found). Give the number of times "
                + "to leave out."
        case .gapTooLarge(let gap, let times):
            "A gap of \(gap) leaves no row to train on: there \(times == 1 ? "is only 1 time" : "are only \(times) times") "
                + "before the first test. Choose a smaller gap or fewer folds, or give more rows."
        case .notInOrderOfTime:
            "The rows are ordered by time, but this split would train on rows later than those it tests. Choose the "
                + "split in the order of time, or leave out the time column."
        case .shareOutOfRange(let found):
            "The share of rows held out must be greater than 0 and less than 1, but is \(found). "
                + "Give a fraction such as 0.2."
        case .emptySide(let share, let rows, let testIsEmpty):
            "Holding out a share of \(share) of \(rows) rows leaves no row to "
                + "\(testIsEmpty ? "test" : "train on"). "
                + "Give a \(testIsEmpty ? "larger" : "smaller") share, or use cross-validation."
        }
    }
}
