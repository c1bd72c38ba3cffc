import Backprop
import Testing

/// The scores on held-out rows that `train` shows first.
@Suite struct HeldOutCommandTests {
    private func folder() throws -> CommandFolder {
        let folder = try CommandFolder()
        try folder.write(Samples.example("iris.csv"), to: "iris.csv")
        return folder
    }

    @Test func heldOutScoresComeFirst() throws {
        let folder = try folder()
        let result = try folder.run("train", "iris.csv", "--epochs", "20")
        #expect(result.status == 0, "\(result.errors)")
        let lines = result.output.split(separator: "\n").map(String.init)
        let first = try #require(
            lines.firstIndex(of: "On 150 rows in 5 folds, each predicted by a model that had not seen it:"))
        #expect(
            lines[first + 1].split(separator: " ") == [
                "model", "±", "error", "most", "frequent", "class", "chance", "linear", "model",
            ])
        #expect(lines[first + 2].hasPrefix("  accuracy "))
        let second = try #require(
            lines.firstIndex { $0.hasPrefix("On the rows it was trained on: accuracy 0.9") })
        #expect(first < second && !result.output.contains("expect less"))
    }

    @Test func theyAreInTheJSON() throws {
        let folder = try folder()
        let result = try folder.run("train", "iris.csv", "--epochs", "20", "--json", "--report", "r.html")
        let heldOut = try #require(try JSONValue(parsing: result.output)["heldOut"])
        #expect(heldOut["folds"]?.double == 5 && heldOut["rows"]?.double == 150)
        #expect((heldOut["mean"]?["accuracy"]?.double ?? 0) > 0.9)
        #expect((heldOut["standardError"]?["logLoss"]?.double ?? 0) > 0)
        #expect(abs((heldOut["baselines"]?["most frequent class"]?["accuracy"]?.double ?? 0) - 1 / 3) < 1e-12)
        #expect(heldOut["comparison"]?["verdict"] != nil)
        let page = folder.text("r.html")
        #expect(
            page.contains(">How good it is on rows it has not seen<")
                && page.contains(">Scores on rows seen in training<"))
        #expect(
            page.contains(">The rows predicted worst<") && page.contains(">How predictions depend on them<"))
        #expect(page.contains(" % of held-out rows are classified correctly, by the network "))
        // The charts show the same rows.
        let note =
            "These predictions are those of 150 rows in 5 folds, each predicted by a model that had not seen it."
        #expect(page.contains(note))
    }

    @Test func scoringTheTrainingRowsIsNoted() throws {
        let folder = try folder()
        try folder.write(Samples.example("iris.csv") + "5.0,3.0,1.5,0.2,setosa\n", to: "more.csv")
        let model = ["iris.safetensors"]
        _ = try folder.run(all: ["train", "iris.csv", "--epochs", "5", "--no-selection", "-o"] + model)
        let same = try folder.run(all: ["evaluate"] + model + ["iris.csv"])
        #expect(
            same.errors == """
                note: these seem to be the rows that the model was trained on: new rows score like the rows that train held out

                """)
        #expect(try folder.run(all: ["evaluate"] + model + ["more.csv"]).errors == "")
    }

    @Test func layersToChooseFromNeedTheSelection() throws {
        let folder = try folder()
        let refused = try folder.run(
            "train", "iris.csv", "--search-layers", "dense 4 tanh", "--no-selection")
        #expect(refused.status == 64)
        #expect(
            refused.errors.hasSuffix(
                "error: the selection of settings must be on if there are hidden layers to choose from, not off\n"
            ))
        let chosen = try folder.run(
            "train", "iris.csv", "--layers", "dense 8 tanh", "--search-layers", "dense 4 tanh",
            "--weight-decay", "0.1",
            "--epochs", "5")
        #expect(chosen.output.contains("; best of 2\n") && !chosen.output.contains("\n  weight decay"))
    }

    @Test func theOlderNameOfTheSelectionIsUnderstood() throws {
        let folder = try folder()
        let result = try folder.run("train", "iris.csv", "--epochs", "5", "--no-weight-decay-search")
        #expect(
            result.errors
                == "note: --no-weight-decay-search is an older spelling; write --no-selection\n")
        #expect(result.status == 0 && !result.output.contains("folds"))
    }

    @Test func aRecipeThatLeavesNothingOpenHasNone() throws {
        let folder = try folder()
        let result = try folder.run("train", "iris.csv", "--epochs", "20", "--no-selection")
        #expect(
            result.output.contains(
                "\nOn the rows it was trained on (expect less on new ones: see backprop cross-validate):\n"))
    }
}
