/// The reason why predictions cannot be scored against truth, and a remedy.
public enum MetricError: BackpropError {
    /// The number of rows to score is 0.
    case noRows
    /// The number of classes to score is 0.
    case noClasses
    /// The lengths of two arrays that describe the same rows do not match.
    case count(of: String, found: Int, expected: Int)
    /// A class is not one of the classes; `of` names its side, truth or predictions.
    case classOutOfRange(of: String, row: Int, found: Int, classCount: Int)
    /// A probability is not a number from 0 to 1.
    case probability(row: Int, classIndex: Int, found: Double)
    /// A true or predicted number is not finite, or is too large to be squared and summed.
    case value(of: String, row: Int, found: Double)
    /// A weight is negative, not finite or too large to be summed.
    case weight(row: Int, found: Double)
    /// The weights are all zero, or so small that their sum is.
    case noWeight
}

extension MetricError {
    /// The category of the error.
    public var category: ErrorCategory { .data }

    /// The message for the user. Rows are counted from 1, as people count them.
    public var description: String {
        switch self {
        case .noRows:
            "There are no rows to score. Give at least one."
        case .noClasses:
            "There are no classes to score. Give at least one class label."
        case .count(let name, let found, let expected):
            "Expected \(expected) \(name), found \(found). Give one per row, in the order of the rows."
        case .classOutOfRange(let name, let row, let found, let classCount):
            "Row \(row + 1): the \(name) class is \(found), but the classes are numbered 0 to \(classCount - 1). "
                + "Number the classes by their place in the list of class labels."
        case .probability(let row, let classIndex, let found):
            "Row \(row + 1): the probability of class \(classIndex) is \(found), but a probability is a number "
                + "from 0 to 1. Give the network an output layer of softmax or sigmoid."
        case .value(let name, let row, let found):
            "Row \(row + 1): the \(name) value is \(found), which cannot be scored. "
                + (name == "predicted"
                    ? "Training may have diverged: lower the learning rate." : "Correct or remove the row.")
        case .weight(let row, let found):
            "Row \(row + 1): the weight is \(found), but a weight is a number from 0 to 1e+100. Correct the weight."
        case .noWeight:
            "The weights of all rows are 0, so that no row counts. Give at least one row a positive weight."
        }
    }
}
