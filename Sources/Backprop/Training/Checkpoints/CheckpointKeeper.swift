/// The keeper of a run's checkpoints, which saves them by its policy and finds the one to resume from.
final class CheckpointKeeper {
    private let policy: CheckpointPolicy
    private let folder: CheckpointFolder
    private let recipe: Recipe
    private let data: RunData
    private let onEvent: (TrainingEvent) throws -> Void
    private let clock = ContinuousClock()
    private var savedAt: ContinuousClock.Instant
    private var saved: CheckpointName?
    private var bestEpoch: Int?

    init(
        _ policy: CheckpointPolicy, recipe: Recipe, data: RunData,
        onEvent: @escaping (TrainingEvent) throws -> Void
    ) throws {
        self.policy = policy
        self.recipe = recipe
        self.data = data
        self.onEvent = onEvent
        folder = CheckpointFolder(policy)
        savedAt = clock.now
        try folder.prepare(for: policy)
    }

    /// Returns the checkpoint to resume from, or `nil` if the run begins.
    ///
    /// - Throws: ``CheckpointError`` if the checkpoints do not belong to the run.
    func resume() throws -> Checkpoint? {
        guard policy.resumes, let (checkpoint, path, skipped) = try folder.newest(policy.registry) else {
            return nil
        }
        for reason in skipped { try onEvent(.checkpointSkipped(reason: reason)) }
        try refuseOther(checkpoint, path)
        saved = CheckpointName(epoch: checkpoint.state.epoch, batch: checkpoint.state.batch)
        bestEpoch = checkpoint.state.best?.epoch
        try onEvent(.resumed(path: path, history: checkpoint.history))
        return checkpoint
    }

    /// Refuses a checkpoint that the run does not belong to.
    ///
    /// If both differ, one difference caused the other. A recipe that follows from the data differs with them, and
    /// preprocessing changes the data.
    private func refuseOther(_ checkpoint: Checkpoint, _ path: String) throws {
        let recipes = (try JSONValue(encoding: checkpoint.recipe), try JSONValue(encoding: recipe))
        let rows = (try JSONValue(encoding: checkpoint.data), try JSONValue(encoding: data))
        let otherRecipe = JSONDifference(recipes.0, recipes.1)
        let otherData = JSONDifference(rows.0, rows.1)
        let isOfRecipe = Self.preparesOtherwise(recipes.0, recipes.1) || hasOtherShapeAlone(checkpoint.data)
        if let found = otherData, otherRecipe == nil || !isOfRecipe {
            throw CheckpointError.otherData(
                source: path, key: found.path, there: JSONDifference.text(found.first),
                here: JSONDifference.text(found.second))
        }
        if let found = otherRecipe {
            throw CheckpointError.otherRecipe(
                source: path, key: found.path, there: JSONDifference.text(found.first),
                here: JSONDifference.text(found.second))
        }
    }

    /// Whether the difference of the recipes is part of the division of rows or of the preprocessing.
    private static func preparesOtherwise(_ one: JSONValue, _ other: JSONValue) -> Bool {
        ["seed", "stopping", "precision", "preprocessing", "columns"].contains { one[$0] != other[$0] }
    }

    /// Whether the numbers are equal but have other shapes, such as images in different networks.
    private func hasOtherShapeAlone(_ other: RunData) -> Bool {
        let (one, other) = (data.training, other.training)
        return one.inputShape != other.inputShape && one.features == other.features
            && one.targets == other.targets
    }

    /// Saves the run if a checkpoint is due.
    func saveIfDue<S: Scalar>(_ session: TrainingSession<S>, limit: Int, best: () throws -> Model) throws {
        let isDue =
            switch policy.interval {
            case .epochs(let count): session.run.state.batch == 0 && session.run.epoch % count == 0
            case .time(let duration): clock.now - savedAt >= duration
            }
        if isDue { try save(session, limit: limit, best: best) }
    }

    /// Saves the run unless its state is saved already, and the model of the best epoch if that is a new one.
    func save<S: Scalar>(_ session: TrainingSession<S>, limit: Int?, best: () throws -> Model) throws {
        let state = session.run.state
        let name = CheckpointName(epoch: state.epoch, batch: state.batch)
        guard name != saved else { return }
        if let epoch = state.best?.epoch, epoch != bestEpoch {
            try best().write(to: folder.file(CheckpointFolder.bestName))
            bestEpoch = epoch
        }
        let path = try folder.save(session.checkpoint(recipe: recipe, data: data, limit: limit))
        (saved, savedAt) = (name, clock.now)
        try onEvent(.checkpointSaved(path: path))
    }
}
