import Backprop
import Foundation
import Testing

/// The output of the command about stopping, schedules, regularization and L-BFGS.
@Suite struct TrainingControlTests {
    private func iris() throws -> CommandFolder {
        let folder = try CommandFolder()
        try folder.write(Samples.example("iris.csv"), to: "iris.csv")
        return folder
    }

    private func line(_ result: BuiltCommand.Result, _ prefix: String) -> String? {
        result.output.split(separator: "\n").map(String.init).first { $0.hasPrefix(prefix) }
    }

    @Test func namesTheBestEpoch() throws {
        let result = try iris().run(
            "train", "iris.csv", "--epochs", "12", "--validation-split", "0.2", "--metric", "accuracy",
            "--patience", "4")
        #expect(result.status == 0 && result.errors == "")
        let summary = try #require(line(result, "Training: "))
        let form =
            /Training: best epoch (\d+) of (\d+), validation accuracy ([01]|0\.\d+); its parameters are kept/
        let match = try #require(summary.wholeMatch(of: form), "\(summary)")
        #expect(Int(match.1)! <= Int(match.2)! && Int(match.2)! <= min(12, Int(match.1)! + 4))
    }

    @Test func takesTheRowsToStopByFromAFile() throws {
        let folder = try iris()
        let result = try folder.run(
            "train", "iris.csv", "--validation", "iris.csv", "--epochs", "5", "--patience", "9", "--json")
        #expect(result.status == 0)
        #expect(
            result.errors
                == "note: a patience of 9 epochs never ends a run of 5; all epochs are run, and the best one is kept\n"
        )
        let value = try JSONValue(parsing: result.output)
        #expect(value["rows"] == 150)
        #expect(value["history"]?[4]?["validationLoss"]?.double != nil)
        let absent = try folder.run("train", "iris.csv", "--validation", "absent.csv")
        #expect(absent.status == 66)
    }

    @Test func aPatienceThatNobodyAskedForIsNotRemarkedOn() throws {
        let folder = try iris()
        let common = ["train", "iris.csv", "--epochs", "2", "--no-selection", "--json"]
        let remark =
            "note: a patience of 9 epochs never ends a run of 2; all epochs are run, and the best one is kept\n"
        #expect(try folder.run(all: common + ["--validation-split", "0.2"]).errors == "")
        #expect(
            try folder.run(all: common + ["--validation", "iris.csv", "--metric", "accuracy"]).errors == "")
        #expect(
            try folder.run(all: common + ["--validation-split", "0.2", "--patience", "9"]).errors == remark)
        let rule = "{ rule: on-validation, share: 0.2, patience: 9, minimum-improvement: 0 }"
        try folder.write("data: iris.csv\ntraining:\n  epochs: 2\n  stopping: \(rule)\n", to: "r.yaml")
        #expect(try folder.run("train", "--recipe", "r.yaml").errors == remark)
        #expect(try folder.run("train", "--recipe", "r.yaml", "--epochs", "10").errors == "")
        // So many rows that the data choose to stop by a tenth of them.
        try folder.write(Samples.words(10_000), to: "long.csv")
        let chosen = try folder.run("train", "long.csv", "--epochs", "1")
        #expect(chosen.status == 0 && !chosen.errors.contains("patience"))
        #expect(chosen.output.contains("10 epochs without improvement on a tenth of the rows"))
    }

    @Test func findsTheLengthOfARunByCrossValidation() throws {
        let result = try iris().run(
            "train", "iris.csv", "--epochs", "6", "--stop-by-cross-validation", "3", "--json")
        #expect(result.status == 0 && result.errors == "")
        let value = try JSONValue(parsing: result.output)
        #expect(value["rows"] == 150)
        #expect((1...6).contains(value["history"]?.array?.count ?? 0))
    }

    @Test func trainsByLBFGSUntilItConverges() throws {
        let result = try iris().run(
            "train", "iris.csv", "--optimizer", "lbfgs", "--l2", "0.01", "--layers", "dense 4 tanh")
        #expect(result.status == 0 && result.errors == "")
        let summary = try #require(line(result, "Training: "))
        #expect(summary.contains("; converged: "), "\(summary)")
        #expect(line(result, "  batch size")?.contains("full") == true)
        #expect(line(result, "  precision")?.contains("float64") == true)
    }

    @Test func thePenaltyOfLBFGSIsShownAndCanBeTurnedOff() throws {
        let folder = try iris()
        let common = ["train", "iris.csv", "--optimizer", "lbfgs", "--layers", "dense 4 tanh"]
        let chosen = try folder.run(all: common + ["--save-recipe", "r.yaml", "-o", "chosen"])
        let words = try #require(line(chosen, "  l2")).split(separator: " ").joined(separator: " ")
        #expect(words == "l2 0.01 a penalty against overfitting")
        #expect(folder.text("r.yaml").contains("\n  l2: 0.01  # a penalty against overfitting\n"))
        #expect(try folder.run(all: common + ["--l2", "0.01", "-o", "explicit"]).status == 0)
        #expect(folder.data("explicit") == folder.data("chosen"))
        let none = try folder.run(all: common + ["--l2", "0", "--save-recipe", "n.yaml", "-o", "none"])
        #expect(none.status == 0 && !none.output.contains("  l2 "))
        #expect(folder.data("none") != folder.data("chosen"))
        #expect(try folder.run("train", "--recipe", "n.yaml", "-o", "again").status == 0)
        #expect(folder.data("again") == folder.data("none"))
    }

    @Test func regularizesAndSchedules() throws {
        let folder = try iris()
        let common = ["train", "iris.csv", "--epochs", "4", "--json"]
        let plain = try JSONValue(parsing: BuiltCommand.run(common, folder: folder.folder.url).output)
        for options in [
            ["--l1", "0.01"], ["--l2", "0.1"], ["--max-norm", "0.5"], ["--clip-value", "0.001"],
            ["--clip-norm", "0.01"], ["--label-smoothing", "0.1"], ["--input-noise", "0.3"],
            ["--schedule", "one-cycle"], ["--schedule", "warm-up epochs 1, then plateau patience 1"],
        ] {
            let result = try BuiltCommand.run(common + options, folder: folder.folder.url)
            #expect(result.status == 0 && result.errors == "", "\(options): \(result.errors)")
            let value = try JSONValue(parsing: result.output)
            #expect(value["history"]?[3]?["loss"] != plain["history"]?[3]?["loss"], "\(options)")
        }
    }

    @Test func readsOlderSpellings() throws {
        let folder = try iris()
        let common = ["train", "iris.csv", "--epochs", "2"]
        let older = try folder.run(
            all: common + ["--schedule", "step:1:0.5", "--init", "uniform:-0.5..0.5", "-o", "older"])
        #expect(
            older.errors == """
                note: --schedule step:1:0.5 is an older spelling; write --schedule "step every 1, factor 0.5"
                note: --init uniform:-0.5..0.5 is an older spelling; write --init "uniform lower -0.5, upper 0.5"

                """)
        let newer = try folder.run(
            all: common + [
                "--schedule", "step every 1, factor 50%", "--init", "uniform lower -0.5, upper 0.5", "-o",
                "newer",
            ])
        #expect(newer.status == 0 && newer.errors == "")
        #expect(folder.data("older") == folder.data("newer"))
    }

    @Test func findsALearningRate() throws {
        let folder = try iris()
        let result = try folder.run("find-learning-rate", "iris.csv", "--steps", "60", "--json")
        #expect(result.status == 0 && result.errors == "")
        let value = try JSONValue(parsing: result.output)
        let suggestion = try #require(value["suggestion"]?.double)
        #expect(suggestion > 1e-5 && suggestion < 10)
        let rates = try #require(value["points"]?.array).compactMap { $0["learningRate"]?.double }
        #expect(rates.count > 10 && abs(rates[0] - 1e-6) < 1e-18 && rates == rates.sorted())
        let text = try folder.run("find-learning-rate", "iris.csv", "--steps", "60").output
        #expect(text.contains("\nSuggestion: --learning-rate "))
        #expect(text.contains("•") && text.contains("learning rate"))
        #expect(folder.names == ["iris.csv"], "nothing is saved")
    }

    @Test(arguments: [
        (
            ["train", "iris.csv", "--validation", "iris.csv", "--validation-split", "0.1"],
            "--validation and --validation-split exclude each other"
        ),
        (
            ["train", "iris.csv", "--stop-by-cross-validation", "3", "--patience", "2"],
            "--stop-by-cross-validation holds no rows out; leave the other options out"
        ),
        (
            ["train", "iris.csv", "--stop-by-cross-validation", "1"],
            "--stop-by-cross-validation must be a whole number from 2 to 1000000, not \"1\""
        ),
        (
            ["train", "iris.csv", "--optimizer", "lbfgs", "--layers", "dense 4 relu, dropout 0.5"],
            "the network with lbfgs must be without random layers, not \"dropout 0.5\"; use the l2 penalty against overfitting"
        ),
        (
            ["train", "iris.csv", "--augment", "shift 2"],
            "--augment goes with images; add --image if the table holds pixels"
        ),
        (
            ["train", "iris.csv", "--optimizer", "lbfgs", "--input-noise", "0.1"],
            "the input noise with lbfgs must be 0, not 0.1"
        ),
        (
            ["train", "iris.csv", "--optimizer", "lbfgs", "--weight-decay", "0.1"],
            "the weight decay with lbfgs must be left out, not 0.1; use the l2 penalty instead"
        ),
        (
            ["find-learning-rate", "iris.csv", "--optimizer", "rprop"],
            "the optimizer must be one whose steps follow the learning rate, not rprop"
        ),
        (
            ["train", "iris.csv", "--clip-norm", "0"],
            "--clip-norm must be a number above 0, not \"0\""
        ),
    ]) func refusesWhatMakesNoSense(arguments: [String], message: String) throws {
        let folder = try iris()
        let result = try BuiltCommand.run(arguments, folder: folder.folder.url)
        #expect(result.status == 64)
        #expect(result.errors == "error: \(message)\n")
        #expect(result.output == "")
    }
}
