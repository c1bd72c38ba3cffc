/// A property of a split that is allowed, but that a report should mention next to the scores.
public enum SplitNotice: Codable, Equatable, Sendable {
    /// A class has fewer rows than there are folds: some folds do not test it at all.
    case rareClass(label: Int, rows: Int, folds: Int)

    /// A class has a single row: when that row is tested, the model has not been trained on the class.
    case singleRow(label: Int)

    /// Returns the message for the user.
    ///
    /// - Parameter name: The name of the class, if it is not the number that the labels use.
    public func message(className name: String? = nil) -> String {
        switch self {
        case .rareClass(let label, let rows, let folds):
            "Class \(name ?? "\(label)") has \(rows) rows, fewer than the \(folds) folds: "
                + "\(folds - rows) of them \(folds - rows == 1 ? "does" : "do") not test it."
        case .singleRow(let label):
            "Class \(name ?? "\(label)") has a single row: when that row is tested, "
                + "the model has not seen the class and cannot predict it."
        }
    }
}

extension SplitNotice: CustomStringConvertible {
    /// The message for the user, with the number that the labels use for the class.
    public var description: String { message() }
}

extension Splitter {
    /// Returns the warnings about this split of these rows, ordered by class.
    ///
    /// Only the stratified kinds have warnings. A split that throws has none.
    public func notices(rowCount: Int, labels: [Int]?) -> [SplitNotice] {
        guard isStratified, let labels, labels.count == rowCount else { return [] }
        let classes = ClassRows(labels)
        return zip(classes.labels, classes.counts).compactMap { label, rows in
            if rows == 1 { return .singleRow(label: label) }
            guard case .stratified(let folds, _) = self, rows < folds else { return nil }
            return .rareClass(label: label, rows: rows, folds: folds)
        }
    }
}
