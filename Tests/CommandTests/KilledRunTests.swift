import Foundation
import Testing

/// Runs that are killed again and again, as soon as they have saved themselves, end with the bytes of one that was
/// not killed. `Tests/Conformance/resume/run` kills them hundreds of times.
@Suite struct KilledRunTests {
    private static let recipe = [
        "--batch-size", "4", "--validation-split", "0.25", "--patience", "599", "--epochs", "600",
        "--optimizer",
        "adam", "--schedule", "cosine",
    ]

    @Test func aRunOnAugmentedImagesResumesToTheSameBytes() throws {
        try expectSameBytes(
            ImageCommandTests.photos(),
            [
                "photos", "--layers", "conv 2 3x3 relu, batchnorm, flatten, dropout 0.3", "--augment",
                "shift 1, rotate 10, flip horizontal, noise 0.1",
            ])
    }

    @Test func aRunOnStreamedRowsResumesToTheSameBytes() throws {
        let folder = try CommandFolder()
        try folder.write(Samples.words(60), to: "d.csv")
        try expectSameBytes(
            folder, ["d.csv", "--stream", "--layers", "dense 8 tanh, batchnorm, dropout 0.2"])
    }

    private func expectSameBytes(_ folder: CommandFolder, _ data: [String]) throws {
        let train = ["train"] + data + Self.recipe
        let whole = try folder.run(all: train + ["-o", "whole"])
        try #require(whole.status == 0, "\(whole.errors)")
        let resumed = train + ["-o", "killed", "--checkpoint", "c", "--every", "0.005s", "--resume"]
        var kills = 0
        for _ in 0..<4 where try kill(folder, resumed) { kills += 1 }
        #expect(kills >= 2)
        let last = try folder.run(all: resumed)
        #expect(last.status == 0)
        #expect(last.errors.hasPrefix("note: resumed from c/epoch-"), "\(last.errors)")
        #expect(folder.data("killed") != nil && folder.data("killed") == folder.data("whole"))
        #expect(last.output.split(separator: "\n").last == "Model saved to killed")
    }

    /// Kills a run once there is a checkpoint that was not there before; false if it was over sooner.
    private func kill(_ folder: CommandFolder, _ arguments: [String]) throws -> Bool {
        func checkpoints() -> Set<String> {
            let path = folder.folder["c"].path
            let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
            return Set(names.filter { $0.hasPrefix("epoch-") && !$0.hasSuffix(".tmp") })
        }
        let before = checkpoints()
        let process = Process()
        process.executableURL = BuiltCommand.executable
        process.arguments = arguments
        process.currentDirectoryURL = folder.folder.url
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        while process.isRunning && checkpoints().isSubset(of: before) { usleep(1000) }
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        return process.terminationReason == .uncaughtSignal
    }
}
