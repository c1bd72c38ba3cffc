/// A hash of the numbers of a run's rows, which distinguishes them from those of another run.
///
/// A step that hashes a number is a bijection of the hash so far, so that a single changed number is always noticed. It
/// does not protect against an attacker who wants two datasets to have one hash.
public struct DataFingerprint: Codable, Equatable, Sendable {
    /// The number of rows.
    public let rows: Int

    /// The shape of one row's features.
    public let inputShape: Shape

    /// The number of targets of one row.
    public let targetCount: Int

    /// The hash of the features, 16 hexadecimal digits.
    public let features: String

    /// The hash of the targets.
    public let targets: String

    /// The hash of the rows' weights, if they have any.
    public let weights: String?

    /// Hashes every row once, without the perturbations of training.
    ///
    /// - Throws: An error of the source.
    public init<S: Scalar>(_ data: any BatchSource<S>) throws {
        var (features, targets, weights) = (Digest(), Digest(), Digest())
        let batchSize = max(1, min(512, data.rowCount))
        let batches = BatchBuffers(data, batchSize: batchSize, threads: 1)
        for begin in stride(from: 0, to: data.rowCount, by: batchSize) {
            let range = begin..<min(begin + batchSize, data.rowCount)
            try batches.withBatch(range, context: nil) { batch in
                features.add(batch.features, count: batch.rows * data.inputShape.count)
                targets.add(batch.targets, count: batch.rows * data.targetCount)
                if let values = batch.weights { weights.add(values, count: batch.rows) }
            }
        }
        rows = data.rowCount
        inputShape = data.inputShape
        targetCount = data.targetCount
        self.features = features.text
        self.targets = targets.text
        self.weights = data.hasWeights ? weights.text : nil
    }
}

/// The inputs of a run in addition to its recipe.
struct RunData: Codable, Equatable {
    /// The rows to learn from.
    let training: DataFingerprint

    /// The rows to stop by.
    let validation: DataFingerprint?

    /// The hash of the preprocessor, or `nil` for data that are numbers already.
    let preprocessor: String?

    init<S: Scalar>(
        _ training: any BatchSource<S>, validation: (any BatchSource<S>)?, input: ModelInput = .numbers
    ) throws {
        self.training = try DataFingerprint(training)
        self.validation = try validation.map { try DataFingerprint($0) }
        switch input {
        case .numbers: preprocessor = nil
        case .table(let preprocessor): self.preprocessor = try Self.hash(preprocessor)
        case .images(let preprocessor): self.preprocessor = try Self.hash(preprocessor)
        }
    }

    private static func hash(_ preprocessor: some Encodable) throws -> String {
        var digest = Digest()
        digest.add(Array(try JSONValue(encoding: preprocessor).text().utf8))
        return digest.text
    }
}
