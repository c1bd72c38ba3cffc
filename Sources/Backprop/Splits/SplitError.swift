/// Why rows cannot be divided as asked, and what to do about it.
public enum SplitError: Error, Equatable, Sendable {
    /// Fewer than 2 rows: nothing is left to train on or to test.
    case tooFewRows(found: Int)
    /// Fewer than 2 folds.
    case tooFewFolds(found: Int)
    /// More folds than rows.
    case tooManyFolds(folds: Int, rows: Int)
    /// More windows than leave a row to train on.
    case tooManyWindows(folds: Int, rows: Int)
    /// Fewer than 1 repetition.
    case noRepeats(found: Int)
    /// The folds together would hold more row numbers than is sensible.
    case tooLarge(folds: Int, repeats: Int, rows: Int)
    /// A stratified split without labels.
    case labelsMissing
    /// Not one label per row.
    case labelCount(found: Int, rows: Int)
    /// A grouped split without groups.
    case groupsMissing
    /// Not one group per row.
    case groupCount(found: Int, rows: Int)
    /// Fewer groups than folds.
    case tooFewGroups(groups: Int, folds: Int)
    /// A hold-out share that is not between 0 and 1.
    case shareOutOfRange(found: Double)
    /// A hold-out share that leaves no row to test, or none to train on.
    case emptySide(share: Double, rows: Int, testIsEmpty: Bool)
}

extension SplitError: CustomStringConvertible {
    /// The sentences a user reads: what was expected, what was found and what to do.
    public var description: String {
        switch self {
        case .tooFewRows(let found):
            "A split needs at least 2 rows, one to train on and one to test, but there "
                + "\(found == 1 ? "is 1" : "are \(found)"). Give more rows."
        case .tooFewFolds(let found):
            "A split needs at least 2 folds, but \(found) \(found == 1 ? "was" : "were") asked for. "
                + "Ask for 2 or more; 5 is usual."
        case .tooManyFolds(let folds, let rows):
            "\(folds) folds were asked for, but there are only \(rows) rows, and each fold tests at least one. "
                + "Ask for at most \(rows) folds."
        case .tooManyWindows(let folds, let rows):
            "\(folds) folds in the order of time were asked for, but there are only \(rows) rows, and at least "
                + "one comes before the first test. "
                + (rows > 2 ? "Ask for at most \(rows - 1) folds." : "Give more rows.")
        case .noRepeats(let found):
            "A split is made at least once, but \(found) repetitions were asked for. Ask for 1 or more."
        case .tooLarge(let folds, let repeats, let rows):
            "\(folds) folds of \(rows) rows, \(repeats == 1 ? "once" : "\(repeats) times"), are more than is "
                + "sensible to hold in memory. Ask for fewer folds or repetitions; 5 folds are usual."
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
