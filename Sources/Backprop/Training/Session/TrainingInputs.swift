/// The rows of a run as numbers, and their properties.
struct TrainingInputs<S: Scalar> {
    let data: any BatchSource<S>
    let validation: (any BatchSource<S>)?

    /// The scoring of the validation rows by a metric; defaults to one that reads their numbers.
    var scoring: ValidationScoring?

    /// The properties of the rows that their division respects, if the number of epochs is searched.
    var constraints = SplitConstraints()

    /// Initial values that replace those from the seed.
    var parameters: [S]?

    /// The preprocessor that computed the numbers.
    var fitted = ModelInput.numbers

    /// The bytes that the rows take in files.
    var scratchByteCount = 0

    /// The function that creates the model of the run's progress so far; only a run that saves checkpoints needs it.
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
