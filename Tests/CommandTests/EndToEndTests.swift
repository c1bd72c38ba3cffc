import Backprop
import Foundation
import Testing

/// The built command from a CSV to a trained, saved and checked model.
@Suite struct EndToEndTests {
    /// Iris, and a model of it.
    private func trained() throws -> CommandFolder {
        let folder = try CommandFolder()
        try folder.write(Samples.example("iris.csv"), to: "iris.csv")
        let result = try folder.run("train", "iris.csv", "--epochs", "30", "--json")
        try #require(result.status == 0, "\(result.errors)")
        return folder
    }

    private func json(_ result: BuiltCommand.Result) throws -> JSONValue {
        #expect(result.output.hasSuffix("}\n") && result.output.count { $0.isNewline } == 1)
        return try JSONValue(parsing: result.output)
    }

    @Test func trains() throws {
        let folder = try CommandFolder()
        try folder.write(Samples.example("iris.csv"), to: "iris.csv")
        let result = try folder.run("train", "iris.csv", "--epochs", "20", "--json", "-o", "m.safetensors")
        #expect(result.status == 0)
        #expect(result.errors == "")
        let value = try json(result)
        #expect(value["rows"] == 150)
        #expect(value["parameters"] == 1315)
        #expect(value["epochs"] == 20)
        #expect(value["history"]?.array?.count == 20)
        #expect(value["history"]?[0]?["epoch"] == 1)
        let first = try #require(value["history"]?[0]?["loss"]?.double)
        let last = try #require(value["history"]?[19]?["loss"]?.double)
        #expect(last < first / 2)
        #expect(try #require(value["metrics"]?["accuracy"]?.double) > 0.9)
        #expect(value["model"] == "m.safetensors")
        #expect(folder.names == ["iris.csv", "m.safetensors"])
    }

    @Test func reportsItsResult() throws {
        let folder = try CommandFolder()
        try folder.write(Samples.example("iris.csv"), to: "iris.csv")
        let result = try folder.run("train", "iris.csv", "--epochs", "30")
        let lines = result.output.split(separator: "\n").map(String.init)
        #expect(
            lines.prefix(22) == [
                "Data:     iris.csv: 150 rows, 5 columns",
                "          comma-delimited (detected), with a header (detected), decimal point, UTF-8",
                "Features: 4 numeric",
                "Target:   species: 3 classes, setosa (50), versicolor (50), virginica (50)",
                "          the last column, since no --target is named",
                "Task:     classification. The target \"species\" is text.",
                "column        type     missing  distinct  values                           use",
                "sepal_length  numeric        0        35  4.3 to 7.9, mean 5.843           scaled: mean 0, spread 1",
                "sepal_width   numeric        0        23  2 to 4.4, mean 3.057             scaled: mean 0, spread 1",
                "petal_length  numeric        0        43  1 to 6.9, mean 3.758             scaled: mean 0, spread 1",
                "petal_width   numeric        0        22  0.1 to 2.5, mean 1.199           scaled: mean 0, spread 1",
                "species       target         0         3  setosa (50), versicolor (50), …  predicted: 3 classes",
                "Chosen by default:",
                "  output        softmax                       probabilities of 3 classes",
                "  loss          cross-entropy                 goes with softmax",
                "  layers        dense 32 gelu, dense 32 gelu  two hidden layers of 32 units; best of 2",
                "  optimizer     adamw, learning rate 0.01     with weight decay against overfitting",
                "  weight decay  0.3                           best of 6 from 0.03 to 4 by 5 folds inside the rows",
                "  schedule      cosine                        the learning rate falls to 0 by the end",
                "  batch size    16                            rows for each update, of 150",
                "  bins          none                          best of none, 16 by 5 folds inside the rows",
                "Network:  dense 32 gelu, dense 32 gelu, dense 3 softmax (1315 parameters)",
            ])
        #expect(lines[22].hasPrefix("Training: 30 epochs, loss "))
        #expect(lines.last == "Model saved to iris.safetensors")
        #expect(lines.allSatisfy { $0.count <= 100 })
    }

    @Test func theSameCommandWritesTheSameBytes() throws {
        let folder = try CommandFolder()
        try folder.write(Samples.words(60), to: "d.csv")
        for (name, threads) in [("a", "1"), ("b", "1"), ("c", "3")] {
            #expect(
                try folder.run("train", "d.csv", "--epochs", "3", "--threads", threads, "-o", name).status
                    == 0)
        }
        let first = try #require(folder.data("a"))
        #expect(folder.data("b") == first)
        #expect(folder.data("c") == first)
    }

    @Test func evaluates() throws {
        let folder = try trained()
        let value = try json(try folder.run("evaluate", "iris.safetensors", "iris.csv", "--json"))
        #expect(value["rows"] == 150)
        #expect(try #require(value["metrics"]?["accuracy"]?.double) > 0.9)
        #expect(value["metrics"]?["logLoss"]?.double != nil)
        #expect(value["metrics"]?["perClass"]?[0]?["label"] == "setosa")
        #expect(value["metrics"]?["perClass"]?[0]?["rows"] == 50)
        let confusion = try #require(value["metrics"]?["confusionMatrix"]?.array)
        #expect(confusion.map { $0.array?.compactMap(\.int).reduce(0, +) } == [50, 50, 50])
        let text = try folder.run("evaluate", "iris.safetensors", "iris.csv", "--worst", "2").output
        #expect(text.contains("confusion matrix") && text.contains("most frequent class"))
        #expect(text.contains("\nworst predicted rows\n"))
    }

    @Test func predicts() throws {
        let folder = try trained()
        let whole = try folder.run("predict", "iris.safetensors", "iris.csv")
        #expect(whole.errors == "")
        let lines = whole.output.split(separator: "\n")
        #expect(lines.count == 151 && lines[0] == "prediction,probability,outside_training")
        #expect(lines[1].hasPrefix("setosa,0.9") && lines[1].hasSuffix(","))
        // Other order, one column more, no target, from standard input: the same predictions.
        let rows = try Samples.example("iris.csv").split(separator: "\n").map { $0.split(separator: ",") }
        let other = rows.enumerated().map { index, cells in
            "\(cells[3]),\(index == 0 ? "extra" : "1"),\(cells[1]),\(cells[2]),\(cells[0])\n"
        }.joined()
        let result = try folder.run("predict", "iris.safetensors", "-", "--delimiter", ",", input: other)
        #expect(result.output == whole.output)
        #expect(result.errors == "note: Column \"extra\" was not in the training data and is not used.\n")
    }

    @Test func predictsProbabilitiesIntoAFile() throws {
        let folder = try trained()
        let result = try folder.run(
            "predict", "iris.safetensors", "iris.csv", "--probabilities", "-o", "p.csv")
        #expect(result.output == "" && result.errors == "150 predictions written to p.csv\n")
        let lines = String(decoding: try #require(folder.data("p.csv")), as: UTF8.self).split(separator: "\n")
        #expect(
            lines[0]
                == "prediction,probability_setosa,probability_versicolor,probability_virginica,outside_training"
        )
        let shares = lines[1].split(separator: ",").dropFirst().compactMap { Double($0) }
        #expect(shares.count == 3 && abs(shares.reduce(0, +) - 1) < 2e-6)
        let value = try json(try folder.run("predict", "iris.safetensors", "iris.csv", "--json"))
        #expect(value["rows"] == 150)
        let first = value["predictions"]?[0]
        #expect(first?["prediction"] == "setosa" && first?["outside_training"] == [:])
        #expect(try #require(first?["probability"]?.double) > 0.9)
    }

    @Test func predictsNumbers() throws {
        let folder = try CommandFolder()
        try folder.write(Samples.example("exam-scores.csv"), to: "exam.csv")
        #expect(try folder.run("train", "exam.csv", "--target", "-1").status == 0)
        let value = try json(try folder.run("predict", "exam.safetensors", "exam.csv", "--json"))
        let score = try #require(value["predictions"]?[0]?["prediction"]?.double)
        #expect(abs(score - 92) < 1)
        let metrics = try json(try folder.run("evaluate", "exam.safetensors", "exam.csv", "--json"))[
            "metrics"]
        #expect(try #require(metrics?["r2"]?.double) > 0.9)
        #expect(metrics?["rmse"]?.double != nil && metrics?["mae"]?.double != nil)
    }

    @Test func crossValidates() throws {
        let folder = try CommandFolder()
        try folder.write(Samples.example("iris.csv"), to: "iris.csv")
        let value = try json(
            try folder.run("cross-validate", "iris.csv", "--epochs", "20", "--folds", "3", "--json"))
        let accuracies = value["folds"]?.array?.compactMap { $0["accuracy"]?.double } ?? []
        #expect(accuracies.count == 3 && accuracies.allSatisfy { $0 > 0.8 && $0 <= 1 })
        let mean = try #require(value["mean"]?["accuracy"]?.double)
        #expect(abs(mean - accuracies.reduce(0, +) / 3) < 1e-12)
        let squares = accuracies.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let deviation = try #require(value["standardDeviation"]?["accuracy"]?.double)
        #expect(abs(deviation - (squares / 2).squareRoot()) < 1e-12)
        // A third, but for 50 rows of a class not being divisible by 3 folds.
        #expect(abs((value["baseline"]?["accuracy"]?.double ?? 0) - 1 / 3.0) < 0.02)
        let text = try folder.run("cross-validate", "iris.csv", "--epochs", "20", "--folds", "3").output
        #expect(text.contains("95 % interval  most frequent class"))
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
    }

    @Test func inspects() throws {
        let folder = try trained()
        let value = try json(try folder.run("inspect", "iris.safetensors", "--json"))
        #expect(value["parameters"] == 1315)
        #expect(value["tensors"]?[0] == ["name": "0.weight", "shape": [32, 4]])
        #expect(value["classes"] == ["setosa", "versicolor", "virginica"])
        let memory = try #require(value["memory"])
        #expect(memory["parameters"] == 5260 && memory["optimizerState"] == 10520)
        let parts = ["parameters", "gradients", "optimizerState", "activations", "batch", "kept"]
        #expect(memory["total"]?.double == parts.reduce(0) { $0 + (memory[$1]?.double ?? .nan) })
        let text = try folder.run("inspect", "iris.safetensors").output
        #expect(text.contains("dense 3 softmax       3          99\n"))
        #expect(text.contains("\noptimizer state             10520\n"))
        #expect(text.contains("\nClasses:   setosa, versicolor, virginica\n"))
    }

    @Test func cutsNamesThatAreLongOrWouldMoveTheCursor() throws {
        let folder = try CommandFolder()
        let (long, moving) = (String(repeating: "x", count: 10_000), "up\u{1B}[5A")
        try folder.write(
            Samples.lines(30, header: "\(long),b,kind") {
                "\($0 % 7).5,\($0 % 5).5,\($0 % 2 == 0 ? long : moving)"
            }, to: "d.csv")
        let trained = try folder.run("train", "d.csv", "--epochs", "2", "--target", "kind")
        let outputs = [
            trained, try folder.run("inspect", "d.safetensors"), try folder.run("describe", "d.csv"),
            try folder.run("evaluate", "d.safetensors", "d.csv", "--importance", "--worst", "2"),
        ].map(\.output)
        for output in outputs {
            #expect(!output.contains("\u{1B}") && output.contains("xxx…xxx"))
            #expect(output.split(separator: "\n").allSatisfy { $0.count < 200 })
        }
    }

    @Test func readsDoubledDelimiters() throws {
        let folder = try CommandFolder()
        let rows = Samples.words(40).replacing(",", with: "\t").split(separator: "\n")
        let doubled = rows.enumerated().map {
            $0 % 3 == 1 ? String($1.replacing("\t", with: "\t\t")) : String($1)
        }
        try folder.write(doubled.joined(separator: "\n") + "\n", to: "d.txt")
        let result = try folder.run("train", "d.txt", "--epochs", "1")
        #expect(result.status == 0, "\(result.errors)")
        #expect(
            result.output.hasPrefix(
                "Data:     d.txt: 40 rows, 3 columns\n          white space-delimited (detected)"))
    }

    @Test(.enabled(if: SharedData.path("wheat-seeds-doubled-tabs.txt") != nil))
    func readsTheWheatSeedsWithDoubledTabs() throws {
        let folder = try CommandFolder()
        let path = try #require(SharedData.path("wheat-seeds-doubled-tabs.txt"))
        let value = try json(try folder.run("train", path, "--epochs", "5", "--json"))
        #expect(value["rows"] == 210 && value["model"] == "wheat-seeds-doubled-tabs.safetensors")
    }

    @Test(arguments: [
        "train", "evaluate", "predict", "cross-validate", "inspect", "describe", "tutorial",
    ])
    func everyCommandHelpsWithAnExample(command: String) throws {
        let result = try BuiltCommand.run([command, "--help"])
        #expect(result.status == 0)
        #expect(result.output.contains("  backprop \(command) "))
        #expect(result.output.contains("--json"))
    }
}
