/// Something about a split that is allowed but should be said beside its scores.
public enum SplitNotice: Codable, Equatable, Sendable {
    /// A class has fewer rows than there are folds: some folds do not test it at all.
    case rareClass(label: Int, rows: Int, folds: Int)

    /// A class has a single row: where that row is tested, the model has never seen the class.
    case singleRow(label: Int)

    /// The sentence a user reads.
    ///
    /// - Parameter name: the name of the class, where the number that the labels use for it is not its name.
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
    /// The sentence a user reads, with the number that the labels use for the class.
    public var description: String { message() }
}

extension Splitter {
    /// What deserves a warning about this split of these rows, ordered by class. Only the stratified kinds have
    /// any; a split that throws has none.
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
