import Foundation
import Testing

@testable import Backprop

@Suite struct CheckpointTests {
    private static let run = ResumeCase.all[0]

    private static func checkpoint() throws -> Checkpoint {
        let folder = try ScratchFolder()
        _ = try run.run(CheckpointPolicy(folder: folder.path, interval: .epochs(1000)), Countdown(12))
        return try Checkpoint(
            contentsOf: folder.path + "/" + #require(folder.names.first { $0 != "best.safetensors" }))
    }

    private func reason(_ file: SafetensorsFile) -> String {
        do {
            _ = try Checkpoint(file, source: "c.safetensors")
            return "none"
        } catch {
            return "\(error)"
        }
    }

    @Test func survivesItsFile() throws {
        let checkpoint = try Self.checkpoint()
        #expect(checkpoint.state.batch > 0 && checkpoint.state.epoch > 0)
        let bytes = try checkpoint.safetensors().serialized()
        let again = try Checkpoint(try SafetensorsFile(bytes: bytes), source: "c.safetensors")
        #expect(again == checkpoint)
        #expect(try again.safetensors().serialized() == bytes)
    }

    @Test func trustsNoFile() throws {
        let file = try Self.checkpoint().safetensors()
        var changed = file
        changed.metadata = [:]
        #expect(
            reason(changed) == "c.safetensors is a safetensors file, but not a checkpoint of Backprop")
        changed = file
        changed.metadata["backprop.checkpoint"] = "2"
        #expect(
            reason(changed)
                == "c.safetensors has the checkpoint format 2, but this version reads format 1; use the version of "
                + "Backprop that wrote it, or a newer one")
        changed = file
        changed.tensors.removeLast()
        #expect(
            reason(changed)
                == "c.safetensors is damaged or was changed by hand: its content is not what was written")
        // Any byte that is another one shows.
        let bytes = try file.serialized()
        for place in stride(from: 0, to: bytes.count, by: 7) {
            var damaged = bytes
            damaged[place] ^= 1 << UInt8(place % 8)
            #expect(throws: (any Error).self) {
                try Checkpoint(try SafetensorsFile(bytes: damaged), source: "c")
            }
        }
    }

    @Test func partsThatDoNotFitAreRefused() throws {
        let sound = try Self.checkpoint()
        func altered(
            state: TrainingState? = nil, limit: Int? = 9, history: [EpochReport]? = nil,
            parameters: Parameters? = nil,
            optimizer: Parameters? = nil, earlier: [Int: Parameters]? = nil
        ) throws -> String {
            reason(
                try Checkpoint(
                    recipe: sound.recipe, data: sound.data, state: state ?? sound.state, limit: limit,
                    history: history ?? sound.history, parameters: parameters ?? sound.parameters,
                    optimizerState: optimizer ?? sound.optimizerState, earlier: earlier ?? sound.earlier,
                    heldOut: sound.heldOut
                ).safetensors())
        }
        let prefix = "c.safetensors is damaged or was changed by hand: "
        #expect(try altered() == "none")
        let vectors = prefix + "its vectors are not as long as the network's parameters"
        #expect(try altered(parameters: .float32([1, 2])) == vectors)
        #expect(try altered(optimizer: .float32([])) == vectors)
        #expect(try altered(earlier: [1: .float32([])]) == vectors)
        #expect(try altered(earlier: [:]) == prefix + "parameters that it needs are missing")
        let counts = prefix + "its numbers of epochs and batches do not go together"
        #expect(try altered(limit: 10) == counts)
        #expect(try altered(limit: 0) == counts)
        #expect(try altered(history: []) == counts)
        for change: (inout TrainingState) -> Void in [
            { $0.epoch = -1 }, { $0.epoch = .max }, { $0.batch = 6 }, { $0.batch = .min }, { $0.step = .max },
        ] {
            var state = sound.state
            change(&state)
            #expect(try altered(state: state) == counts)
        }
    }

    @Test func anotherRecipeOrOtherDataAreRefused() throws {
        let folder = try ScratchFolder()
        let run = ResumeCase.all[3]
        var policy = CheckpointPolicy(folder: folder.path)
        _ = try run.run(policy)
        let path = folder.path + "/epoch-4-batch-0.safetensors"
        policy.resumes = true
        func refusal(rows: Int? = nil, _ change: (inout Recipe) -> Void = { _ in }) -> String {
            var recipe = run.recipe
            change(&recipe)
            do {
                _ = try run.run(policy, rows: rows, recipe: recipe)
                return "none"
            } catch {
                return "\(error)"
            }
        }
        func other(_ key: String, _ there: String, _ here: String) -> String {
            "\(path) is of a run with another recipe: \(key) is \(there) there, but \(here) here; give the same "
                + "recipe, or another folder for checkpoints"
        }
        #expect(refusal() == "none")
        #expect(refusal { $0.seed = 6 } == other("seed", "5", "6"))
        #expect(refusal { $0.optimizer.learningRate = 0.5 } == other("optimizer.learningRate", "0.02", "0.5"))
        #expect(refusal { $0.epochs = 5 } == other("epochs", "4", "5"))
        #expect(
            refusal(rows: 11)
                == "\(path) is of a run on other data: training.rows is 10 there, but 11 here; give the same data, or "
                + "another folder for checkpoints")
        policy.resumes = false
        #expect(
            refusal()
                == "\(folder.path) holds checkpoints of an earlier run, the newest epoch-4-batch-0.safetensors; resume "
                + "that run, or choose another folder")
    }

    @Test func everyNumberCountsInAFingerprint() throws {
        let data = ResumeCase.data(30, stream: 1, as: Float.self)
        let print = try DataFingerprint(data)
        for place in 0..<60 {
            var features = data.features
            features[place] = features[place].nextUp
            let other = Dataset(inputShape: [2], targetCount: 1, features: features, targets: data.targets)
            let found = try DataFingerprint(other)
            #expect(found.features != print.features && found.targets == print.targets)
        }
        // Rows that are gathered count as rows that lie in memory do.
        #expect(try DataFingerprint(SelectedRows(base: data, rows: Array(0..<30))) == print)
    }

    @Test func keepsTheNewestAndTheBest() throws {
        let folder = try ScratchFolder()
        let run = ResumeCase.all[0]
        // A stale temporary of a run that was killed, and a file that is none of ours.
        for name in [".epoch-7-batch-0.safetensors.backprop-99-0.tmp", ".notes.backprop-99-0.tmp"] {
            #expect(FileManager.default.createFile(atPath: folder.path + "/" + name, contents: Data([1])))
        }
        let result = try run.run(CheckpointPolicy(folder: folder.path, keep: 2))
        let last = result.history.count
        #expect(
            folder.names == [
                ".notes.backprop-99-0.tmp", "best.safetensors", "epoch-\(last - 1)-batch-0.safetensors",
                "epoch-\(last)-batch-0.safetensors",
            ])
        let best = try Model(contentsOf: folder.path + "/best.safetensors")
        #expect(best.parameters == result.model.parameters)
        #expect(best.provenance.epochs == result.model.provenance.epochs)
    }

    @Test func aDamagedCheckpointIsPassedOver() throws {
        let folder = try ScratchFolder()
        let run = ResumeCase.all[3]
        var policy = CheckpointPolicy(folder: folder.path, keep: 2)
        let expected = try run.run(policy)
        policy.resumes = true
        func damage(_ epoch: Int) throws {
            let url = URL(fileURLWithPath: folder.path + "/epoch-\(epoch)-batch-0.safetensors")
            try Data(contentsOf: url).dropLast(3).write(to: url)
        }
        try damage(4)
        var events: [TrainingEvent] = []
        #expect(try run.run(policy, onEvent: { events.append($0) }).bytes == expected.bytes)
        guard case .checkpointSkipped(let reason) = events.first else {
            Issue.record("\(events)")
            return
        }
        #expect(reason.hasSuffix("the file is truncated"))
        #expect(
            events.dropFirst().first
                == .resumed(
                    path: folder.path + "/epoch-3-batch-0.safetensors",
                    history: Array(expected.history.prefix(3))))
        // The run has replaced the damaged one.
        try damage(3)
        try damage(4)
        #expect(throws: CheckpointError.noneLoadable(folder: folder.path, reason: reason)) {
            try run.run(policy)
        }
    }

    @Test func aFolderThatCannotBeIsAnError() throws {
        let folder = try ScratchFolder()
        #expect(FileManager.default.createFile(atPath: folder.path + "/file", contents: Data()))
        #expect(throws: FileError.self) {
            try Self.run.run(CheckpointPolicy(folder: folder.path + "/none/run"))
        }
        #expect(throws: FileError.self) { try Self.run.run(CheckpointPolicy(folder: folder.path + "/file")) }
    }
}
