import Backprop
import Foundation
import Testing

/// Results that cannot be written, runs that fail and runs that are interrupted: nothing that was there is lost.
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
                == "note: nothing was saved, since no epoch left a valid model\n"
                + "error: the loss stopped being a finite number in epoch 1, batch 2; the learning rate of 1e+30 is "
                + "probably too large, try 0.01\n")
        #expect(folder.data("d.safetensors") == Data("what was there before".utf8))
        #expect(folder.names == ["d.csv", "d.safetensors"])
        let shown = try folder.run(
            "train", "d.csv", "--optimizer", "sgd", "--learning-rate", "1e30", "--batch-size", "4",
            "--report",
            "r.html")
        #expect(shown.status == 65 && shown.output == result.output)
        #expect(
            shown.errors
                == "note: no report is written to r.html, since no epoch left a valid model\n"
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
                == "Report written to r.html\nnote: the model saved is that of epoch 2, the last valid one\n"
                + "{\"error\":{\"message\":\"the loss stopped being a finite number in epoch 4, batch 1; the learning "
                + "rate of 5 is probably too large, try 0.5\",\"status\":65}}\n")
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
        #expect(folder.data("first") == Data("prediction,probability,outside_training\n".utf8))
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"))) func aFullDiskIsReported() throws
    {
        let folder = try prepared()
        #expect(try folder.run("train", "d.csv", "--epochs", "1").status == 0)
        let result = try folder.run("predict", "d.safetensors", "d.csv", "-o", "/dev/full")
        #expect(result.status == 74)
        #expect(result.errors.hasPrefix("error: cannot write \"/dev/full\": the disk is full"))
    }

    /// Runs a command, sends it a signal as soon as a file has content, and returns its messages and its end.
    private func interrupt(
        _ folder: CommandFolder, _ arguments: [String], onceThereIs file: String
    ) throws -> (errors: String, status: Int32) {
        let process = Process()
        process.executableURL = BuiltCommand.executable
        process.arguments = arguments
        process.currentDirectoryURL = folder.folder.url
        try folder.write("", to: "output")
        process.standardOutput = try FileHandle(forWritingTo: folder.folder["output"])
        try folder.write("", to: "errors")
        process.standardError = try FileHandle(forWritingTo: folder.folder["errors"])
        try Self.acceptingInterrupts { try process.run() }
        while process.isRunning, folder.text(file).isEmpty { usleep(1000) }
        // The work begins soon after the file is written.
        usleep(500_000)
        kill(process.processIdentifier, SIGINT)
        process.waitUntilExit()
        let errors = BuiltCommand.withoutProgress(folder.text("errors"))
        return (errors, process.terminationReason == .exit ? process.terminationStatus : -1)
    }

    @Test func anInterruptedRunSavesTheModelOfNow() throws {
        let folder = try prepared()
        try folder.write("what was there before", to: "d.safetensors")
        let (errors, status) = try interrupt(
            folder,
            ["train", "d.csv", "--epochs", "1000000000", "--no-selection", "--log", "log"],
            onceThereIs: "log")
        #expect(status == 130)
        let lines = errors.split(separator: "\n")
        try #require(lines.count == 2, "\(errors)")
        #expect(
            lines[0]
                == "note: d.safetensors held something other than a model; it is kept as d.safetensors~")
        let form =
            /interrupted after \d+ epochs?( and \d+ batch(es)? of the next)?; the current model is saved to d.safetensors/
        #expect(lines[1].wholeMatch(of: form) != nil, "\(lines[1])")
        #expect(folder.names == ["d.csv", "d.safetensors", "d.safetensors~", "errors", "log", "output"])
        #expect(folder.data("d.safetensors~") == Data("what was there before".utf8))
        #expect(try folder.run("predict", "d.safetensors", "d.csv").status == 0)
    }

    /// The data are shown before the search for settings, which a signal ends.
    @Test func anInterruptedChoiceOfSettingsSavesNothing() throws {
        let folder = try prepared()
        let (errors, status) = try interrupt(
            folder, ["train", "d.csv", "--epochs", "1000000000", "--selection"],
            onceThereIs: "output")
        #expect(status == 130)
        #expect(errors == "interrupted during the choice of settings; no model was saved\n")
        #expect(folder.text("output").hasPrefix("Data:     d.csv: 20 rows"))
        #expect(!folder.text("output").contains("Chosen by default"))
        #expect(folder.names == ["d.csv", "errors", "output"])
    }

    /// One thread trains one fold after another, but those of a tiny network together.
    @Test(arguments: [
        (["--batch-size", "4"], "1 of 5"),
        (
            [
                "--layers", "dense 3 tanh", "--output", "sigmoid", "--loss", "squared-error", "--optimizer",
                "sgd", "--batch-size", "1",
            ], "all 5"
        ),
    ])
    func anInterruptedCrossValidationScoresUnfinishedFolds(_ network: [String], _ folds: String) throws {
        let folder = try prepared()
        let (errors, status) = try interrupt(
            folder,
            [
                "cross-validate", "d.csv", "--folds", "5", "--epochs", "1000000000", "--threads", "1",
                "--no-selection", "--save-recipe", "r.yaml", "--json",
            ] + network, onceThereIs: "r.yaml")
        #expect(status == 130)
        let value = try JSONValue(parsing: folder.text("output"))
        let scored = try #require(value["folds"]?.array)
        let epochs = scored.compactMap { $0["unfinishedAfterEpochs"]?.int }
        let (minimum, maximum) = (try #require(epochs.min()), try #require(epochs.max()))
        #expect(scored.count == epochs.count && scored.allSatisfy { $0["accuracy"] != nil })
        #expect(
            minimum == maximum && minimum > 0 && folds.hasSuffix("\(scored.count)") == (scored.count == 5))
        #expect(
            errors == """
                interrupted before a fold was finished; the scores are those of \(folds) folds after \(minimum) of \
                1000000000 epochs

                """)
    }

    @Test func aModelOfAnotherTargetIsKept() throws {
        let folder = try prepared()
        let train = ["train", "d.csv", "--epochs", "1", "--no-selection", "--target"]
        #expect(try folder.run(all: train + ["kind"]).status == 0)
        let first = folder.data("d.safetensors")
        let again = try folder.run(all: train + ["kind"])
        #expect(again.errors == "" && folder.names == ["d.csv", "d.safetensors"])
        let other = try folder.run(all: train + ["a"])
        #expect(
            other.errors
                == "note: d.safetensors held a model that predicts kind; it is kept as d.safetensors~\n")
        #expect(folder.data("d.safetensors~") == first && folder.data("d.safetensors") != first)
    }

    @Test func twoOutputsOnOnePathAreRefused() throws {
        let folder = try prepared()
        try folder.write("", to: "there")
        try FileManager.default.createSymbolicLink(
            atPath: folder.folder["link"].path, withDestinationPath: "there")
        let before = folder.names
        // So many epochs that training would not end within the test.
        let endless = ["train", "d.csv", "--epochs", "1000000000"]
        let remedy = "Give each output a path of its own.\n"
        let cases: [(arguments: [String], error: String)] = [
            (["-o", "m", "--report", "m"], "--model and --report both name m. \(remedy)"),
            (["-o", "m", "--log", "./m"], "--model m and --log ./m are the same file. \(remedy)"),
            (
                ["-o", "there", "--save-recipe", "link"],
                "--model there and --save-recipe link are the same file. \(remedy)"
            ),
            (["--log", "d.safetensors"], "--model and --log both name d.safetensors. \(remedy)"),
            (
                ["-o", "runs", "--checkpoint", "runs/"],
                "--model runs and --checkpoint runs/ are the same file. \(remedy)"
            ),
        ]
        for (arguments, error) in cases {
            let result = try folder.run(all: endless + arguments)
            #expect(result.status == 64 && result.errors == "error: \(error)", "\(result.errors)")
        }
        let validate = try folder.run("cross-validate", "d.csv", "--save-recipe", "r", "--report", "r")
        #expect(validate.errors == "error: --save-recipe and --report both name r. \(remedy)")
        let tune = try folder.run("tune", "d.csv", "--journal", "d-tuned.yaml")
        #expect(tune.errors == "error: --save-recipe and --journal both name d-tuned.yaml. \(remedy)")
        #expect(folder.names == before)
    }

    /// Starts a process that a signal can interrupt. The program that runs the tests may ignore or block it, and children
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
