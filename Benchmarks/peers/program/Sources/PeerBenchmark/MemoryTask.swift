import Backprop

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Trains a network as `backprop train` does, and compares its memory with the plan.
struct MemoryTask: Task {
    let what: String
    private let recipe: Recipe
    private let data: Dataset<Float>
    private let plan: TrainingMemory
    private let early = 10
    private let seen = Peaks()

    init(layers: String, shape: Shape, batch: Int, rows: Int, epochs: Int) throws {
        recipe = Recipe(
            network: try Network(parsing: layers), loss: CrossEntropy(), optimizer: Adam(), epochs: epochs,
            batchSize: .rows(batch))
        let random = Philox(seed: 1, stream: 0)
        var targets = [Float](repeating: 0, count: rows * 10)
        for row in 0..<rows { targets[row * 10 + row % 10] = 1 }
        data = Dataset(
            inputShape: shape, targetCount: 10,
            features: (0..<(rows * shape.count)).map { Float(random.unit(at: UInt64($0))) }, targets: targets)
        guard let plan = try TrainingMemory(recipe, input: shape, rows: rows) else {
            throw Misuse("\(rows) rows are beyond any memory")
        }
        self.plan = plan
        what = "\(recipe.network.text), Adam, batch \(batch)"
        try Self.warmUp()
    }

    /// A run of a few numbers, so that code and threads that every run needs are in memory.
    private static func warmUp() throws {
        let recipe = Recipe(
            network: Network { Dense(2, activation: .softmax) }, loss: CrossEntropy(), optimizer: Adam(),
            epochs: 2)
        _ = try Trainer(recipe).train(on: Dataset<Float>([[0, 1], [1, 0]], targets: [[0, 1], [1, 0]]))
    }

    func round() throws -> Answer {
        let before = Resident.now
        Resident.forgetPeak()
        let result = try Trainer(recipe).train(on: data) { event in
            if case .epoch(let report) = event, report.epoch == early { seen.early = Resident.peak }
        }
        seen.late = Resident.peak
        guard result.ending == .completed else { throw Misuse("training ended by \(result.ending)") }
        return ["value": Value(seen.late - before)]
    }

    func check() throws -> Answer {
        [
            "plan": Value(plan.total), "early": Value(seen.early), "late": Value(seen.late),
            "epochs": Value(recipe.epochs),
        ]
    }
}

/// The peaks of a run, in bytes.
final class Peaks {
    var early = 0
    var late = 0
}

/// The memory of this process that is in use, as Linux counts it, in bytes.
enum Resident {
    static var now: Int { field("VmRSS:") }

    /// The highest since the process began or ``forgetPeak()`` was called.
    static var peak: Int { field("VmHWM:") }

    static func forgetPeak() {
        guard let file = fopen("/proc/self/clear_refs", "w") else { return }
        fputs("5", file)
        fclose(file)
    }

    private static func field(_ name: String) -> Int {
        guard let file = fopen("/proc/self/status", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, Int32(line.count), file) != nil {
            let words = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
                .split(whereSeparator: \.isWhitespace)
            if words.count > 1, words[0] == name { return (Int(words[1]) ?? 0) * 1024 }
        }
        return 0
    }
}
