import Backprop
import Foundation
import Testing

/// Runs of the command that continue a model.
@Suite struct ContinuingCommandTests {
    private func text(_ rows: Range<Int>, labels: [String] = ["no", "yes"]) -> String {
        let lines = rows.map { row in
            "\(Double(row % 13) / 2),\(row % 3 == 0 ? "a" : "b"),\(labels[row % 13 > 6 ? 1 : 0])"
        }
        return (["size,kind,target"] + lines).joined(separator: "\n") + "\n"
    }

    /// Returns a folder with a model of old rows, and with new rows.
    private func prepared() throws -> CommandFolder {
        let folder = try CommandFolder()
        try folder.write(text(0..<60), to: "old.csv")
        try folder.write(text(60..<120), to: "new.csv")
        let result = try folder.run(
            "train", "old.csv", "--layers", "dense 4 tanh, dense 3 tanh", "--optimizer", "adamw", "--epochs",
            "10",
            "-o", "m.safetensors")
        #expect(result.status == 0, "\(result.errors)")
        return folder
    }

    @Test func continuesAndShowsTheScoresBeforeAndAfter() throws {
        let folder = try prepared()
        let result = try folder.run("train", "new.csv", "--from", "m.safetensors", "--epochs", "5")
        #expect(result.status == 0 && result.errors == "", "\(result.errors)")
        let lines = result.output.split(separator: "\n").map(String.init)
        #expect(
            lines.contains(
                "Continues m.safetensors: dense 4 tanh, dense 3 tanh, dense 2 softmax, trained on 60 rows of old.csv"
            ))
        let index = try #require(lines.firstIndex(of: "On 12 rows held out of this run:"))
        #expect(lines[index + 1].split(separator: " ").prefix(2) == ["before", "after"])
        #expect(!result.output.contains("Chosen by default"))
        let model = try Model(contentsOf: folder.folder["new.safetensors"].path)
        let first = try Model(contentsOf: folder.folder["m.safetensors"].path)
        #expect(model.recipe.continuation == first.continuation())
        #expect(model.recipe.epochs == 5)
        #expect(model.preprocessor == first.preprocessor)
    }

    @Test func theSavedRecipeRepeatsTheRun() throws {
        let folder = try prepared()
        let run = try folder.run(
            "train", "new.csv", "--from", "m.safetensors", "--freeze", "layers 1-2", "--hold-out", "0.25",
            "--save-recipe", "r.yaml", "-o", "a.safetensors")
        #expect(run.status == 0, "\(run.errors)")
        #expect(folder.text("r.yaml").contains("\n  freeze: layers 1-2\n"))
        let again = try folder.run(
            "train", "--recipe", "r.yaml", "--from", "m.safetensors", "-o", "b.safetensors")
        #expect(again.status == 0, "\(again.errors)")
        #expect(folder.data("a.safetensors") == folder.data("b.safetensors"))
        let other = try folder.run("train", "--recipe", "r.yaml", "--from", "a.safetensors")
        #expect(other.status == 64)
        #expect(other.errors.hasPrefix("error: The recipe continues the model whose file has the SHA-256 "))
        let without = try folder.run("train", "--recipe", "r.yaml")
        #expect(without.status == 64 && without.errors.contains("no model is given"), "\(without.errors)")
        let folds = try folder.run("cross-validate", "--recipe", "r.yaml")
        #expect(folds.status == 64 && folds.errors.contains("no model is given"), "\(folds.errors)")
    }

    @Test func anInterruptedRunIsResumedWithTheSameBits() throws {
        let folder = try prepared()
        let train = ["train", "new.csv", "--from", "m.safetensors", "--checkpoint", "run", "--every", "2"]
        let whole = try folder.run(all: train + ["-o", "a.safetensors"])
        #expect(whole.status == 0, "\(whole.errors)")
        // The newest checkpoints are lost, as after an interruption.
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.folder["run"].path)
        let newest = try #require(names.first { $0.hasPrefix("epoch-10-") })
        try FileManager.default.removeItem(atPath: folder.folder["run/" + newest].path)
        let resumed = try folder.run(all: train + ["--resume", "-o", "b.safetensors"])
        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect(resumed.errors.contains("resum") || resumed.output.contains("resum"), "\(resumed)")
        #expect(folder.data("a.safetensors") == folder.data("b.safetensors"))
    }

    @Test func streamedRowsGiveTheSameModel() throws {
        let folder = try prepared()
        for (option, name) in [([], "a.safetensors"), (["--stream"], "b.safetensors")] {
            let result = try folder.run(
                all: ["train", "new.csv", "--from", "m.safetensors", "-o", name] + option)
            #expect(result.status == 0, "\(result.errors)")
        }
        #expect(folder.data("a.safetensors") == folder.data("b.safetensors"))
    }

    @Test func optionsOfTheRunChangeThoseOfTheModel() throws {
        let folder = try prepared()
        let result = try folder.run(
            "train", "new.csv", "--from", "m.safetensors", "--learning-rate", "0.5", "--l2", "0.1",
            "--batch-size", "full", "--validation-split", "0.2", "--patience", "3", "--seed", "9")
        #expect(result.status == 0, "\(result.errors)")
        let recipe = try Model(contentsOf: folder.folder["new.safetensors"].path).recipe
        #expect(recipe.optimizer.learningRate == 0.5)
        #expect(type(of: recipe.optimizer).typeName == "adamw")
        #expect(recipe.regularization.l2 == 0.1)
        #expect(recipe.batchSize == .full)
        #expect(recipe.stopping.early?.patience == 3)
        #expect(recipe.seed == 9)
    }

    @Test func otherClassesNeedANewLastLayer() throws {
        let folder = try prepared()
        try folder.write(text(0..<80, labels: ["low", "high"]), to: "other.csv")
        let refused = try folder.run("train", "other.csv", "--from", "m.safetensors")
        #expect(refused.status == 65)
        #expect(
            refused.errors.contains("column \"target\": The model does not know the class \"low\""),
            "\(refused.errors)")
        let result = try folder.run(
            "train", "other.csv", "--from", "m.safetensors", "--new-head", "--freeze", "layers 1-2", "--json")
        #expect(result.status == 0, "\(result.errors)")
        let json = try JSONValue(parsing: result.output)
        #expect(json["continuation"]?["rows"]?.int == 16)
        #expect(json["continuation"]?["before"] == nil)
        let model = try Model(contentsOf: folder.folder["other.safetensors"].path)
        #expect(model.preprocessor?.classLabels == ["high", "low"])
        #expect(try folder.run("evaluate", "other.safetensors", "other.csv").status == 0)
    }

    @Test func refusesWhatContradicts() throws {
        let folder = try prepared()
        let cases: [(options: [String], status: Int32, error: String)] = [
            (
                ["--from", "m.safetensors", "--layers", "dense 5"], 64,
                """
                error: the hidden layers must be "dense 4 tanh, dense 3 tanh", as in the model that the run continues, not \
                "dense 5"
                """
            ),
            (
                ["--from", "m.safetensors", "--freeze", "layers 3-9"], 64,
                """
                error: the frozen layers must be among the 3 layers of the network "dense 4 tanh, dense 3 tanh, dense 2 \
                softmax", not layers 3-9
                """
            ),
            (
                ["--from", "m.safetensors", "--freeze", "layer x"], 64,
                """
                error: --freeze must be numbers of layers, such as "layers 1-4" or "layers 1, 3-5", or none, not "layer x"
                """
            ),
            (["--refit"], 64, "error: --refit needs --from"),
            (
                ["--from", "m.safetensors", "--new-head", "--target", "other"], 64,
                "error: --from continues to predict \"target\", also with --new-head; rename the column \"other\", or "
                    + "train a new model\n"
            ),
            (
                ["--from", "m.safetensors", "-o", "m.safetensors"], 64,
                "error: m.safetensors is what the command reads"
            ),
        ]
        for (options, status, error) in cases {
            let result = try folder.run(all: ["train", "new.csv"] + options)
            #expect(result.status == status, "\(options)")
            #expect(result.errors.hasPrefix(error), "\(result.errors)")
        }
        #expect(try folder.run("train", "new.csv", "--from", "missing.safetensors").status == 66)
    }

    @Test func inspectShowsTheFirstModelAndTheFrozenLayers() throws {
        let folder = try prepared()
        let run = try folder.run(
            "train", "new.csv", "--from", "m.safetensors", "--freeze", "layer 1", "-o", "n.safetensors")
        #expect(run.status == 0, "\(run.errors)")
        let digest = try Model(contentsOf: folder.folder["m.safetensors"].path).sha256
        let result = try folder.run("inspect", "n.safetensors")
        #expect(result.output.contains("\nFrozen:    layer 1\n"), "\(result.output)")
        #expect(result.output.contains("\nContinues: the model with the SHA-256 \(digest)\n"))
        #expect(result.output.contains(" on all rows, most of which it was trained on\n"))
        let all = try folder.run(
            "train", "new.csv", "--from", "m.safetensors", "--hold-out", "0", "-o", "all.safetensors")
        #expect(all.output.contains("On the rows it was trained on"), "\(all.output)")
        let own = try folder.run(
            "import", "m.safetensors", "--layers", "dense 2", "--inputs", "3", "-o", "x.safetensors")
        #expect(own.status == 64)
        #expect(
            own.errors
                == "error: m.safetensors is a model of this program already; predict, evaluate and export "
                + "read it as it is\n", "\(own.errors)")
        let tune = try folder.run("tune", "new.csv", "--freeze", "layer 1", "--layers", "dense 3")
        #expect(tune.status == 64)
        #expect(tune.errors == "error: tune tries networks of other layers, and so goes without --freeze\n")
    }

    @Test func freezesLayersOfANewNetwork() throws {
        let folder = try prepared()
        let result = try folder.run(
            "train", "old.csv", "--layers", "dense 6 tanh", "--freeze", "layer 1", "-o", "f.safetensors")
        #expect(result.status == 0, "\(result.errors)")
        #expect(
            result.errors.contains("the weights of layer 1 stay random, since the run continues no model"),
            "\(result.errors)")
        let model = try Model(contentsOf: folder.folder["f.safetensors"].path)
        let start: [Float] = try ParameterLayout(model.network, input: model.inputShape).initialValues(
            seed: model.recipe.seed)
        let values: [Float] = model.parameters.values()
        let frozen = model.layout.layerOffsets[1]
        #expect(values[..<frozen] == start[..<frozen])
        #expect(values[frozen...] != start[frozen...])
    }
}
