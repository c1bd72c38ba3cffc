import Backprop
import Foundation
import Testing

/// Searches as processes.
@Suite struct TuneCommandTests {
    private static let short = [
        "--epochs", "3", "--batch-size", "32", "--weight-decay", "0.1", "--layers", "dense 4 relu", "--folds",
        "2",
    ]

    private func prepared() throws -> CommandFolder {
        let folder = try CommandFolder()
        try folder.write(Samples.example("iris.csv"), to: "iris.csv")
        return folder
    }

    private func json(_ text: String) throws -> JSONValue { try JSONValue(parsing: text) }

    @Test func theWinnerIsSavedAsARecipeAndAsItsModel() throws {
        let folder = try prepared()
        let result = try folder.run(all: ["tune", "iris.csv", "--trials", "6"] + Self.short)
        #expect(result.status == 0 && result.errors == "")
        let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(
            lines.contains(
                "Search:   6 trials at random, by successive halving; log loss over 2 folds, seed 1"))
        #expect(lines.contains { $0.hasPrefix("rank  trial  log loss") })
        #expect(lines.contains { $0.hasSuffix("as chosen by default") })
        #expect(lines.filter { $0.count > 100 } == [])
        #expect(
            Array(lines.suffix(3)) == [
                "Recipe saved to iris-tuned.yaml", "Model saved to iris-tuned.safetensors", "",
            ])
        // The recipe alone gives the same model.
        #expect(try folder.run("train", "--recipe", "iris-tuned.yaml", "-o", "again.safetensors").status == 0)
        #expect(folder.data("again.safetensors") == folder.data("iris-tuned.safetensors"))
    }

    /// A search that anything beats the defaults in, which are to train for one epoch.
    private func tuned(_ folder: CommandFolder, _ options: String...) throws -> BuiltCommand.Result {
        try folder.write("training:\n  epochs: [40]\n  batch-size: [4, 8]\n", to: "space.yaml")
        return try folder.run(
            all: ["tune", "iris.csv", "--space", "space.yaml", "--epochs", "1", "--weight-decay", "0.1"]
                + ["--layers", "dense 4 relu", "--folds", "2"] + options)
    }

    @Test func theModelAveragesTheWinnerAndTheDefault() throws {
        let folder = try prepared()
        let result = try tuned(folder)
        #expect(result.status == 0 && result.errors == "")
        let lines = result.output.split(separator: "\n")
        #expect(lines.contains { $0.hasPrefix("          log loss ") && $0.hasSuffix(" by the same folds") })
        #expect(
            lines.contains(
                "Model:    the mean of two networks, the winner's and the one chosen by default"))
        #expect(
            result.output.hasSuffix(
                """

                Recipe saved to iris-tuned.yaml
                Recipe saved to iris-tuned-default.yaml
                Model saved to iris-tuned.safetensors

                """))
        // Each recipe alone gives its member, and both members the same model again.
        for name in ["iris-tuned", "iris-tuned-default"] {
            let again = try folder.run("train", "--recipe", "\(name).yaml", "-o", "\(name).member")
            #expect(again.status == 0)
        }
        let joined = try folder.run(
            "average", "iris-tuned.member", "iris-tuned-default.member", "-o", "again")
        #expect(joined.status == 0)
        let predictions = try ["iris-tuned.safetensors", "again", "iris-tuned.member"].map {
            try folder.run("predict", $0, "iris.csv", "--probabilities").output
        }
        #expect(predictions[0] == predictions[1] && predictions[0] != predictions[2])
        let model = try Model(contentsOf: folder.folder["iris-tuned.safetensors"].path)
        #expect(model.members.map(\.recipe.epochs) == [40, 1])
    }

    @Test func theWinnerAloneIsAModelOnRequest() throws {
        let folder = try prepared()
        let value = try json(try tuned(folder, "--no-average", "--json", "--save-recipe", "r").output)
        #expect(value["averaged"]?.array?.count == 1 && value["recipes"]?.array?.count == 1)
        #expect(folder.names == ["iris-tuned.safetensors", "iris.csv", "r", "space.yaml"])
        #expect(try folder.run("train", "--recipe", "r", "-o", "again").status == 0)
        #expect(folder.data("again") == folder.data("iris-tuned.safetensors"))
        let both = try json(try tuned(folder, "--json", "--save-recipe", "r").output)
        #expect(value["averageScore"] == .null)
        #expect(both["averageScore"]?["logLoss"]?.double != nil)
        #expect(both["averageScore"]?["accuracy"]?.double != nil)
        #expect(both["averaged"]?.array?.count == 2 && both["averaged"]?[1]?.int == 1)
        #expect(both["recipes"]?[0]?.string == "r" && both["recipes"]?[1]?.string == "r-default")
        #expect(folder.names.contains("r-default"))
    }

    @Test func threadsDoNotShow() throws {
        let folder = try prepared()
        let outputs = try ["1", "3"].map { threads in
            try folder.run(
                all: ["tune", "iris.csv", "--trials", "6", "--json", "--threads", threads] + Self.short
            ).output
        }
        #expect(outputs[0] == outputs[1])
        let value = try json(outputs[0])
        #expect(value["trials"]?.array?.count == 6)
        #expect(value["trials"]?[0]?["rank"]?.int == 1)
        #expect(
            value["trials"]?[0]?["logLoss"]?.double != nil && value["trials"]?[0]?["accuracy"]?.double != nil)
        #expect(value["ending"]?.string == "completed" && value["metric"]?.string == "logLoss")
    }

    @Test func thePrintedSpaceIsTheOneThatIsSearched() throws {
        let folder = try prepared()
        let printed = try folder.run("tune", "iris.csv", "--print-space", "--epochs", "1")
        #expect(printed.status == 0 && printed.output.hasPrefix("network:\n  depth: [1, 2]\n"))
        #expect(folder.names == ["iris.csv"])
        try folder.write(printed.output, to: "space.yaml")
        let search = ["tune", "iris.csv", "--trials", "3", "--json", "--epochs", "1", "--folds", "2"]
        let byDefault = try folder.run(all: search)
        let explicit = try folder.run(all: search + ["--space", "space.yaml"])
        #expect(byDefault.status == 0 && byDefault.output == explicit.output)
    }

    /// Runs a search until it has noted something down, and sends it a signal.
    private func interrupt(_ folder: CommandFolder, _ arguments: [String], _ signal: Int32) throws -> (
        errors: String, status: Int32
    ) {
        try folder.write("", to: "errors")
        let process = try start(folder, arguments)
        while process.isRunning {
            let lines = folder.data("j.jsonl")?.split(separator: UInt8(ascii: "\n")).count ?? 0
            if lines > 3 {
                kill(process.processIdentifier, signal)
                break
            }
            usleep(1000)
        }
        process.waitUntilExit()
        return (folder.text("errors"), process.terminationStatus)
    }

    /// Starts the command, its errors and its output going into files that are there.
    private func start(_ folder: CommandFolder, _ arguments: [String], output: String? = nil) throws
        -> Process
    {
        let process = Process()
        process.executableURL = BuiltCommand.executable
        process.arguments = arguments
        process.currentDirectoryURL = folder.folder.url
        process.standardError = try FileHandle(forWritingTo: folder.folder["errors"])
        process.standardOutput =
            try output.map { try FileHandle(forWritingTo: folder.folder[$0]) } ?? FileHandle.nullDevice
        try process.run()
        return process
    }

    @Test(arguments: [SIGINT, SIGKILL])
    func aStoppedSearchResumesToTheSameEnd(signal: Int32) throws {
        let folder = try prepared()
        try folder.write(Samples.words(40), to: "words.csv")
        // Long enough to be stopped in its middle.
        let search = [
            "tune", "words.csv", "--trials", "12", "--epochs", "50", "--batch-size", "8", "--weight-decay",
            "0.1",
            "--layers", "dense 2 tanh", "--folds", "3", "--json",
        ]
        let whole = try folder.run(all: search)
        #expect(whole.status == 0)
        let noted = search + ["--journal", "j.jsonl"]
        let (errors, status) = try interrupt(folder, noted, signal)
        if signal == SIGINT {
            #expect(status == 130)
            let lines = errors.split(separator: "\n")
            try #require(lines.count == 2)
            #expect(
                lines[0].hasPrefix("interrupted after ") && lines[0].hasSuffix("; results are in j.jsonl"))
            #expect(lines[1].hasPrefix("to resume: ") && lines[1].hasSuffix("--journal j.jsonl --resume"))
        }
        let refused = try folder.run(all: noted)
        #expect(refused.status == 64 && refused.output == "")
        let message = try JSONValue(parsing: refused.errors)["error"]?["message"]?.string ?? ""
        #expect(message.hasSuffix("of an earlier search; resume that search, or choose another file"))
        let again = try folder.run(all: noted + ["--resume"])
        #expect(again.status == 0 && again.output == whole.output)
        #expect(again.errors.hasPrefix("note: resumed from j.jsonl, which has "))
        let other = try folder.run(all: noted + ["--resume", "--folds", "2"])
        #expect(other.status == 64)
        #expect(
            try JSONValue(parsing: other.errors)["error"]?["message"]?.string
                == "j.jsonl is of another search: folds is 3 there, but 2 here; give the same, or another file for the journal"
        )
    }

    /// Stops a search some time after it began: later and later, until there is something to tell.
    @Test(arguments: [false, true])
    func aSearchThatIsNotNotedDownTellsWhatItHas(isJSON: Bool) throws {
        let folder = try prepared()
        let search = [
            "tune", "iris.csv", "--trials", "400", "--search", "random", "--epochs", "60", "--batch-size",
            "8",
            "--weight-decay", "0.1", "--layers", "dense 4 relu", "--folds", "2",
        ]
        var (wait, status, output, errors): (UInt32, Int32, String, String) = (500_000, 0, "", "")
        while output.isEmpty, wait < 64_000_000 {
            try folder.write("", to: "errors")
            try folder.write("", to: "output")
            let process = try start(folder, search + (isJSON ? ["--json"] : []), output: "output")
            usleep(wait)
            kill(process.processIdentifier, SIGINT)
            process.waitUntilExit()
            (status, output, errors) = (
                process.terminationStatus, folder.text("output"), folder.text("errors")
            )
            wait *= 2
        }
        #expect(status == 130)
        let count = try #require(errors.split(separator: " ").dropFirst(2).first)
        #expect(
            errors == """
                interrupted after \(count) \(count == "1" ? "trial" : "trials"); no recipe and no model were saved
                to be able to resume a search, run it with --journal FILE

                """)
        #expect(folder.names == ["errors", "iris.csv", "output"])
        if isJSON {
            let value = try json(output)
            #expect(value["ending"]?.string == "interrupted" && value["planned"]?.int == 400)
            #expect(value["trials"]?.array.map { "\($0.count)" } == String(count))
            #expect(value["recipe"] == .null && value["model"] == .null)
        } else {
            #expect(output.contains("\n          interrupted before all was done for 400 trials\n"))
            #expect(output.contains("\nrank  trial  log loss") && output.contains("\nSo far:   trial "))
            #expect(!output.contains(" saved to "))
        }
    }

    @Test func timeEndsTheRounds() throws {
        let folder = try prepared()
        let result = try folder.run(
            all: ["tune", "iris.csv", "--trials", "90", "--time", "0.001s"] + Self.short)
        #expect(result.status == 0)
        #expect(result.output.contains("          stopped by --time before all of 90 trials had begun\n"))
        #expect(result.output.contains("Model saved to iris-tuned.safetensors\n"))
    }

    @Test func badUsageIsRefused() throws {
        let folder = try prepared()
        try folder.write("training:\n  epochs: [1]\n  batch: [2]\n", to: "space.yaml")
        let cases: [(arguments: [String], error: String)] = [
            (["--resume"], "--resume needs --journal FILE"),
            (
                ["--time", "soon"],
                "--time is a time such as 30s, 10m or 2h, not \"soon\"; the column with the time of each row is named with --time-column"
            ),
            (["--trials", "0"], "--trials must be a whole number from 1 to 10000000, not \"0\""),
            (["--folds", "1"], "--folds must be a whole number from 2 to 1000000, not \"1\""),
            (
                ["--space", "space.yaml"],
                "space.yaml, line 3, column 3: there is no key \"batch\" in training; there are: loss, optimizer, selection, schedule, epochs, batch-size, shards, shuffle, augment, from, freeze, stopping, temperature, precision"
            ),
            (["-o", "iris.csv"], "iris.csv is what the command reads; choose another file for the result"),
            (
                ["--journal", "iris.csv"],
                "iris.csv is what the command reads; choose another file for the result"
            ),
        ]
        for (arguments, error) in cases {
            let result = try folder.run(all: ["tune", "iris.csv"] + arguments)
            #expect(result.status == 64 && result.output == "")
            #expect(result.errors == "error: \(error)\n")
        }
        try ImageCommandTests.write(
            ImageCommandTests.idx([1, 2, 2], [1, 2, 3, 4]), to: "images", in: folder)
        let images = try folder.run("tune", "images")
        #expect(images.status == 64)
        #expect(
            images.errors
                == "error: tune goes with tables, not with images; cross-validate compares recipes for images\n"
        )
        let metric = try folder.run("tune", "iris.csv", "--score", "rmse")
        #expect(metric.status == 64)
        #expect(
            metric.errors.hasPrefix(
                "error: rmse is not a metric of classification; there are: loss, accuracy, ")
        )
        #expect(folder.names == ["images", "iris.csv", "space.yaml"])
    }
}
