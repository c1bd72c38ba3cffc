/// What saves a run, and the model that it has come to.
struct RunSaving {
    let keeper: CheckpointKeeper
    let best: () throws -> Model

    /// Saves the run where it is time to.
    func saveIfDue<S: Scalar>(_ loop: TrainingSession<S>, limit: Int) throws {
        try keeper.saveIfDue(loop, limit: limit, best: best)
    }

    /// Saves the run as it stands.
    func save<S: Scalar>(_ loop: TrainingSession<S>, limit: Int?) throws {
        try keeper.save(loop, limit: limit, best: best)
    }
}
