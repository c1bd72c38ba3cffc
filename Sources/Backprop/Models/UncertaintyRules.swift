/// The rules of intervals and sets of classes, each if it was asked for.
package struct UncertaintyRules: Sendable {
    /// The rule of intervals around numbers.
    let interval: IntervalRule?
    /// The rule of sets of classes.
    let sets: ClassSetRule?

    /// Takes the rules.
    package init(interval: IntervalRule? = nil, sets: ClassSetRule? = nil) {
        (self.interval, self.sets) = (interval, sets)
    }

    /// The names of the columns.
    var names: [String] {
        (interval == nil ? [] : ["lower", "upper"]) + (sets == nil ? [] : ["possible"])
    }

    /// Returns the cells of a row.
    func cells(of predictions: Predictions, row: Int) -> [SheetCell] {
        var cells: [SheetCell] = []
        if let interval {
            let range = interval.interval(around: predictions.values[row])
            cells += [.number(range.lowerBound), .number(range.upperBound)]
        }
        if let sets { cells.append(.list(sets.labels(of: predictions, row: row))) }
        return cells
    }
}
