import Foundation
import Testing

/// Where results cannot go, runs that fail and runs that are interrupted: nothing that was there is lost.
@Suite struct WritingTests {
    private func prepared() throws -> CommandFolder {
        let folder = try CommandFolder()
        try folder.write(Samples.words(20), to: "d.csv")
        return folder
    }

    @Test func theOutputIsCheckedBeforeTraining() throws {
        let folder = try prepared()
        // So many epochs that training would not end within the test.
        let endless = ["train", "d.csv", "--epochs", "1000000000", "-o"]
        func refusal(_ path: String) throws -> String {
            let result = try BuiltCommand.run(endless + [path], folder: folder.folder.url)
            #expect(result.status == 73 && result.output == "")
            return result.errors
        }
        #expect(
            try refusal("none/m.safetensors")
                == "error: cannot write \"none/m.safetensors\": the folder \"none\" does not exist. Create the folder "
                + "first, or choose another path.\n")
        #expect(try refusal(".") == "error: cannot write \".\": it is a folder. Give the path of a file.\n")
        #expect(
            try refusal("d.csv/m").hasPrefix("error: cannot write \"d.csv/m\": \"d.csv\" is not a folder"))
        #expect(folder.names == ["d.csv"])
    }

    // The superuser may write everywhere.
    @Test(.enabled(if: getuid() != 0)) func aReadOnlyFolderIsRefusedBeforeTraining() throws {
        let folder = try prepared()
        let locked = folder.folder["locked"]
        try FileManager.default.createDirectory(at: locked, withIntermediateDirectories: false)
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: locked.path)
        let result = try folder.run("train", "d.csv", "--epochs", "1000000000", "-o", "locked/m.safetensors")
        #expect(result.status == 73)
        #expect(result.errors.hasPrefix("error: cannot write \"locked/m.safetensors\": permission denied"))
    }

    @Test func aRunThatFailsAtOnceSavesNothing() throws {
        let folder = try prepared()
        try folder.write("what was there before", to: "d.safetensors")
        let result = try folder.run(
            "train", "d.csv", "--optimizer", "sgd", "--learning-rate", "1e30", "--batch-size", "4")
        #expect(result.status == 65)
        #expect(
            result.errors
                == "note: nothing was saved, since no epoch left a model that is sound\n"
                + "error: the loss stopped being a finite number in epoch 1, batch 2; the learning rate of 1e+30 is "
                + "probably too large, try 1e+29\n")
        #expect(folder.data("d.safetensors") == Data("what was there before".utf8))
        #expect(folder.names == ["d.csv", "d.safetensors"])
        let shown = try folder.run(
            "train", "d.csv", "--optimizer", "sgd", "--learning-rate", "1e30", "--batch-size", "4",
            "--report",
            "r.html")
        #expect(shown.status == 65 && shown.output == result.output)
        #expect(
            shown.errors
                == "note: no report is written to r.html, since no epoch left a model that is sound\n"
                + result.errors)
        #expect(!result.output.contains("On the rows it was trained on"))
        #expect(folder.names == ["d.csv", "d.safetensors"])
    }

    @Test func aRunThatFailsLaterKeepsTheLastSoundModel() throws {
        let folder = try CommandFolder()
        try folder.write(Samples.example("exam-scores.csv"), to: "d.csv")
        let result = try folder.run(
            "train", "d.csv", "--layers", "dense 32 relu, dense 32 relu", "--optimizer", "sgd",
            "--learning-rate", "5", "--json", "--report", "r.html")
        #expect(result.status == 65)
        #expect(
            result.errors
                == "Report written to r.html\nnote: the model saved is that of epoch 2, the last one that is sound\n"
                + "error: the loss stopped being a finite number in epoch 4, batch 1; the learning rate of 5 is probably "
                + "too large, try 0.5\n")
        #expect(result.output.contains(",\"epochs\":2,"))
        let inspected = try folder.run("inspect", "d.safetensors", "--json")
        #expect(inspected.status == 0 && inspected.output.contains("\"epochs\":2"))
        #expect(try folder.run("predict", "d.safetensors", "d.csv").status == 0)
        let page = String(decoding: try #require(folder.data("r.html")), as: UTF8.self)
        #expect(
            page.contains(
                "<p>Training failed after 3 epochs: the loss stopped being a finite number in epoch 4, batch 1; the "
                    + "learning rate of 5 is probably too large, try 0.5.</p>"))
    }

    @Test func aReaderThatHasSeenEnoughEndsItQuietly() throws {
        let folder = try CommandFolder()
        try folder.write(Samples.words(20_000), to: "d.csv")
        #expect(try folder.run("train", "d.csv", "--epochs", "1").status == 0)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.currentDirectoryURL = folder.folder.url
        process.arguments = [
            "-c", "\"$0\" predict d.safetensors d.csv 2> errors | head -1 > first",
            BuiltCommand.executable.path,
        ]
        try process.run()
        process.waitUntilExit()
        #expect(folder.data("errors") == Data())
        #expect(folder.data("first") == Data("prediction\n".utf8))
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"))) func aFullDiskIsSaid() throws {
        let folder = try prepared()
        #expect(try folder.run("train", "d.csv", "--epochs", "1").status == 0)
        let result = try folder.run("predict", "d.safetensors", "d.csv", "-o", "/dev/full")
        #expect(result.status == 74)
        #expect(result.errors.hasPrefix("error: cannot write \"/dev/full\": the disk is full"))
    }

    @Test func anInterruptedRunLeavesNothingBehind() throws {
        let folder = try prepared()
        try folder.write("what was there before", to: "d.safetensors")
        let process = Process()
        process.executableURL = BuiltCommand.executable
        process.arguments = ["train", "d.csv", "--epochs", "1000000000"]
        process.currentDirectoryURL = folder.folder.url
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try Self.acceptingInterrupts { try process.run() }
        // Long enough to be at work; were it not yet, the test would hold all the same.
        Thread.sleep(forTimeInterval: 0.3)
        kill(process.processIdentifier, SIGINT)
        for _ in 0..<200 where process.isRunning { Thread.sleep(forTimeInterval: 0.05) }
        #expect(!process.isRunning)
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGINT)
        #expect(folder.names == ["d.csv", "d.safetensors"])
        #expect(folder.data("d.safetensors") == Data("what was there before".utf8))
    }

    /// Starts a process that a signal can interrupt, though whoever runs the tests may ignore or block it: children
    /// inherit that.
    private static func acceptingInterrupts(_ start: () throws -> Void) rethrows {
        let inherited = signal(SIGINT, SIG_DFL)
        defer { signal(SIGINT, inherited) }
        var interrupt = sigset_t()
        var mask = sigset_t()
        sigemptyset(&interrupt)
        sigaddset(&interrupt, SIGINT)
        pthread_sigmask(SIG_UNBLOCK, &interrupt, &mask)
        defer { pthread_sigmask(SIG_SETMASK, &mask, nil) }
        try start()
    }
}
