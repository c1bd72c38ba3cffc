import Foundation
import Testing

/// Rows in the order of time on the command line.
@Suite struct TimeCommandTests {
    private static func log(_ days: Range<Int>, target: Bool = true) -> String {
        "day,x,value\n"
            + days.map { day in
                let date = "2024-\(two(1 + day / 28))-\(two(1 + day % 28))"
                return
                    "\(date),\(day * 7 % 5).5,\(target ? "\(Double(day % 7) * 3 + Double(day) / 20)" : "")\n"
            }.joined()
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static let quick = ["--epochs", "3", "--layers", "dense 4 tanh", "--no-selection"]

    @Test func foldsAreInTheOrderOfTime() throws {
        let folder = try CommandFolder()
        try folder.write(Self.log(0..<60), to: "log.csv")
        let run = try folder.run(
            all: ["cross-validate", "log.csv", "--time", "day", "--gap", "2", "--folds", "2", "--json"]
                + Self.quick)
        #expect(run.status == 0 && run.errors == "")
        let result = try #require(
            try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let folds = try #require(result["folds"] as? [[String: Any]])
        #expect(folds.map { $0["testRows"] as? [Int] } == [Array(20..<40), Array(40..<60)])
        #expect(
            (result["baselines"] as? [String: Any])?.keys.sorted() == [
                "last value", "linear model", "mean", "median",
            ])
        #expect((result["linearComparison"] as? [String: Any])?["baseline"] as? String == "a linear model")
        #expect((result["comparison"] as? [String: Any])?["baseline"] is String)
    }

    @Test func aTableWithDatesDividedAtRandomIsReported() throws {
        let folder = try CommandFolder()
        try folder.write(Self.log(0..<60), to: "log.csv")
        let note =
            "note: Column \"day\" orders the rows by time, but they are divided at random: a model that has seen later "
            + "rows scores better than it will on new ones. Use --time \"day\".\n"
        let arguments = ["cross-validate", "log.csv", "--folds", "2"] + Self.quick
        #expect(try folder.run(all: arguments).errors == note)
        #expect(try folder.run(all: arguments + ["--split", "ordered"]).errors == "")
        let training = ["train", "log.csv", "-o", "m.safetensors"] + Self.quick
        #expect(try folder.run(all: training).errors == "")
        #expect(try folder.run(all: training + ["--validation-split", "0.2"]).errors == note)
    }

    @Test func predictionsContinueTheSeries() throws {
        let folder = try CommandFolder()
        try folder.write(Self.log(0..<60), to: "log.csv")
        try folder.write(Self.log(60..<70, target: false), to: "next.csv")
        try folder.write(Self.log(0..<70), to: "all.csv")
        try folder.write(Self.log(50..<70), to: "late.csv")
        try folder.write(Self.log(70..<75, target: false), to: "later.csv")
        let trained = try folder.run(
            all: [
                "train", "log.csv", "--time", "day", "--lag", "1,7", "--rolling", "3", "-o", "m.safetensors",
            ]
                + Self.quick)
        #expect(trained.status == 0 && trained.output.contains("value (lag 7)"))
        let next = try folder.run("predict", "m.safetensors", "next.csv", "--no-outside-training")
        #expect(next.status == 0 && next.output.split(separator: "\n").count == 11)
        // The time names the rows.
        #expect(next.output.hasPrefix("day,prediction\n2024-03-05,"), "\(next.output)")
        // Predictions after other rows need these.
        let gap = try folder.run(
            "predict", "m.safetensors", "later.csv", "--history", "late.csv", "--no-outside-training")
        #expect(gap.status == 0)
        let scored = try folder.run("evaluate", "m.safetensors", "all.csv")
        #expect(scored.status == 0)
        #expect(scored.output.contains("last value") && scored.output.contains("7 rows before"))
        try folder.write("day,x,value\n2024-03-05,1.5,4\n2024-03-06,2.5,5\n", to: "short.csv")
        let short = try folder.run(
            "predict", "m.safetensors", "later.csv", "--history", "short.csv", "--no-outside-training")
        #expect(
            short.errors.hasSuffix(
                "note: Earlier rows are missing that features look back to. Give them with --history FILE.\n")
        )
    }

    @Test func rowsFarAheadHaveNoIntervals() throws {
        let folder = try CommandFolder()
        try folder.write(Self.log(0..<60), to: "log.csv")
        try folder.write(Self.log(60..<70, target: false), to: "next.csv")
        let trained = try folder.run(
            "train", "log.csv", "--time", "day", "--lag", "1,2", "--epochs", "3", "--layers", "dense 4 tanh",
            "-o", "m.safetensors")
        // The log has no row for the last days of January and February.
        #expect(
            trained.errors.contains(
                "note: 2 rows come later after the row before than most do. Lags, means and horizons count rows, not time.\n"
            ), "\(trained.errors)")
        let next = try folder.run("predict", "m.safetensors", "next.csv")
        #expect(
            next.errors.hasSuffix(
                """
                note: 9 rows use predictions of earlier rows, whose true values are unknown, so that their errors are larger: the scores of the model are for the next row. Use --horizon in training to score rows further ahead.

                """), "\(next.errors)")
        let refused = try folder.run("predict", "m.safetensors", "next.csv", "--interval", "80")
        #expect(refused.status != 0 && refused.output.isEmpty)
        #expect(
            refused.errors.hasSuffix(
                """
                error: 9 rows use predictions of earlier rows, whose errors intervals and sets of classes do not include. Train a model with a horizon of as many rows as are to be predicted.

                """), "\(refused.errors)")
    }

    @Test func aRecipeRepeatsTheRun() throws {
        let folder = try CommandFolder()
        try folder.write(Self.log(0..<60), to: "log.csv")
        let options = [
            "--time", "day", "--lag", "2,7", "--rolling", "3", "--horizon", "2", "--known-ahead", "x",
        ]
        let first = try folder.run(
            all: ["train", "log.csv", "-o", "a.safetensors", "--save-recipe", "r.yaml"] + options + Self.quick
        )
        #expect(first.status == 0)
        let recipe = folder.text("r.yaml")
        #expect(
            recipe.contains(
                "\ntime:\n  column: day\n  lags: [2, 7]\n  rolling: 3\n  horizon: 2\n  known-ahead: x\n"))
        let again = try folder.run("train", "--recipe", "r.yaml", "-o", "b.safetensors")
        #expect(again.status == 0)
        #expect(try folder.repeatable("a.safetensors") == folder.repeatable("b.safetensors"))
    }

    @Test func aSearchIsInTheOrderOfTime() throws {
        let folder = try CommandFolder()
        try folder.write(Self.log(0..<60), to: "log.csv")
        let run = try folder.run(
            all: [
                "tune", "log.csv", "--time-column", "day", "--lag", "7", "--trials", "2", "--folds", "2",
                "-o",
                "m.safetensors", "--save-recipe", "r.yaml",
            ] + Self.quick)
        #expect(run.status == 0 && run.errors.contains("divided at random") == false)
        #expect(folder.text("r.yaml").contains("\ntime:\n  column: day\n  lags: 7\n"))
        #expect(try folder.run("predict", "m.safetensors", "log.csv").status == 0)
    }

    @Test(arguments: [
        (
            ["train", "log.csv", "--time", "day", "--stream"],
            "--stream does not go with --time, since features of earlier rows need these in memory"
        ),
        (
            ["cross-validate", "log.csv", "--time", "day", "--split", "shuffled"],
            "--split shuffled does not go with --time, since it trains on later rows than it tests; use ordered or hold-out"
        ),
        (
            ["train", "log.csv", "--time", "day", "--lag", "0"],
            "--lag must be whole numbers from 1 to 1000000, such as 1,7,24, not \"0\""
        ),
        (
            ["train", "log.csv", "--time", "day", "--lag", "60"],
            "log.csv: Features look back 60 rows, but the longest series has only 60 rows with a time. Choose smaller lags, or add rows."
        ),
        (
            ["train", "log.csv", "--lag", "1"],
            "--lag needs the column with the time of each row: name it with --time-column"
        ),
        (
            ["train", "log.csv", "--time", "x", "--lag", "1"],
            "log.csv, line 7, column \"x\": The time \"0.5\" is also that of line 2, so that the row before is not known. Remove one of the rows, or name the column that tells the series of the rows apart."
        ),
    ])
    func optionsThatDoNotFitAreRefused(_ arguments: [String], _ message: String) throws {
        let folder = try CommandFolder()
        try folder.write(Self.log(0..<60), to: "log.csv")
        let run = try folder.run(all: arguments)
        #expect(run.status != 0 && run.errors.contains("error: \(message)"))
    }

    @Test func imagesHaveNoTime() throws {
        let folder = try CommandFolder()
        try folder.write("a,b,y\n1,2,0\n3,4,1\n2,2,0\n5,4,1\n", to: "p.csv")
        let run = try folder.run("train", "p.csv", "--image", "1x2", "--time", "a")
        #expect(
            run.errors.contains(
                "error: --time and the other options about earlier rows go with tables, not with images"))
    }

    @Test func aHistoryNeedsAModelThatLooksBack() throws {
        let folder = try CommandFolder()
        try folder.write(Self.log(0..<60), to: "log.csv")
        #expect(try folder.run(all: ["train", "log.csv", "-o", "m.safetensors"] + Self.quick).status == 0)
        let run = try folder.run("predict", "m.safetensors", "log.csv", "--history", "log.csv")
        #expect(
            run.errors
                == "error: --history goes with models that have features of earlier rows, and this one has none\n"
        )
    }
}
