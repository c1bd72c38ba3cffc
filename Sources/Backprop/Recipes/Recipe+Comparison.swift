extension Recipe {
    /// The metric by which a model is compared with a baseline, or `nil` for that of the task.
    ///
    /// Training that gives classes weights gives up accuracy for the recall of rare classes.
    package var comparedMetric: Metric? {
        preprocessing.classWeighting == .none ? nil : .balancedAccuracy
    }
}
