import Backprop
import Foundation
import Testing

/// Runs that are saved, interrupted by signals and resumed, as processes.
@Suite struct CheckpointCommandTests {
    private static let common = [
        "train", "d.csv", "--layers", "dense 8 tanh, batchnorm, dropout 0.2", "--epochs", "2000",
        "--batch-size",
        "4", "--validation-split", "0.2", "--patience", "1999", "--no-selection",
    ]

    private func prepared() throws -> CommandFolder {
        let folder = try CommandFolder()
        try folder.write(Samples.words(60), to: "d.csv")
        return folder
    }

    private func run(_ folder: CommandFolder, _ more: String...) throws -> BuiltCommand.Result {
        try BuiltCommand.run(Self.common + more, folder: folder.folder.url)
    }

    /// Sends a signal to a run in its middle, and returns its messages and its end.
    ///
    /// Its log is a pipe, which takes some hundred epochs and no more: so the run cannot be over too soon.
    private func interrupt(
        _ folder: CommandFolder, with signal: Int32, _ more: [String]
    ) throws -> (errors: String, status: Int32) {
        let path = folder.folder["pipe"].path
        try #require(mkfifo(path, 0o600) == 0)
        let pipe = open(path, O_RDWR | O_NONBLOCK)
        defer { close(pipe) }
        let process = Process()
        process.executableURL = BuiltCommand.executable
        process.arguments = Self.common + more + ["--log", "pipe"]
        process.currentDirectoryURL = folder.folder.url
        try folder.write("", to: "errors")
        process.standardError = try FileHandle(forWritingTo: folder.folder["errors"])
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        var (bytes, isSent) = ([UInt8](repeating: 0, count: 1000), false)
        while process.isRunning {
            if read(pipe, &bytes, isSent ? 1000 : 100) <= 0 {
                usleep(1000)
            } else if !isSent {
                kill(process.processIdentifier, signal)
                isSent = true
            }
        }
        process.waitUntilExit()
        let errors = String(decoding: folder.data("errors") ?? Data(), as: UTF8.self)
        return (BuiltCommand.withoutProgress(errors), process.terminationStatus)
    }

    /// The folder is looked at before the settings are chosen, which takes longer than anything else.
    @Test func anUnusableFolderIsFoundBeforeTheSelection() throws {
        let folder = try prepared()
        try folder.write("", to: "file")
        let search = ["train", "d.csv", "--epochs", "20"]
        func refusal(_ name: String) throws -> String {
            let result = try BuiltCommand.run(search + ["--checkpoint", name], folder: folder.folder.url)
            #expect(result.status != 0 && !result.output.contains("best of"))
            return BuiltCommand.withoutProgress(result.errors)
        }
        #expect(
            try refusal("file")
                == "error: cannot write \"file\": \"file\" is not a folder. Choose a path inside a folder.\n")
        #expect(try run(folder, "--checkpoint", "runs", "--every", "1000").status == 0)
        #expect(try refusal("runs").hasPrefix("error: runs holds checkpoints of an earlier run, "))
    }

    @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
    func aSignalSavesTheRunAndResumingEndsItAlike(signal: Int32, status: Int32) throws {
        let folder = try prepared()
        #expect(try run(folder, "-o", "whole.safetensors").status == 0)
        let more = ["-o", "m.safetensors", "--checkpoint", "my runs", "--every", "1h"]
        let (errors, found) = try interrupt(folder, with: signal, more)
        #expect(found == status)
        #expect(folder.data("m.safetensors") == nil)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.folder["my runs"].path)
        let saved = try #require(names.first { $0.hasPrefix("epoch-") })
        let epoch = try #require(Int(saved.split(separator: "-")[1]))
        let lines = errors.split(separator: "\n")
        try #require(lines.count == 2)
        #expect(lines[0].hasPrefix("interrupted after \(epoch) epoch"))
        #expect(lines[0].hasSuffix("; saved to my runs/\(saved)"))
        #expect(lines[1].hasPrefix("to resume: "))
        #expect(
            lines[1].hasSuffix(
                "--patience 1999 --no-selection -o m.safetensors --checkpoint 'my runs' --every 1h --log pipe --resume"
            ))
        try folder.write(Self.log(until: epoch), to: "run.jsonl")
        let again = try BuiltCommand.run(
            Self.common + more + ["--resume", "--log", "run.jsonl"], folder: folder.folder.url)
        #expect(again.status == 0)
        #expect(again.errors == "note: resumed from my runs/\(saved)\n")
        #expect(folder.data("m.safetensors") == folder.data("whole.safetensors"))
        try expectWholeLog(folder, marked: epoch)
    }

    /// A log as a run leaves it that was killed some epochs after its last checkpoint, without the second line.
    private static func log(until epoch: Int) -> String {
        let epochs = [1] + (epoch >= 3 ? Array(3...epoch) : []) + [epoch + 1, epoch + 2]
        let lines = epochs.map { "{\"epoch\":\($0),\"loss\":1,\"isMarked\":true}\n" }
        return lines.joined() + "{\"epoch\":\(epoch + 3),\"lo"
    }

    /// Every epoch once: lines of before the interruption as they were, the missing one put back.
    private func expectWholeLog(_ folder: CommandFolder, marked: Int) throws {
        let log = String(decoding: folder.data("run.jsonl") ?? Data(), as: UTF8.self)
        let lines = try log.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
        #expect(lines.compactMap { $0["epoch"]?.int } == Array(1...2000))
        for (index, line) in lines.enumerated() {
            let isMarked = index < marked && index != 1
            #expect((line["isMarked"] != nil) == isMarked)
            #expect(isMarked || (line["loss"]?.double != nil && line["validationLoss"]?.double != nil))
            let isNew = index >= marked
            #expect(!isNew || (line["learningRate"]?.double != nil && line["rowsPerSecond"]?.int != nil))
        }
    }

    @Test func otherRunsAreRefused() throws {
        let folder = try prepared()
        let first = try run(folder, "--checkpoint", "c", "--every", "2000", "--resume")
        #expect(first.status == 0)
        #expect(first.errors == "note: there is no checkpoint in c; the run begins\n")
        func refusal(_ more: String...) throws -> String {
            let result = try BuiltCommand.run(
                Self.common + ["--checkpoint", "c"] + more, folder: folder.folder.url)
            #expect([64, 65].contains(result.status))
            return result.errors
        }
        #expect(
            try refusal("--resume", "--seed", "3")
                == """
                error: c/epoch-2000-batch-0.safetensors is of a run with another recipe: seed is 1 there, but 3 here; \
                give the same recipe, or another folder for checkpoints

                """)
        #expect(
            try refusal().hasSuffix(
                "error: c holds checkpoints of an earlier run, the newest epoch-2000-batch-0.safetensors; resume that "
                    + "run, or choose another folder\n"))
        try folder.write(Samples.words(61), to: "d.csv")
        #expect(
            try refusal("--resume").contains(
                "is of a run on other data: training.rows is 48 there, but "))
    }

    @Test(arguments: [
        (["--every", "5"], "--every needs --checkpoint FOLDER"),
        (["--keep", "5"], "--keep needs --checkpoint FOLDER"),
        (["--resume"], "--resume needs --checkpoint FOLDER"),
        (["--checkpoint", "c", "--keep", "0"], "--keep must be a whole number from 1 to 1000000, not \"0\""),
        (
            ["--checkpoint", "c", "--every", "0"],
            "--every is a number of epochs such as 5, or a time such as 30s, 10m or 2h, not \"0\""
        ),
        (
            ["--checkpoint", "c", "--every", "-3m"],
            "--every is a number of epochs such as 5, or a time such as 30s, 10m or 2h, not \"-3m\""
        ),
        (
            ["--checkpoint", "c", "--every", "infh"],
            "--every is a number of epochs such as 5, or a time such as 30s, 10m or 2h, not \"infh\""
        ),
        (
            ["--checkpoint", "c", "--every", "5 days"],
            "--every is a number of epochs such as 5, or a time such as 30s, 10m or 2h, not \"5 days\""
        ),
    ])
    func optionsThatMakeNoSense(options: [String], message: String) throws {
        let folder = try prepared()
        let result = try BuiltCommand.run(Self.common + options, folder: folder.folder.url)
        #expect(result.status == 64)
        #expect(result.errors == "error: \(message)\n")
        #expect(folder.names == ["d.csv"])
    }
}
