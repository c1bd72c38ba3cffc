import Foundation
import Testing

@testable import Backprop

/// A folder that lives as long as this value.
final class ScratchFolder {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent(
            "backprop-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The names of the files in the folder, hidden ones too.
    var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path))?.sorted() ?? [] }
}

/// Says that a run is cancelled from the question of that number on, and counts the questions.
final class Countdown: @unchecked Sendable {
    private let lock = NSLock()
    private let limit: Int
    private var count = 0

    init(_ limit: Int = .max) { self.limit = limit }

    var asked: Int { lock.withLock { count } }

    func isOver() -> Bool {
        lock.withLock {
            count += 1
            return count > limit
        }
    }
}

/// Runs whose every part has a state of its own that an interruption could lose.
struct ResumeCase: CustomTestStringConvertible, Sendable {
    let name: String
    let recipe: Recipe
    let rows: Int
    var testDescription: String { name }

    static let all = [
        ResumeCase(
            name: "batch normalization, dropout, noise, Adam, cosine, early stopping", rows: 37,
            layers: [Dense(6, activation: .tanh), BatchNorm(), Dropout(0.3), Dense(1)],
            optimizer: Adam(learningRate: 0.05),
            schedule: .cosine(floor: 0), epochs: 9, batchSize: .rows(8),
            stopping: .onValidation(
                EarlyStopping(
                    share: 0, patience: 3, minimumImprovement: 0))),
        ResumeCase(
            name: "momentum, plateaus, no shuffling", rows: 20,
            layers: [Dense(3, activation: .relu), Dense(1)],
            optimizer: SGD(learningRate: 0.03, momentum: 0.9),
            schedule: .reduceOnPlateau(
                factor: 0.5, patience: 1, minimumImprovement: 0, cooldown: 1, floor: 0.01), epochs: 12,
            batchSize: .rows(6),
            shuffles: false),
        ResumeCase(
            name: "L-BFGS", rows: 25, layers: [Dense(4, activation: .tanh), Dense(1)],
            optimizer: LBFGS(pairs: 3),
            epochs: 15, batchSize: .full),
        ResumeCase(
            name: "Nadam in double precision", rows: 10, layers: [Dense(4, activation: .tanh), Dense(1)],
            optimizer: Nadam(learningRate: 0.02), epochs: 4, batchSize: .rows(3), precision: .float64),
        ResumeCase(
            name: "a search for the number of epochs", rows: 12,
            layers: [Dense(4, activation: .tanh), Dense(1)],
            optimizer: RMSprop(learningRate: 0.05), epochs: 5, batchSize: .rows(4),
            stopping: .byCrossValidation(folds: 2)),
        ResumeCase(
            name: "online, a whole epoch in two calls", rows: 16_500,
            layers: [Dense(2, activation: .tanh), Dense(1)],
            optimizer: SGD(learningRate: 0.01), epochs: 3, batchSize: .rows(1), precision: .float64),
        ResumeCase(
            name: "a loss that stops being finite", rows: 20, layers: [Dense(1)],
            optimizer: SGD(learningRate: 30), epochs: 400, batchSize: .rows(7)),
    ]

    private init(
        name: String, rows: Int, layers: [any Layer], optimizer: any Optimizer,
        schedule: Schedule = .constant, epochs: Int, batchSize: BatchSize, shuffles: Bool = true,
        stopping: Stopping = .afterAllEpochs, precision: Precision = .float32
    ) {
        self.name = name
        self.rows = rows
        recipe = Recipe(
            network: Network(layers), loss: MeanSquaredError(), optimizer: optimizer, schedule: schedule,
            epochs: epochs, batchSize: batchSize, shuffles: shuffles,
            regularization: layers.contains { $0 is Dropout } ? Regularization(inputNoise: 0.1) : .none,
            stopping: stopping, seed: 5, precision: precision, targetEncoding: .numeric)
    }

    /// Rows of a noisy function.
    static func data<S: Scalar>(_ rows: Int, stream: UInt64, as scalar: S.Type) -> Dataset<S> {
        let random = Philox(seed: 9, stream: stream)
        let features = (0..<rows).map { row in (0..<2).map { S(random.normal(at: UInt64(3 * row + $0))) } }
        let targets = features.enumerated().map { row, x in
            [x[0] * x[1] + S(0.3 * random.normal(at: UInt64(3 * row + 2)))]
        }
        return Dataset(features, targets: targets)
    }

    /// Runs, or resumes, until the end or the question of that number.
    func run(
        _ policy: CheckpointPolicy?, _ countdown: Countdown = Countdown(), rows: Int? = nil,
        recipe: Recipe? = nil, onEvent: @escaping (TrainingEvent) throws -> Void = { _ in }
    ) throws -> TrainingResult {
        let recipe = recipe ?? self.recipe
        switch recipe.precision {
        case .float32: return try run(policy, countdown, rows ?? self.rows, recipe, onEvent, as: Float.self)
        case .float64: return try run(policy, countdown, rows ?? self.rows, recipe, onEvent, as: Double.self)
        }
    }

    private func run<S: Scalar>(
        _ policy: CheckpointPolicy?, _ countdown: Countdown, _ rows: Int, _ recipe: Recipe,
        _ onEvent: @escaping (TrainingEvent) throws -> Void, as scalar: S.Type
    ) throws -> TrainingResult {
        var trainer = Trainer(recipe)
        trainer.checkpoints = policy
        trainer.isCancelled = { countdown.isOver() }
        var validation: Dataset<S>?
        if case .onValidation = recipe.stopping { validation = Self.data(15, stream: 2, as: S.self) }
        return try trainer.train(
            on: Self.data(rows, stream: 1, as: S.self), validation: validation, onEvent: onEvent)
    }
}

extension TrainingResult {
    /// Whether the run was cancelled.
    var isInterrupted: Bool {
        if case .interrupted = ending { true } else { false }
    }

    /// The bytes of the model's file.
    var bytes: [UInt8] {
        get throws { try model.safetensors().serialized() }
    }
}
