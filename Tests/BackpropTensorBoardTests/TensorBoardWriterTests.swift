import Backprop
import Foundation
import Testing

@testable import BackpropTensorBoard

@Suite struct TensorBoardWriterTests {
    private static let data = Dataset<Float>(
        (0..<12).map { [Float($0) / 6, Float($0 * 5 % 7)] }, targets: (0..<12).map { [Float($0 % 3)] })

    private func recipe(_ stopping: Stopping = .afterAllEpochs) -> Recipe {
        Recipe(
            network: Network([Dense(3, activation: .tanh), BatchNorm(), Dense(1)]), loss: MeanSquaredError(),
            optimizer: Adam(learningRate: 0.05), epochs: 4, batchSize: .rows(5), stopping: stopping,
            targetEncoding: .numeric)
    }

    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "board-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.path)
    }

    @discardableResult
    private func run(
        _ recipe: Recipe, in folder: String, resuming checkpoints: CheckpointPolicy? = nil,
        until limit: Int = .max
    ) throws -> (result: TrainingResult, events: [TrainingEvent]) {
        var trainer = Trainer(recipe)
        trainer.watchesTensors = true
        trainer.checkpoints = checkpoints
        let writer = try TensorBoardWriter(folder: folder, recipe: recipe)
        var (pace, events) = (TrainingPace(), [TrainingEvent]())
        let result = try trainer.train(
            on: Self.data, validation: recipe.stopping.metric.map { _ in Self.data }
        ) { event in
            pace.observe(event)
            try writer.observe(event, pace: pace)
            events.append(event)
            if case .tensors(_, let epoch) = event, epoch >= limit { throw Killed() }
        }
        return (result, events)
    }

    private struct Killed: Error {}

    /// The events of the files in a folder, in the order of the files' names.
    private func events(in folder: String) throws -> [[Event]] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map { name in
            #expect(name.wholeMatch(of: /events\.out\.tfevents\.\d{10,}\.[-_.A-Za-z0-9]+/) != nil)
            var (rest, events) = (try Data(contentsOf: URL(filePath: "\(folder)/\(name)"))[...], [Event]())
            while !rest.isEmpty {
                let length = rest.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
                let content = [UInt8](rest.dropFirst(12).prefix(length))
                #expect([UInt8](rest.prefix(16 + length)) == RecordFraming.record(content))
                events.append(try Event(serializedBytes: content))
                rest = rest.dropFirst(16 + length)
            }
            return events
        }
    }

    @Test func aFileBeginsWithItsVersionAndStart() throws {
        try withFolder { folder in
            try run(recipe(), in: folder + "/new")
            let found = try #require(try events(in: folder + "/new").first)
            #expect(found[0].fileVersion == "brain.Event:2" && found[0].step == 0)
            #expect(found[1].sessionLog.status == .start && found[1].step == 1)
            let now = Date().timeIntervalSince1970
            #expect(found.allSatisfy { abs($0.wallTime - now) < 3600 })
            // Scalars and histograms of each epoch.
            #expect(found.dropFirst(2).map(\.step) == [1, 1, 2, 2, 3, 3, 4, 4])
        }
    }

    @Test func scalarsAreThoseOfTheReports() throws {
        try withFolder { folder in
            let metric = try ValidationMetric(parsing: "rmse")
            let recipe = recipe(
                .onValidation(EarlyStopping(share: 0, patience: 4, minimumImprovement: 0, metric: metric)))
            let history = try run(recipe, in: folder).result.history
            let found = try #require(try events(in: folder).first)
            let scalars = found.filter { $0.summary.value.first?.histo == HistogramValues() }
                .filter { !$0.summary.value.isEmpty }
            #expect(scalars.count == 4)
            for (event, report) in zip(scalars, history) {
                let values = event.summary.value
                #expect(
                    values.map(\.tag) == [
                        "loss/training", "loss/validation", "validation/rmse", "learning_rate",
                        "rows_per_second",
                    ])
                let expected = [
                    report.loss, try #require(report.validationLoss), try #require(report.validationMetric),
                    report.learningRate,
                ]
                #expect(values.prefix(4).map(\.simpleValue) == expected.map { Float($0) })
                #expect(values[4].simpleValue > 0)
            }
        }
    }

    @Test func histogramsAreThoseOfTheTensors() throws {
        try withFolder { folder in
            let (result, seen) = try run(recipe(), in: folder)
            let found = try #require(try events(in: folder).first)
            let last = try #require(found.last).summary.value
            let weights = ["0.weight", "0.bias", "2.weight", "2.bias", "3.weight", "3.bias"]
            let statistics = ["2.running_mean", "2.running_var"]
            let tags = weights.flatMap { ["weights/\($0)", "gradients/\($0)"] }
            #expect(last.map(\.tag) == tags + statistics.map { "weights/\($0)" })
            let parameters = result.model.parameters.values(as: Float.self)
            let layout = result.model.layout
            guard case .tensors(let spreads, 4)? = seen.dropLast().last else {
                Issue.record("no tensors after the last epoch")
                return
            }
            for (name, spread) in zip(weights + statistics, spreads) {
                let values = parameters[try #require(layout[name]).range].map { Double($0) }
                let histogram = try #require(last.first { $0.tag == "weights/\(name)" }).histo
                #expect(spread.values == Histogram(values))
                #expect(histogram.min == values.min() && histogram.max == values.max())
                #expect(histogram.num == Double(values.count))
                #expect(abs(histogram.sum - values.reduce(0, +)) < 1e-12)
                #expect(histogram.bucket.reduce(0, +) == Double(values.count))
                #expect(histogram.bucketLimit.count == histogram.bucket.count)
                #expect(histogram.bucketLimit == histogram.bucketLimit.sorted())
                for (index, limit) in histogram.bucketLimit.enumerated() {
                    let below = histogram.bucket.prefix(index + 1).reduce(0, +)
                    // An end that is computed may lie next to a value by rounding; these do not.
                    #expect(below == Double(values.count { $0 <= limit }), "\(name) \(index)")
                }
            }
        }
    }

    @Test func aResumedRunTellsWhatToForget() throws {
        try withFolder { folder in
            var policy = CheckpointPolicy(folder: folder + "/run", interval: .epochs(2))
            let board = folder + "/board"
            #expect(throws: Killed.self) { try run(recipe(), in: board, resuming: policy, until: 3) }
            policy.resumes = true
            try run(recipe(), in: board, resuming: policy)
            let files = try events(in: board)
            #expect(files.count == 2)
            #expect(files[0].map(\.step) == [0, 1, 1, 1, 2, 2, 3, 3])
            #expect(files[1].map(\.step) == [0, 3, 3, 3, 4, 4])
            #expect(files[1][1].sessionLog.status == .start)
            // The epoch that both have is the same in both.
            #expect(files[0][7].summary == files[1][3].summary)
        }
    }

    @Test func namesFollowOneAnotherEvenWithinASecond() throws {
        try withFolder { folder in
            func next(_ seconds: Int) -> String {
                EventFileName.next(in: folder, seconds: seconds, host: "here")
            }
            #expect(next(1_700_000_000) == "events.out.tfevents.1700000000.here")
            for name in ["events.out.tfevents.1700000000.there.1.v2", "events.out.tfevents.x", "other"] {
                try Data().write(to: URL(filePath: "\(folder)/\(name)"))
            }
            #expect(next(1_700_000_000) == "events.out.tfevents.1700000001.here")
            #expect(next(1_700_000_009) == "events.out.tfevents.1700000009.here")
        }
    }

    @Test func aFolderThatCannotBeIsRefusedBeforeTheRun() throws {
        try withFolder { folder in
            try Data("x".utf8).write(to: URL(filePath: folder + "/file"))
            func message(_ path: String) -> String? {
                #expect(throws: FileError.self) { try TensorBoardWriter(folder: path, recipe: recipe()) }?
                    .description
            }
            #expect(
                message(folder + "/file")
                    == """
                    cannot write "\(folder)/file/events": "\(folder)/file" is not a folder. \
                    Choose a path inside a folder.
                    """)
            #expect(
                message(folder + "/no/where")
                    == """
                    cannot write "\(folder)/no/where": the folder "\(folder)/no" does not exist. \
                    Create the folder first, or choose another path.
                    """)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["file"])
        }
    }
}
