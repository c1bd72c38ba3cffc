import Backprop
import Foundation
import Testing

/// Averages of several networks, and the quality, on the command line.
@Suite struct MembersCommandTests {
    private func folder() throws -> CommandFolder {
        let folder = try CommandFolder()
        try folder.write(Samples.words(60), to: "d.csv")
        return folder
    }

    private static let train = ["train", "d.csv", "--layers", "dense 4 tanh", "--epochs", "3", "--bins", "0"]

    @Test func severalNetworksAreAveraged() throws {
        let folder = try folder()
        let result = try folder.run(
            all: Self.train + ["--members", "3", "-o", "m.safetensors", "--save-recipe", "r.yaml"])
        #expect(result.status == 0, "\(result.errors)")
        #expect(
            result.output.contains("\nAverage:  3 such networks, each trained from a seed of its own\n"))
        let form = /network ([123]) of 3, epoch [123]\/3: loss .+/
        #expect(result.progress.allSatisfy { $0.wholeMatch(of: form) != nil } && !result.progress.isEmpty)
        #expect(folder.text("r.yaml").contains("\n  members: 3\n"))
        let inspected = try folder.run("inspect", "m.safetensors")
        #expect(inspected.output.contains("3 networks"), "\(inspected.output)")
        // The saved recipe trains the same model.
        let again = try folder.run("train", "d.csv", "--recipe", "r.yaml", "-o", "again.safetensors")
        #expect(again.status == 0, "\(again.errors)")
        #expect(try folder.repeatable("again.safetensors") == folder.repeatable("m.safetensors"))
        let predictions = try folder.run("predict", "m.safetensors", "d.csv", "--probabilities")
        #expect(predictions.status == 0 && predictions.output.split(separator: "\n").count == 61)
        let json = try folder.run(all: Self.train + ["--members", "2", "--json"])
        #expect(try JSONValue(parsing: json.output)["networks"]?.int == 2)
    }

    @Test func theLogIsThatOfTheFirstNetwork() throws {
        let folder = try folder()
        let result = try folder.run(all: Self.train + ["--members", "2", "--log", "log.jsonl"])
        #expect(result.status == 0, "\(result.errors)")
        let epochs = try folder.text("log.jsonl").split(separator: "\n").map {
            try JSONValue(parsing: String($0))["epoch"]?.int
        }
        #expect(epochs == [1, 2, 3])
    }

    @Test func checkpointsOfAnAverageAreResumed() throws {
        let folder = try folder()
        let train = Self.train + ["--members", "2", "--checkpoint", "runs", "--every", "1"]
        let whole = try folder.run(all: train + ["-o", "m.safetensors"])
        #expect(whole.status == 0, "\(whole.errors)")
        #expect(FileManager.default.fileExists(atPath: folder.folder["runs/network-2"].path))
        let refused = try folder.run(all: train + ["-o", "again.safetensors"])
        #expect(refused.status != 0 && refused.errors.contains("resume that run"), "\(refused.errors)")
        let resumed = try folder.run(all: train + ["-o", "again.safetensors", "--resume"])
        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect(folder.data("again.safetensors") == folder.data("m.safetensors"))
    }

    @Test func qualityIsOneOfThree() throws {
        let folder = try folder()
        let best = try folder.run("train", "d.csv", "--epochs", "2", "--quality", "best")
        #expect(best.status == 0, "\(best.errors)")
        #expect(best.output.contains("  members  "), "\(best.output)")
        #expect(best.output.contains("\nAverage:  8 such networks"), "\(best.output)")
        let quick = try folder.run("train", "d.csv", "--epochs", "2", "--quality", "quick")
        #expect(quick.status == 0 && !quick.output.contains("\n  bins  "))
        let wrong = try folder.run("train", "d.csv", "--quality", "high")
        #expect(wrong.status == 64)
        #expect(
            wrong.errors.hasPrefix(
                "error: there is no quality \"high\"; there are: quick, default, best"), "\(wrong.errors)")
        let none = try folder.run("train", "d.csv", "--members", "0")
        #expect(
            none.errors.hasPrefix("error: --members must be a whole number from 1 to 1000, not \"0\""),
            "\(none.errors)")
    }

    @Test func crossValidationScoresAverages() throws {
        let folder = try folder()
        let options = Array(Self.train.dropFirst()) + ["--folds", "3", "--json"]
        func loss(_ more: String...) throws -> Double {
            let result = try folder.run(all: ["cross-validate"] + options + more)
            #expect(result.status == 0, "\(result.errors)")
            return try #require(try JSONValue(parsing: result.output)["mean"]?["logLoss"]?.double)
        }
        #expect(try loss("--members", "4") != loss())
    }
}
