/// A column of new rows that a model cannot use as it is.
public enum ColumnProblem: Equatable, Sendable {
    /// The column is missing. If another one is probably meant, that one is compared.
    case missing(name: String, likelyName: String?)
    /// Some values are texts in place of numbers or dates.
    case texts(name: String, count: Int, valueCount: Int, example: String, row: RowNumber)
    /// All values are numbers, and none is a known category.
    case numbers(name: String, example: String)

    /// The name of the column in the training table.
    public var name: String {
        switch self {
        case .missing(let name, _), .texts(let name, _, _, _, _), .numbers(let name, _): name
        }
    }
}

extension ColumnProblem: CustomStringConvertible {
    /// The problem as a sentence.
    public var description: String {
        switch self {
        case .missing(let name, let likely?):
            "Column \(quoted(name)) is missing. Column \(quoted(likely)) is probably the same and is compared with it: "
                + "rename it."
        case .missing(let name, nil): "Column \(quoted(name)) is missing."
        case .texts(let name, let count, let all, let example, let row):
            count == all
                ? "Column \(quoted(name)) contains texts, such as \(quoted(example)), in place of numbers or dates."
                : "Column \(quoted(name)) contains \(count) of \(all) values that cannot be read as in training: "
                    + "\(quoted(example)) in \(row) is one."
        case .numbers(let name, let example):
            "Column \(quoted(name)) contains numbers, such as \(quoted(example)), in place of the categories of training."
        }
    }
}
