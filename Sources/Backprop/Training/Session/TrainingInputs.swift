/// What a run is given.
struct TrainingInputs<S: Scalar> {
    let data: any BatchSource<S>
    let validation: (any BatchSource<S>)?

    /// Each row's class, where rows have one, to divide the rows evenly.
    var classes: [Int]?

    /// What makes a metric of the outputs for the validation rows; by default from their numbers.
    var scoring: ValidationScoring?

    /// First values in place of those that the seed gives.
    var parameters: [S]?

    /// What made the numbers, where they were not numbers to begin with.
    var preprocessor: (any Encodable & Sendable)?

    /// The model of what the run has come to.
    let model: (TrainingOutcome<S>) throws -> Model
}
