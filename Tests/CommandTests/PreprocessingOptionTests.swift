import Backprop
import Foundation
import Testing

/// Options for the way from raw columns to numbers.
@Suite struct PreprocessingOptionTests {
    /// Numbers and words with gaps, and one of two classes.
    private static let text =
        "size,colour,kind\n"
        + (1...30).map { row in
            let size = row % 7 == 0 ? "?" : "\(row).5"
            return
                "\(size),\(row % 10 == 0 ? "" : ["red", "blue", "green"][row % 3]),\(row % 4 == 0 ? "rare" : "usual")\n"
        }.joined()

    private func folder() throws -> CommandFolder {
        let folder = try CommandFolder()
        try folder.write(Self.text, to: "d.csv")
        return folder
    }

    /// Options, and the treatment of the two features that `describe` then shows.
    static let uses: [(options: [String], size: String, colour: String)] = [
        ([], "scaled: mean 0, spread 1; missing: median", "yes/no for each value; missing: one more"),
        (
            ["--impute", "mean", "--scale", "minmax"], "from 0 to 1; missing: mean",
            "yes/no for each value; missing: one more"
        ),
        (
            ["--impute", "constant -1.5", "--scale", "max"], "divided by the largest; missing: -1.5",
            "yes/no for each value; missing: one more"
        ),
        (
            [
                "--impute", "most-frequent", "--scale", "robust", "--impute-categories", "most-frequent",
                "--missing-indicators",
            ], "median 0, quartiles 1 apart; missing: most frequent, flagged",
            "yes/no for each value; missing: most frequent, flagged"
        ),
        (
            [
                "--impute", "drop-rows", "--scale", "none", "--encode", "one-hot 2", "--impute-categories",
                "drop-rows",
            ], "missing: row left out",
            "yes/no for each of the 1 most frequent, and for the others; missing: row left out"
        ),
        (
            ["--impute-categories", "constant not known"], "scaled: mean 0, spread 1; missing: median",
            "yes/no for each value; missing: \"not known\""
        ),
        (
            ["--encode", "ordinal"], "scaled: mean 0, spread 1; missing: median",
            "numbered 0 to 2, scaled: mean 0, spread 1; missing: one more"
        ),
        (
            ["--bins", "8"], "scaled: mean 0, spread 1; up to 8 bins; missing: median",
            "yes/no for each value; missing: one more"
        ),
    ]

    @Test(arguments: uses.indices) func describeShowsTheTreatmentOfColumns(_ index: Int) throws {
        let (options, size, colour) = Self.uses[index]
        let folder = try folder()
        let result = try BuiltCommand.run(["describe", "d.csv"] + options, folder: folder.folder.url)
        #expect(result.status == 0, "\(result.errors)")
        let lines = result.output.split(separator: "\n")
        #expect(lines.first { $0.hasPrefix("size") }?.hasSuffix("  " + size) == true, "\(result.output)")
        #expect(lines.first { $0.hasPrefix("colour") }?.hasSuffix("  " + colour) == true, "\(result.output)")
    }

    @Test func explicitSettingsAreInTheModel() throws {
        let folder = try folder()
        let trained = try folder.run(
            "train", "d.csv", "--epochs", "2", "--impute", "constant 3", "--impute-categories",
            "most-frequent", "--missing-indicators", "--encode", "one-hot 20 5", "--unseen", "other",
            "--scale",
            "robust", "--scale-targets", "none", "--class-weight", "rare=3", "--class-weight", "usual=0.5")
        #expect(trained.status == 0, "\(trained.errors)")
        let found = try JSONValue(parsing: try folder.run("inspect", "d.safetensors", "--json").output)
        #expect(
            found["recipe"]?["preprocessing"] == [
                "numericImputation": "constant 3.0", "categoricalImputation": "most-frequent",
                "missingIndicators": true, "categoricalEncoding": "one-hot 20 5", "unseenCategories": "other",
                "scaling": "robust", "targetScaling": "none", "classWeighting": ["rare": 3.0, "usual": 0.5],
            ])
    }

    @Test func classWeightsChangeWhatIsLearned() throws {
        let folder = try folder()
        func recall(_ options: String...) throws -> Double {
            let arguments = ["train", "d.csv", "--epochs", "60", "--json"] + options
            let result = try BuiltCommand.run(arguments, folder: folder.folder.url)
            #expect(result.status == 0, "\(result.errors)")
            let text = try folder.run("evaluate", "d.safetensors", "d.csv", "--json").output
            let classes = try JSONValue(parsing: text)["metrics"]?["perClass"]
            #expect(classes?[0]?["label"] == "rare")
            return try #require(classes?[0]?["recall"]?.double)
        }
        #expect(try recall("--class-weight", "balanced") > recall())
    }

    @Test func unseenCategoriesAreCounted() throws {
        let folder = try folder()
        #expect(try folder.run("train", "d.csv", "--epochs", "2").status == 0)
        try folder.write(
            "size,colour,kind\n1,red,usual\n,violet,rare\n999,,usual\n2,violet,rare\n", to: "new.csv")
        let input: JSONValue = ["filled": 2, "unseen": 2, "outOfRange": 2, "ignoredColumns": []]
        for command in ["predict", "evaluate"] {
            let result = try folder.run(command, "d.safetensors", "new.csv", "--json")
            #expect(try JSONValue(parsing: result.output)["input"] == input)
            #expect(
                result.errors == """
                    note: 2 missing values filled in (columns "size" and "colour").
                    note: 2 values of column "colour" not seen in training, such as "violet".
                    note: 2 numbers outside of the range seen in training (column "size").
                    note: 1 row far outside of the range seen in training (line 4): predictions there \
                    are not reliable.

                    """)
        }
        #expect(
            try folder.run("train", "d.csv", "--epochs", "2", "--unseen", "refuse").status == 0)
        let refused = try folder.run("predict", "d.safetensors", "new.csv")
        #expect(refused.status == 65)
        #expect(
            refused.errors == """
                error: new.csv, line 3, column "colour": The category "violet" did not occur in training. The \
                categories are "blue", "green" and "red".

                """)
    }
}
