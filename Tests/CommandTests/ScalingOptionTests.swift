import Backprop
import Foundation
import Testing

/// Columns and targets over many decades, on the command line.
@Suite struct ScalingOptionTests {
    /// Prices from 1 to a million, and a feature that determines their logarithm.
    private static let text =
        "x,price\n"
        + (0..<60).map { row in
            let share = Double(row * 37 % 60) / 60
            return "\(share),\(String(format: "%.3f", pow(10, 6 * share)))\n"
        }.joined()

    private func folder(_ text: String = Self.text) throws -> CommandFolder {
        let folder = try CommandFolder()
        try folder.write(text, to: "d.csv")
        return folder
    }

    @Test func negativeTargetsHaveNoLogarithm() throws {
        let folder = try folder("x,y\n1,2.5\n2,-3.5\n3,9.5\n4,7\n5,1\n")
        let result = try folder.run("train", "d.csv", "--scale-targets", "log", "--epochs", "2")
        #expect(result.status == 65)
        #expect(
            result.errors.contains(
                "error: d.csv, line 3, column \"y\": Expected a target of at least 0, which has a logarithm, and "
                    + "found \"-3.5\". Correct it, or scale targets by the signed logarithm.\n"))
        let signed = try folder.run("train", "d.csv", "--scale-targets", "signed-log", "--epochs", "2")
        #expect(signed.status == 0, "\(signed.errors)")
    }

    @Test func theLogarithmIsChosenByDefaultAndSaved() throws {
        let folder = try folder()
        let result = try folder.run("train", "d.csv", "--save-recipe", "r.yaml", "--epochs", "20")
        #expect(result.status == 0, "\(result.errors)")
        let line = result.output.split(separator: "\n").first { $0.hasPrefix("  scale targets") }
        #expect(
            line?.split(separator: " ").joined(separator: " ")
                == "scale targets log the target is skewed; best of standard, log by 5 folds inside the rows")
        let recipe = folder.text("r.yaml")
        #expect(recipe.contains("\n  scale: standard\n"))
        #expect(recipe.contains("\n  scale-targets: log  # the target is skewed; best of "))
        // The saved recipe leads to the same model, and chooses nothing.
        let again = try folder.run("train", "--recipe", "r.yaml", "-o", "again.safetensors")
        #expect(again.status == 0, "\(again.errors)")
        #expect(!again.output.contains("best of"))
        #expect(folder.data("d.safetensors") != nil)
        #expect(try folder.repeatable("again.safetensors") == folder.repeatable("d.safetensors"))
        let predicted = try folder.run("predict", "d.safetensors", "d.csv", "--json")
        let predictions = try JSONValue(parsing: predicted.output)["predictions"]
        let largest = try #require(predictions?[47]?["prediction"]?.double)
        #expect(largest > 100_000 && largest < 4_000_000)
    }

    @Test func explicitScalingsChooseNothing() throws {
        let folder = try folder()
        for options in [["--scale-targets", "standard"], ["--weight-decay", "0.1"]] {
            let result = try folder.run(all: ["train", "d.csv", "--epochs", "2"] + options)
            #expect(result.status == 0, "\(result.errors)")
            #expect(!result.output.contains("scale targets"))
        }
    }

    @Test(arguments: ["quantile", "robust-clipped"])
    func streamedRowsGiveTheSameModel(_ scaling: String) throws {
        let folder = try folder()
        let options = ["train", "d.csv", "--epochs", "3", "--scale", scaling, "--scale-targets", "log"]
        for more in [["-o", "a.safetensors"], ["-o", "b.safetensors", "--stream", "--threads", "2"]] {
            let result = try folder.run(all: options + more)
            #expect(result.status == 0, "\(result.errors)")
        }
        #expect(folder.data("a.safetensors") != nil)
        #expect(folder.data("a.safetensors") == folder.data("b.safetensors"))
    }
}
