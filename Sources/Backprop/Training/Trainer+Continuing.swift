/// The model that a run continues.
struct StartingModel: Sendable {
    let model: Model
    let continuation: Continuation

    init(_ model: Model, _ continuation: Continuation) {
        (self.model, self.continuation) = (model, continuation)
    }

    /// Returns one network of an average.
    func member(_ index: Int) -> StartingModel { StartingModel(model.members[index], continuation) }

    /// Returns a table as the model learns from it.
    func data(_ table: Table) throws -> TableData {
        try TableData(table, continuing: model, replacesTargets: continuation.replacesLastLayer)
    }

    /// Returns rows with the model's preprocessing.
    func continuing(_ data: any LearningData) throws -> any LearningData {
        try ContinuedData(data, for: model, continuation)
    }

    /// Throws unless encoded rows have the shape that the model takes.
    func requireShape(_ shape: Shape) throws(ContinuationError) {
        guard shape == model.inputShape else {
            throw .otherShape(expected: model.inputShape, found: shape)
        }
    }
}

extension Trainer {
    /// The number of rows below which all are trained on.
    private static let minimumRowCount = 10

    /// Trains on the rows that are not held out, and scores the model before and after on those that are.
    func train(
        continuing start: StartingModel, _ data: any LearningData, rows: [Int]?,
        validation: (any RawRows)?, scratchFolder: String?,
        onEvent: @escaping (TrainingEvent) throws -> Void
    ) throws -> TrainingResult {
        let (fold, notice) = try division(of: rows ?? data.rowsWithTargets, in: data, start.continuation)
        var recipe = recipe
        // The recipe of the model tells what was held out.
        if fold.test.isEmpty { recipe.continuation?.heldOutShare = 0 }
        var result = try following(recipe).trainNetworks(
            data, rows: fold.training, validation: validation, scratchFolder: scratchFolder, onEvent: onEvent)
        result.notices += notice.map { [$0] } ?? []
        if result.isComplete { summarize(fold.training, of: data, in: &result.model) }
        guard !fold.test.isEmpty else { return result }
        let rows = data.raw.selectingRows(fold.test)
        // Outputs that are not finite have no scores.
        result.continuation = try? ContinuationScores(
            start.continuation.replacesLastLayer ? nil : start.model, result.model, on: rows, threads: threads
        )
        return result
    }

    /// Divides rows into those to train on and those to score; a notice if none can be held out.
    private func division(
        of rows: [Int], in data: any LearningData, _ continuation: Continuation
    ) throws -> (fold: Fold, notice: String?) {
        let whole = Fold(training: rows, test: [])
        guard continuation.heldOutShare > 0, rows.count >= Self.minimumRowCount, data.raw.precision == nil
        else { return (whole, nil) }
        let constraints = data.constraints(of: rows)
        do throws(SplitError) {
            let folds = try constraints.folds(
                constraints.holdOut(continuation.heldOutShare), rowCount: rows.count, seed: recipe.seed)
            return (folds[0].of(rows), nil)
        } catch .singleGroup {
            return (
                whole,
                "All rows are of one group, so that none is held out to score the model before and after."
            )
        }
    }
}
