extension Model {
    /// Returns an interval for each predicted number, in which the true number lies with a probability.
    ///
    /// ```swift
    /// let predictions = try model.predict(table)
    /// let ranges = try model.intervals(for: predictions, level: 0.9)
    /// ```
    ///
    /// The intervals come from ``heldOutErrors``: the errors of each fold's network on the rows that it was not trained
    /// on. They cover about the share `level` of further rows from the same source, whatever the distribution of the
    /// errors. The article “Answers that people can act on” has the formulas, the sources and measured coverage.
    ///
    /// - Parameters:
    ///   - predictions: Predictions of this model.
    ///   - level: The probability, between 0 and 1.
    /// - Returns: A range for each row, in the unit of the target.
    /// - Throws: ``UncertaintyError`` if the model predicts something else than one number, or has no errors or too few.
    public func intervals(
        for predictions: Predictions, level: Double
    ) throws(UncertaintyError) -> [ClosedRange<Double>] {
        let rule = try IntervalRule(self, level: level)
        return predictions.values.map(rule.interval)
    }

    /// Returns for each row the classes that cannot be excluded: the true class is among them with a probability.
    ///
    /// - Parameters:
    ///   - predictions: Predictions of this model.
    ///   - level: The probability, between 0 and 1.
    /// - Returns: The labels for each row, the most probable first.
    /// - Throws: ``UncertaintyError`` if the model predicts something else than one class, or has no errors or too few.
    public func classSets(
        for predictions: Predictions, level: Double
    ) throws(UncertaintyError) -> [[String]] {
        let rule = try ClassSetRule(self, level: level)
        return (0..<predictions.rowCount).map { rule.labels(of: predictions, row: $0) }
    }

    /// Returns the errors of held-out rows, or throws if there are none.
    fileprivate func requireErrors(of task: LearningTask) throws(UncertaintyError) -> HeldOutErrors {
        let names = preprocessor?.targetNames ?? []
        guard names.count < 2 else { throw .severalTargets(names: names) }
        if input.task == .regression, task == .classification { throw .predictsNumbers }
        if input.task == .classification, task == .regression { throw .predictsClasses }
        guard let heldOutErrors else { throw .noHeldOutErrors }
        return heldOutErrors
    }
}

/// The rule that gives a predicted number its interval at one level.
package struct IntervalRule: Sendable {
    private let errors: NumberErrors
    private let bound: Double

    /// Creates the rule of a model that predicts one number.
    package init(_ model: Model, level: Double) throws(UncertaintyError) {
        let all = try model.requireErrors(of: .regression)
        guard let errors = all.numbers else { throw .noHeldOutErrors }
        (self.errors, bound) = (errors, try all.bound(level: level))
    }

    /// Returns the interval of a predicted number.
    package func interval(around prediction: Double) -> ClosedRange<Double> {
        errors.interval(around: prediction, bound: bound)
    }
}

/// The rule that gives a row its set of classes at one level.
package struct ClassSetRule: Sendable {
    private let bound: Double

    /// Creates the rule of a model that predicts one class with probabilities.
    package init(_ model: Model, level: Double) throws(UncertaintyError) {
        let all = try model.requireErrors(of: .classification)
        guard all.classes != nil else { throw .noHeldOutErrors }
        bound = try all.bound(level: level)
    }

    /// Returns the labels of a row, the most probable first.
    package func labels(of predictions: Predictions, row: Int) -> [String] {
        guard case .classes(_, let labels, let shares?) = predictions.content else { return [] }
        let own = shares[(row * labels.count)..<((row + 1) * labels.count)]
        return ClassErrors.classes(of: own, bound: bound).map { labels[$0] }
    }
}
