import Backprop
import Foundation
import Testing

/// The output of evaluation for programs, and its counts.
@Suite struct EvaluationOptionTests {
    /// One column that is always the same in 40 rows, two numbers to predict, one class of few rows.
    private func folder() throws -> CommandFolder {
        let folder = try CommandFolder()
        let rows = (1...40).map { row in
            "\(row % 7).5,same,\(row),\(row % 7 * row).25,\(row % 5 == 0 ? "few" : "many")\n"
        }
        try folder.write("a,b,y,z,kind\n" + rows.joined(), to: "d.csv")
        return folder
    }

    private func json(_ folder: CommandFolder, _ arguments: [String]) throws -> JSONValue {
        let result = try BuiltCommand.run(arguments + ["--json"], folder: folder.folder.url)
        #expect(result.status == 0, "\(result.errors)")
        return try JSONValue(parsing: result.output)
    }

    @Test func severalTargetsAreTrainedScoredAndPredicted() throws {
        let folder = try folder()
        let columns = ["--target", "y", "--target", "z", "--ignore", "kind"]
        let trained = try json(folder, ["train", "d.csv", "--epochs", "2"] + columns)
        #expect(trained["droppedColumns"] == ["b"])
        #expect(
            trained["notices"] == [
                "Column \"b\" is not used: it is always \"same\" in the rows that are learned from."
            ])
        let evaluation = try json(folder, ["evaluate", "d.safetensors", "d.csv", "--worst", "2"])
        let targets = evaluation["metrics"]?["perTarget"]?.array
        #expect(targets?.map { $0["target"] } == ["y", "z"])
        let errors = try #require(targets).compactMap { $0["rmse"]?.double }
        #expect(try abs(errors[0] + errors[1] - 2 * #require(evaluation["metrics"]?["rmse"]?.double)) < 1e-9)
        #expect(evaluation["worst"]?.array?.count == 2)
        #expect(evaluation["baselines"]?["median"]?["mae"]?.double != nil)
        let predictions = try folder.run("predict", "d.safetensors", "d.csv")
        #expect(predictions.output.hasPrefix("prediction_y,prediction_z,outside_training\n"))
        let folds = try json(
            folder,
            ["cross-validate", "d.csv", "--folds", "2", "--epochs", "2", "--report", "p.html"] + columns)
        #expect(folds["folds"]?[0]?["droppedColumns"] == ["b"])
        #expect(folder.names.contains("p.html"))
    }

    @Test func classesCountInScoresOnRequest() throws {
        let folder = try folder()
        let weights = ["--class-weight", "few=4", "--ignore", "z", "--target", "kind"]
        _ = try json(folder, ["train", "d.csv", "--epochs", "2"] + weights)
        let weighted = try json(folder, ["evaluate", "d.safetensors", "d.csv", "--weighted-scores"])
        let plain = try json(folder, ["evaluate", "d.safetensors", "d.csv"])
        let shown = weighted["classWeights"]
        #expect(shown?["few"]?.double == 4 && shown?["many"]?.double == 1 && plain["classWeights"] == nil)
        #expect(weighted["metrics"]?["perClass"]?[0]?["rows"] == 32)
        #expect(plain["metrics"]?["perClass"]?[0]?["rows"] == 8)
        #expect(weighted["baselines"]?["most frequent class"]?["accuracy"] == 0.5)
        #expect(plain["baselines"]?["most frequent class"]?["accuracy"] == 0.8)
        let text = try folder.run("evaluate", "d.safetensors", "d.csv", "--weighted-scores").output
        #expect(
            text.contains(
                "\n\nRows count by the weight of their class, as in training: few 4 and many 1.\n\n40 rows"))
        for (flag, scores) in [
            ([], "every row alike in the scores"), (["--weighted-scores"], "and in the scores alike"),
        ] {
            let folds = try BuiltCommand.run(
                ["cross-validate", "d.csv", "--epochs", "2"] + weights + flag, folder: folder.folder.url)
            #expect(folds.output.contains("Classes:  weighted in training, \(scores)\n"), "\(folds.errors)")
        }
    }
}
