import Backprop
import Foundation
import Testing

/// Runs that are watched from outside, as in the article on watching.
@Suite struct WatchingTests {
    private static func table() throws -> Table {
        try Table(contentsOf: ReadmeTests.root.appending(path: "Examples/iris.csv").path)
    }

    private static func recipe(epochs: Int = 5) throws -> Recipe {
        Recipe(
            network: Network([Dense(3, activation: .softmax)]), loss: CrossEntropy(),
            optimizer: Adam(learningRate: 0.01), epochs: epochs,
            columns: ColumnSelection(targets: [.name("species")]))
    }

    @Test func theSequenceGivesWhatHappensAndTheResult() async throws {
        let (table, recipe) = (try Self.table(), try Self.recipe())
        var lines: [String] = []
        // The program begins.
        let run = Trainer(recipe).events(on: table)
        for try await event in run {
            switch event {
            case .began(let rows, _, let epochs): lines.append("\(rows) rows, at most \(epochs) epochs")
            case .epoch(let report): lines.append("epoch \(report.epoch): \(report.loss)")
            case .checkpointSaved(let path): lines.append("saved to \(path)")
            default: break
            }
        }
        let model = try await run.result.model
        // The program ends.
        let same = try Trainer(recipe).train(on: table)
        #expect(
            lines == ["150 rows, at most 5 epochs"] + same.history.map { "epoch \($0.epoch): \($0.loss)" })
        #expect(model.parameters == same.model.parameters)
    }

    @Test func itsProgramIsThisOne() throws {
        let article = try String(
            contentsOf: ReadmeTests.root.appending(
                path: "Sources/Backprop/Backprop.docc/WatchingAndResuming.md"), encoding: .utf8)
        let source = try String(contentsOf: URL(filePath: #filePath), encoding: .utf8)
        let tested = try #require(
            ReadmeTests.lines(
                source, from: "        // The program begins.", to: "        // The program ends.")
        ).map { String($0.dropFirst(8)) }
        #expect(article.contains("```swift\n\(tested.joined(separator: "\n"))\n```"))
    }

    @Test func cancellingWhoeverReadsStopsTheRun() async throws {
        let run = Trainer(try Self.recipe(epochs: 1_000_000)).events(on: try Self.table())
        let reader = Task {
            var count = 0
            for try await event in run {
                if case .epoch = event { count += 1 }
                if count == 3 { withUnsafeCurrentTask { $0?.cancel() } }
            }
            return count
        }
        let seen = try await reader.value
        let result = try await run.result
        guard case .interrupted(let epochs, _) = result.ending else {
            Issue.record("\(result.ending)")
            return
        }
        #expect(seen >= 3 && (3..<1_000_000).contains(epochs))
    }

    @Test func leavingTheLoopStopsTheRunAndSavesIt() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "watched-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var trainer = Trainer(try Self.recipe(epochs: 1_000_000))
        trainer.checkpoints = CheckpointPolicy(folder: folder, interval: .time(.seconds(3600)))
        let result = try await Self.firstEpoch(of: trainer.events(on: try Self.table())).value
        guard case .interrupted(let epochs, let batches) = result.ending else {
            Issue.record("\(result.ending)")
            return
        }
        #expect(epochs < 1_000_000)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder) == [
                "epoch-\(epochs)-batch-\(batches).safetensors"
            ])
    }

    /// Reads until the first epoch, forgets the sequence, and gives the result to wait for.
    private static func firstEpoch(
        of run: TrainingEvents
    ) async throws -> Task<TrainingResult, any Error> {
        for try await event in run {
            if case .epoch = event { break }
        }
        return Task { try await run.result }
    }

    @Test func anErrorEndsBothTheSequenceAndTheResult() async throws {
        let run = Trainer(try Self.recipe(epochs: 0)).events(on: try Self.table())
        await #expect(throws: SettingError.self) {
            for try await _ in run {}
        }
        await #expect(throws: SettingError.self) { try await run.result }
    }

    @Test func numbersAndImagesAreWatchedToo() async throws {
        let data = Dataset<Double>((0..<9).map { [Double($0)] }, targets: (0..<9).map { [Double($0 % 2)] })
        let recipe = Recipe(
            network: Network([Dense(1)]), loss: MeanSquaredError(), optimizer: SGD(learningRate: 0.01),
            epochs: 2, precision: .float64, targetEncoding: .numeric)
        let run = Trainer(recipe).events(on: data)
        var count = 0
        for try await event in run { if case .epoch = event { count += 1 } }
        #expect(count == 2)
        let images = ImageSet(
            bytes: (0..<24).map { UInt8($0 * 10) }, shape: [2, 2, 1], labels: ["a", "b", "a", "b", "a", "b"])
        let classes = Recipe(
            network: Network([Flatten(), Dense(1, activation: .sigmoid)]), loss: BinaryCrossEntropy(),
            optimizer: SGD(learningRate: 0.01), epochs: 3, targetEncoding: .binary)
        #expect(try await Trainer(classes).events(on: images).result.history.count == 3)
    }
}
