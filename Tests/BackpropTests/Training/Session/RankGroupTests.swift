import Foundation
import Testing

@testable import Backprop

/// What ranks do together besides single batches.
@Suite struct RankGroupTests {
    @Test(arguments: [1, 2, 5]) func everyRankGetsTheBytesOfAll(size: Int) throws {
        let sent = (0..<size).map { Array(repeating: UInt8($0 + 1), count: 3 * $0) }
        for result in ThreadRanks.run(size, { try $0.gather(sent[$0.rank]) }) {
            #expect(try result.get() == sent)
        }
        for result in ThreadRanks.run(size, { try $0.broadcast([UInt8($0.rank), 7]) }) {
            #expect(try result.get() == [0, 7])
        }
        for rank in 0..<size {
            #expect(try ThreadRanks.run(size) { try $0.any($0.rank == rank) }.allSatisfy { try $0.get() })
        }
        #expect(try ThreadRanks.run(size) { try $0.any(false) }.allSatisfy { try !$0.get() })
    }

    private func model(_ size: Int, _ change: @escaping @Sendable (inout Trainer) -> Void = { _ in }) throws
        -> [[UInt8]]
    {
        let data = ShardedTrainingTests.data(as: Float.self)
        return try ThreadRanks.run(size) { ranks in
            var trainer = Trainer(ShardedTrainingTests.recipe(shards: 8))
            trainer.ranks = ranks
            change(&trainer)
            return try trainer.train(on: data).model.safetensors().serialized()
        }.map { try $0.get() }
    }

    @Test func anotherRecipeIsRefused() throws {
        let data = ShardedTrainingTests.data(as: Float.self)
        let results = ThreadRanks.run(3) { ranks in
            var recipe = ShardedTrainingTests.recipe(shards: 8)
            if ranks.rank == 2 { recipe.epochs = 4 }
            var trainer = Trainer(recipe)
            trainer.ranks = ranks
            return try trainer.train(on: data).history.count
        }
        let error = RankError.other(rank: 2, key: "recipe.epochs", there: "4", first: "3")
        for result in results { #expect(throws: error) { try result.get() } }
        #expect(
            "\(error)"
                == "rank 2 does not run the same job as rank 0: recipe.epochs is 4 there, but 3 on rank 0; start all ranks with the same program, options and data"
        )
        #expect(error.category == .setting)
    }

    @Test func otherRowsAreRefused() throws {
        let results = ThreadRanks.run(2) { ranks in
            var trainer = Trainer(ShardedTrainingTests.recipe(shards: 8))
            trainer.ranks = ranks
            return try trainer.train(
                on: ShardedTrainingTests.data(150 - ranks.rank, as: Float.self)
            ).history.count
        }
        for result in results {
            #expect(throws: RankError.other(rank: 1, key: "data.training.rows", there: "149", first: "150")) {
                try result.get()
            }
        }
    }

    /// A run on three ranks that is stopped by one of them, and resumed on two.
    @Test func aRunResumesOnAnotherNumberOfRanks() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/ranks-\(UUID())"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let whole = try model(1)[0]
        let stopped = try model(3) { trainer in
            let asked = Locked(0)
            let isLast = trainer.ranks.rank == 2
            trainer.checkpoints = CheckpointPolicy(folder: folder)
            trainer.isCancelled = {
                asked.withLock { count in
                    count += 1
                    return isLast && count > 4
                }
            }
        }
        #expect(Set(stopped).count == 1)
        #expect(stopped[0] != whole)
        let resumed = try model(2) {
            $0.checkpoints = CheckpointPolicy(folder: folder, resumes: true)
        }
        #expect(resumed == [whole, whole])
    }

    @Test func foldsAreDealtToRanks() throws {
        let table = try ModelSupport.table(ModelSupport.flowers)
        var options = RecipeOptions()
        (options.epochs, options.usesSelection) = (5, false)
        let schema = try Schema(inferring: table, selection: options.columns)
        let recipe = try options.recipe(for: schema, rows: table.rowCount).recipe
        @Sendable func scores(_ ranks: any RankGroup) throws -> [[Double]] {
            var validation = CrossValidation(recipe, splitter: .kFold(folds: 3))
            validation.ranks = ranks
            return try validation.run(on: table, schema: schema).folds.map { fold in
                fold.evaluation.metrics.map(\.value) + fold.history.map(\.loss)
            }
        }
        let alone = try scores(SingleRank())
        #expect(alone.count == 3)
        for size in [2, 5] {
            for result in ThreadRanks.run(size, { try scores($0) }) { #expect(try result.get() == alone) }
        }
    }

    @Test func trialsAreDealtToRanks() throws {
        let table = try ModelSupport.table(ModelSupport.flowers)
        let folder = FileManager.default.temporaryDirectory.path + "/trials-\(UUID())"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        @Sendable func result(_ ranks: any RankGroup, journal: String? = nil) throws -> [TrialScore] {
            var tuning = Tuning(trials: 4)
            (tuning.folds, tuning.finalists, tuning.divisions) = (2, 1, 1)
            (tuning.options.epochs, tuning.ranks) = (4, ranks)
            tuning.journal = journal.map { Tuning.Journal("\(folder)/\($0)", resumes: true) }
            return try tuning.run(on: table).trials.map(\.rankedScore)
        }
        let alone = try result(SingleRank(), journal: "one")
        for result in ThreadRanks.run(3, { try result($0, journal: "three") }) {
            #expect(try result.get() == alone)
        }
        let lines = try ["one", "three"].map {
            try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8).split(separator: "\n").sorted()
        }
        #expect(lines[0] == lines[1])
        // A journal of one rank serves several.
        for result in ThreadRanks.run(2, { try result($0, journal: "one") }) {
            #expect(try result.get() == alone)
        }
    }
}
