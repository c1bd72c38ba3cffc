/// A run that its caller moves by single updates and looks at in between, such as a page on which one watches it.
///
/// The updates are those of ``Trainer/train(on:schema:rows:validation:scratchFolder:onEvent:)``: after the same number of
/// epochs, the model has the same bits. A run belongs to one thread at a time.
package protocol SteppedRun: AnyObject {
    /// The complete recipe of the run.
    var recipe: Recipe { get }

    /// The fitted input of the model.
    var input: ModelInput { get }

    /// The raw rows.
    var rows: any RawRows { get }

    /// The offset of each parameter in ``parameters``.
    var layout: ParameterLayout { get }

    /// The shape of one example.
    var inputShape: Shape { get }

    /// The maximum number of epochs.
    var epochLimit: Int { get }

    /// The number of updates in one epoch.
    var stepsPerEpoch: Int { get }

    /// The progress of the run.
    var state: TrainingState { get }

    /// A report for each finished epoch.
    var history: [EpochReport] { get }

    /// The error that ended the run because a loss or parameter was not finite, or `nil` if it has not diverged.
    var failure: TrainingError? { get }

    /// Whether the recipe asks for no further update.
    var isOver: Bool { get }

    /// The current parameters.
    var parameters: [Double] { get }

    /// The parameters before the last update, or `nil` before the first.
    var earlierParameters: [Double]? { get }

    /// The gradient of the last update, without statistics.
    var gradients: [Double] { get }

    /// Makes updates until the number is reached, the epoch is over or the run is over.
    ///
    /// A loss that is not finite throws nothing: it is ``failure``.
    func advance(updates: Int) throws

    /// Returns the model that training would save now: that of the best epoch if the run stops on validation.
    func model() throws -> Model

    /// Returns the model with the current parameters.
    func currentModel() throws -> Model

    /// Returns the indices of the rows of a part that are used, at most as many as the limit, evenly spaced.
    func rows(of part: SteppedPart, limit: Int) throws -> [Int]

    /// Returns a function that measures rows at the current parameters; `nil` for no rows.
    func measuring(_ rows: [Int]) throws -> (() throws -> RowMeasurement)?

    /// Returns a function that returns the outputs of each layer for raw rows at the current parameters, rows × units.
    func observing(_ rows: any RawRows) throws -> () -> [[Double]]

    /// Returns the loss of a network that predicts the mean of the training targets whatever the row.
    ///
    /// - Parameter rows: The rows whose loss is returned.
    func baselineLoss(of rows: [Int]) throws -> Double?
}

/// A part of the rows of a run.
package enum SteppedPart: String, Sendable {
    /// The rows that the network learns from.
    case training
    /// The rows that the run stops by.
    case validation
}

/// The result of a network for some rows, as it predicts.
package struct RowMeasurement: Sendable {
    /// The weighted mean of the rows' losses, without penalties.
    package let loss: Double

    /// The scores, or `nil` if the outputs are not finite.
    package let evaluation: Evaluation?

    /// The outputs after the last activation, rows × columns.
    package let outputs: [Double]

    /// The targets as numbers, rows × columns.
    package let targets: [Double]

    /// The number of outputs of one row.
    package let columns: Int
}

extension Trainer {
    /// Prepares a run of the recipe that the caller moves: settings that it leaves to the rows are selected first.
    ///
    /// Of an average it is the run of the first network.
    ///
    /// - Parameter parameters: Initial values in place of those from the recipe's seed.
    /// - Throws: The errors of ``train(on:schema:rows:validation:scratchFolder:onEvent:)``.
    package func stepped(on data: any LearningData, parameters: Parameters? = nil) throws -> any SteppedRun {
        guard recipe.selection == nil else {
            let selection = try selection(on: data, rows: nil, validation: nil)
            return try following(selection.recipe).stepped(on: data, parameters: parameters)
        }
        let single = recipe.members > 1 ? following(recipe.member(0)) : self
        let prepared = try PreparedData(single.recipe, data)
        func run<S: Scalar>(as scalar: S.Type) throws -> any SteppedRun {
            try PlainSteppedRun(single, prepared, prepared.inputs(as: S.self, parameters: parameters))
        }
        return try prepared.precision.withScalarType { try run(as: $0) }
    }
}
