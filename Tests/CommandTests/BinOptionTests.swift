import Backprop
import Foundation
import Testing

/// Quantile bins of numeric columns, on the command line.
@Suite struct BinOptionTests {
    /// A function of x that no line follows, with some missing numbers and a category.
    private static let text =
        "x,kind,y\n"
        + (0..<120).map { row in
            let x = row * 37 % 120
            return
                "\(row % 11 == 0 ? "" : "\(x).5"),\(row % 2 == 0 ? "a" : "b"),\(x / 30 % 2 * 50 + row % 3).25\n"
        }.joined()

    private func folder() throws -> CommandFolder {
        let folder = try CommandFolder()
        try folder.write(Self.text, to: "d.csv")
        return folder
    }

    @Test func streamedRowsAndThreadsGiveTheSameModel() throws {
        let folder = try folder()
        let options = ["train", "d.csv", "--epochs", "3", "--bins", "6", "--missing-indicators"]
        for more in [
            ["-o", "a.safetensors", "--threads", "1"], ["-o", "b.safetensors", "--stream", "--threads", "2"],
        ] {
            let result = try folder.run(all: options + more)
            #expect(result.status == 0, "\(result.errors)")
        }
        #expect(folder.data("a.safetensors") != nil)
        #expect(folder.data("a.safetensors") == folder.data("b.safetensors"))
    }

    @Test func binsAreSavedShownAndMovedAsOneColumn() throws {
        let folder = try folder()
        let trained = try folder.run(
            "train", "d.csv", "--bins", "4", "--epochs", "300", "--layers", "none", "--learning-rate", "0.05",
            "--save-recipe", "r.yaml")
        #expect(trained.status == 0, "\(trained.errors)")
        #expect(folder.text("r.yaml").contains("\n  bins: 4\n"))
        let inspected = try folder.run("inspect", "d.safetensors")
        #expect(
            inspected.output.contains(
                "Inputs:    x, x in (1.5, 30.5], x in (30.5, 59.5], x in (59.5, 88.5], x in (88.5, 119.5], kind=a, kind=b\n"
            ), "\(inspected.output)")
        let again = try folder.run("train", "--recipe", "r.yaml", "-o", "again.safetensors")
        #expect(again.status == 0, "\(again.errors)")
        #expect(try folder.repeatable("again.safetensors") == folder.repeatable("d.safetensors"))
        let scored = try folder.run("evaluate", "d.safetensors", "d.csv", "--importance", "--json")
        #expect(scored.status == 0, "\(scored.errors)")
        let columns = try JSONValue(parsing: scored.output)["importance"]?["columns"]?.array
        #expect(columns?.compactMap { $0["name"]?.string } == ["x", "kind"], "\(scored.output)")
    }

    @Test func badCountsAreRefused() throws {
        let folder = try folder()
        let result = try folder.run("train", "d.csv", "--bins", "x")
        #expect(result.status == 64)
        #expect(
            result.errors.hasPrefix("error: --bins must be a whole number from 0 to 1024, not \"x\"\n"),
            "\(result.errors)")
        let one = try folder.run("train", "d.csv", "--bins", "1")
        #expect(one.status == 64 && one.output.isEmpty)
        #expect(
            one.errors.hasPrefix("error: --bins must be 0 or a whole number from 2 to 1024, not \"1\"\n"),
            "\(one.errors)")
        try folder.write("preprocessing:\n  bins: 1\n", to: "r.yaml")
        let recipe = try folder.run("train", "d.csv", "--recipe", "r.yaml")
        #expect(
            recipe.errors
                == "error: r.yaml, line 2, column 9: bins must be 0 or a whole number from 2 to 1024, not \"1\"\n",
            "\(recipe.errors)")
    }

    @Test func foldsFitTheirOwnBins() throws {
        let folder = try folder()
        let result = try folder.run("cross-validate", "d.csv", "--bins", "5", "--epochs", "5", "--folds", "3")
        #expect(result.status == 0, "\(result.errors)")
    }
}
