extension Schema {
    /// Returns the name of a column of dates in which the rows of a table are ordered, or `nil` if there is none.
    ///
    /// At most one row in twenty is out of the order, which may ascend or descend. There are at least ten dates.
    package func columnInOrderOfTime(in table: Table) -> String? {
        let table = reading(table)
        return columns.indices.first { index in
            columns[index].role != .target && table.columns[index].format?.date != nil
                && table.columns[index].isInOrder
        }.map { columns[$0].name }
    }
}

extension Column {
    /// Whether the numbers of the column ascend or descend with few exceptions.
    fileprivate var isInOrder: Bool {
        guard let numbers = try? numbers(as: Double.self) else { return false }
        let present = numbers.filter { !$0.isNaN }
        guard 20 * present.count >= 19 * numbers.count, Set(present).count >= 10 else { return false }
        let falls = zip(present, present.dropFirst()).count { $0 > $1 }
        let rises = zip(present, present.dropFirst()).count { $0 < $1 }
        return 20 * min(falls, rises) <= present.count
    }
}
