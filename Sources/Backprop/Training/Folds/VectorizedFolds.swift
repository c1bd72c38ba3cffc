import CKernels

/// The rows of one of several runs that differ only in their rows.
struct FoldData<S: Scalar>: Sendable {
    let training: any BatchSource<S>
    let validation: (any BatchSource<S>)?
    var scoring: ValidationScoring?
}

/// Folds of tiny networks trained online, distributed to the lanes of registers. Each lane is a fold, and each fold
/// gets the bits that it gets by itself.
struct VectorizedFolds<S: Scalar> {
    private let trainer: Trainer
    private let count: Int

    /// More parameters do not fit into the first-level cache with a copy for each lane.
    private static var maximumParameterCount: Int { 256 }

    init(_ trainer: Trainer, count: Int) {
        self.trainer = trainer
        self.count = count
    }

    /// Whether the folds are faster in lanes than on threads of their own. A step of all lanes takes about twice as
    /// long as one by itself; the results do not depend on the answer.
    func isWorthwhile(on data: any BatchSource<S>) -> Bool {
        guard let data = data as? Dataset<S>, let online = OnlineEpoch(trainer.recipe, data: data) else {
            return false
        }
        return online.parameterCount <= Self.maximumParameterCount
            && rounds(of: count) >= 2 * rounds(of: groupCount)
    }

    private func rounds(of jobs: Int) -> Int { (jobs + trainer.threads - 1) / trainer.threads }

    private var groupCount: Int {
        let lanes = Int(bp_simd_bytes()) / MemoryLayout<S>.size
        return (count + lanes - 1) / lanes
    }

    /// Runs the epochs of every fold with the results of ``Trainer``, in the folds' order.
    func outcomes(_ folds: [FoldData<S>], limit: Int) throws -> [TrainingOutcome<S>] {
        try results(folds, limit: limit) { $1 }
    }

    /// Runs the epochs of every fold and returns what a function makes of the outcomes, in the folds' order. The
    /// function is called with the fold's index, on any thread, as soon as the folds of a register are trained.
    func results<Result: Sendable>(
        _ folds: [FoldData<S>], limit: Int,
        _ finish: @escaping @Sendable (Int, TrainingOutcome<S>) throws -> Result
    ) throws -> [Result] {
        let groups = groupCount
        return try Threads.map(Array(0..<groups), threads: trainer.threads) { group in
            let range = (group * count / groups)..<((group + 1) * count / groups)
            let outcomes = try outcomes(ofGroup: folds[range], limit: limit)
            return try zip(range, outcomes).map { try finish($0, $1) }
        }.flatMap { $0 }
    }

    private func outcomes(
        ofGroup folds: ArraySlice<FoldData<S>>, limit: Int
    ) throws -> [TrainingOutcome<S>] {
        let single = trainer.singleThreaded
        let sessions = try folds.map { try TrainingSession(single, TrainingInputs($0)) }
        var running = sessions
        var epoch = 0
        while epoch < limit, !running.isEmpty, !trainer.isCancelled() {
            let reports = TrainingRun.runEpoch(ofEach: running.map(\.run))
            running = try zip(running, reports).filter { try $0.advance($1) }.map(\.0)
            epoch += 1
        }
        // The folds that still run when the epochs are not over were cancelled.
        let cancelled = epoch < limit ? running.map(ObjectIdentifier.init) : []
        return sessions.map { cancelled.contains(ObjectIdentifier($0)) ? $0.interrupted() : $0.end() }
    }
}
