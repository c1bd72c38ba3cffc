import Backprop
import Foundation
import Testing

/// The output of `cross-validate` and `evaluate` about splits, importance, calibration and baselines.
@Suite struct ValidationReportTests {
    private func json(_ folder: CommandFolder, _ arguments: String...) throws -> JSONValue {
        let result = try BuiltCommand.run(arguments + ["--json"], folder: folder.folder.url)
        #expect(result.status == 0, "\(result.errors)")
        return try JSONValue(parsing: result.output)
    }

    private func flowers() throws -> CommandFolder {
        let folder = try CommandFolder()
        try folder.write(Samples.example("iris.csv"), to: "iris.csv")
        return folder
    }

    /// The rows that each fold tests.
    private func tested(_ value: JSONValue) -> [[Int]] {
        (value["folds"]?.array ?? []).map { ($0["testRows"]?.array ?? []).compactMap(\.int) }
    }

    @Test(arguments: [
        [], ["--folds", "3"], ["--folds", "3", "--repeats", "2"], ["--split", "shuffled"],
        ["--split", "leave-one-out"], ["--split", "grouped", "--group", "petal_width"],
    ])
    func everyRowIsTestedOnceInEachRepetition(_ options: [String]) throws {
        let folder = try CommandFolder()
        let lines = try Samples.example("iris.csv").split(separator: "\n")
        let few = [lines[0]] + lines.dropFirst().enumerated().filter { $0.offset % 5 == 0 }.map(\.element)
        try folder.write(few.joined(separator: "\n") + "\n", to: "d.csv")
        let arguments = ["cross-validate", "d.csv", "--epochs", "1", "--json"] + options
        let result = try BuiltCommand.run(arguments, folder: folder.folder.url)
        #expect(result.status == 0, "\(result.errors)")
        let repeats = options.contains("--repeats") ? 2 : 1
        let rows = tested(try JSONValue(parsing: result.output)).flatMap { $0 }
        #expect(rows.sorted() == (0..<30).flatMap { Array(repeating: $0, count: repeats) })
    }

    @Test func foldsOfOneRowShowWhatOneRowHas() throws {
        let folder = try CommandFolder()
        try folder.write(Samples.words(12), to: "d.csv")
        let shown = try folder.run("cross-validate", "d.csv", "--epochs", "1", "--split", "leave-one-out")
        #expect(shown.output.contains("\nfold  rows  epochs  accuracy  log loss\n"))
        let pooled = try #require(shown.output.components(separatedBy: "\n\n").last)
        let lines = pooled.split(separator: "\n")
        #expect(lines[0] == "of all rows together, each predicted by its fold's model")
        #expect(
            lines.dropFirst().map { $0.prefix(17) } == [
                "balanced accuracy", "macro F1         ", "ROC AUC          ",
            ])
    }

    @Test func holdsOutAShareAndTestsTheFuture() throws {
        let folder = try flowers()
        let held = try json(
            folder, "cross-validate", "iris.csv", "--epochs", "1", "--split", "hold-out", "--test-share",
            "0.3")
        let rows = tested(held)
        #expect(rows.count == 1 && rows[0].count == 45)
        #expect((0..<3).allSatisfy { kind in rows[0].count { $0 / 50 == kind } == 15 })
        let ordered = try json(
            folder, "cross-validate", "iris.csv", "--epochs", "1", "--split", "ordered", "--folds", "4")
        #expect(tested(ordered).flatMap { $0 } == Array(30..<150))
    }

    @Test func importanceIsMeasuredOnRowsHeldOut() throws {
        let folder = try flowers()
        let options = ["cross-validate", "iris.csv", "--epochs", "10", "--importance"]
        let value = try JSONValue(
            parsing: try BuiltCommand.run(
                options + ["--importance-repeats", "3", "--json"], folder: folder.folder.url
            ).output)
        let columns = try #require(value["importance"]?["columns"]?.array)
        #expect(
            columns.map { $0["name"] } == ["sepal_length", "sepal_width", "petal_length", "petal_width"])
        #expect(columns.allSatisfy { $0["drops"]?.array?.count == 15 })
        let means = columns.compactMap { $0["mean"]?.double }
        #expect(means[2] > means[0] && means[3] > means[1])
        let text = try BuiltCommand.run(options, folder: folder.folder.url).output
        #expect(text.contains("\nimportance: how far accuracy falls when a column is shuffled\ncolumn  "))
    }

    @Test func evaluateShowsCalibrationBaselinesAndImportance() throws {
        let folder = try flowers()
        #expect(try folder.run("train", "iris.csv", "--epochs", "10").status == 0)
        let value = try json(
            folder, "evaluate", "iris.safetensors", "iris.csv", "--importance", "--importance-metric",
            "logLoss", "--seed", "4")
        let bins = try #require(value["metrics"]?["calibration"]?.array)
        #expect(bins.compactMap { $0["rows"]?.int }.reduce(0, +) == 150)
        #expect(value["baselines"]?["most frequent class"]?["accuracy"]?.double == 1.0 / 3)
        #expect(
            value["baselines"]?["chance"]?["balancedAccuracy"]?.double.map { abs($0 - 1.0 / 3) < 1e-12 }
                == true)
        #expect(value["importance"]?["metric"] == "logLoss")
        #expect(value["importance"]?["columns"]?.array?.count == 4)
        let text = try folder.run("evaluate", "iris.safetensors", "iris.csv", "--importance").output
        #expect(text.contains("\ncalibration: how often the predicted class came true\nprobability  "))
        #expect(text.contains("most frequent class  chance\n"))
        #expect(text.contains("\nimportance: how far accuracy falls"))
    }

    @Test func numbersHaveTwoBaselines() throws {
        let folder = try CommandFolder()
        try folder.write(Samples.words(20), to: "d.csv")
        let text = try folder.run(
            "cross-validate", "d.csv", "--target", "a", "--epochs", "2", "--folds", "2"
        ).output
        #expect(text.contains("95 % interval"))
        #expect(
            text.split(separator: "\n").contains {
                $0.hasSuffix("95 % interval  always the mean  always the median  linear model")
            })
    }
}
