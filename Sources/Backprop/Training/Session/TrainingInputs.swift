/// The rows of a run as numbers, and what belongs to them.
struct TrainingInputs<S: Scalar> {
    let data: any BatchSource<S>
    let validation: (any BatchSource<S>)?

    /// The scoring of the validation rows by a metric; defaults to one that reads their numbers.
    var scoring: ValidationScoring?

    /// Each row's class, to divide the rows evenly; `nil` if they have none.
    var classes: [Int]?

    /// Initial values in place of those that the seed gives.
    var parameters: [S]?

    /// What the numbers were made by.
    var fitted = ModelInput.numbers

    /// The bytes that the rows take in files.
    var scratchByteCount = 0

    /// Makes the model of what the run has come to; only a run that saves itself needs it.
    var model: ((TrainingOutcome<S>) throws -> Model)?

    /// Takes rows of numbers.
    init(data: any BatchSource<S>, validation: (any BatchSource<S>)?) {
        (self.data, self.validation) = (data, validation)
    }

    /// Takes the rows of one run of several.
    init(_ fold: FoldData<S>) {
        self.init(data: fold.training, validation: fold.validation)
        scoring = fold.scoring
    }
}
