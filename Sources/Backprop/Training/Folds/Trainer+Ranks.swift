extension Trainer {
    /// Trains several selections of rows, each on one of the ranks, and returns all results on every rank.
    ///
    /// - Parameter train: Trains some of the selections, in their order.
    func trainOnRanks(
        _ rows: [[Int]], _ train: ([[Int]]) throws -> [TrainingResult]
    ) throws -> [TrainingResult] {
        // Folds in the order of time grow, so that neighbours go to different ranks.
        let own = Array(stride(from: ranks.rank, to: rows.count, by: ranks.size))
        let sent = try train(own.map { rows[$0] }).map { try SentResult($0) }
        let texts = try ranks.gather(
            Array(JSONValue(encoding: sent.map(\.description)).text().utf8))
        let files = try ranks.gather(sent.flatMap(\.file))
        let received = try zip(texts, files).map { text, file in
            try SentResult.results(
                JSONValue(parsing: text).decode([SentResult.Description].self), file)
        }
        return try rows.indices.map {
            try received[$0 % ranks.size][$0 / ranks.size].result()
        }
    }
}

/// The result of a run as bytes, for other ranks.
private struct SentResult {
    /// Everything but the model.
    struct Description: Codable {
        let byteCount: Int
        let history: [EpochReport]
        let ending: SentEnding
        let notices: [String]
    }

    let description: Description

    /// The model as its file.
    let file: [UInt8]

    init(_ result: TrainingResult) throws {
        file = try result.model.safetensors().serialized()
        description = Description(
            byteCount: file.count, history: result.history, ending: try SentEnding(result.ending),
            notices: result.notices)
    }

    private init(_ description: Description, _ file: [UInt8]) {
        (self.description, self.file) = (description, file)
    }

    /// Returns the results of one rank, whose files follow each other.
    static func results(_ descriptions: [Description], _ files: [UInt8]) -> [SentResult] {
        var begin = 0
        return descriptions.map { description in
            defer { begin += description.byteCount }
            return SentResult(description, Array(files[begin..<begin + description.byteCount]))
        }
    }

    func result() throws -> TrainingResult {
        var result = TrainingResult(
            model: try Model(try SafetensorsFile(bytes: file), source: "the model of another rank"),
            history: description.history, ending: description.ending.ending)
        result.notices = description.notices
        return result
    }
}

/// The reason why a run ended, with names for its numbers.
private enum SentEnding: Codable {
    case completed
    case bestEpoch(Int, of: Int)
    case converged(ConvergenceStatus, epochs: Int)
    case nonFiniteLoss(epoch: Int, batch: Int, learningRate: Double)
    case nonFiniteParameters(epoch: Int, batch: Int, learningRate: Double)
    case interrupted(epochs: Int, batches: Int)

    init(_ ending: TrainingResult.Ending) throws {
        switch ending {
        case .completed: self = .completed
        case .bestEpoch(let epoch, let count): self = .bestEpoch(epoch, of: count)
        case .converged(let status, let epochs): self = .converged(status, epochs: epochs)
        case .failed(.nonFiniteLoss(let epoch, let batch, let rate)):
            self = .nonFiniteLoss(epoch: epoch, batch: batch, learningRate: rate)
        case .failed(.nonFiniteParameters(let epoch, let batch, let rate)):
            self = .nonFiniteParameters(epoch: epoch, batch: batch, learningRate: rate)
        // Only a run that diverged is a result; other errors are thrown.
        case .failed(let error): throw error
        case .interrupted(let epochs, let batches): self = .interrupted(epochs: epochs, batches: batches)
        }
    }

    var ending: TrainingResult.Ending {
        switch self {
        case .completed: .completed
        case .bestEpoch(let epoch, let count): .bestEpoch(epoch, of: count)
        case .converged(let status, let epochs): .converged(status, epochs: epochs)
        case .nonFiniteLoss(let epoch, let batch, let rate):
            .failed(.nonFiniteLoss(epoch: epoch, batch: batch, learningRate: rate))
        case .nonFiniteParameters(let epoch, let batch, let rate):
            .failed(.nonFiniteParameters(epoch: epoch, batch: batch, learningRate: rate))
        case .interrupted(let epochs, let batches): .interrupted(epochs: epochs, batches: batches)
        }
    }
}
