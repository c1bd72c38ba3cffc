import Backprop
import Foundation
import Testing

/// Recipes in files, followed and written by the command.
@Suite struct RecipeTests {
    /// Settings of `train` in addition to the data; each recipe it saves repeats the run byte for byte.
    @Test(
        arguments: [
            [],
            ["--target", "a", "--optimizer", "sgd", "--momentum", "0.9", "--learning-rate", "0.01"],
            [
                "--no-header", "--scale", "robust", "--validation-split", "0.2", "--seed", "9", "--precision",
                "float64",
            ],
            [
                "--loss", "binary-cross-entropy", "--layers", "none", "--init", "zeros", "--batch-size",
                "full",
            ],
            ["--weight", "a", "--weight-decay", "0.7", "--encode", "ordinal", "--class-weight", "odd=3"],
        ])
    func repeatsTheRun(options: [String]) throws {
        let folder = try CommandFolder()
        let header = options.contains("--no-header") ? "1,2,odd" : "a,b,kind"
        try folder.write(Samples.words(40, header: header), to: "d.csv")
        try FileManager.default.createDirectory(at: folder.folder["sub"], withIntermediateDirectories: true)
        func run(_ arguments: [String]) throws -> BuiltCommand.Result {
            try BuiltCommand.run(arguments, folder: folder.folder.url)
        }
        let short = options + ["--epochs", "4"]
        let first = try run(["train", "d.csv", "-o", "a.model", "--save-recipe", "sub/r.yaml"] + short)
        #expect(first.status == 0, "\(first.errors)")
        let second = try run([
            "train", "--recipe", "sub/r.yaml", "-o", "b.model", "--save-recipe", "sub/s.yaml",
        ])
        #expect(second.status == 0, "\(second.errors)")
        #expect(!second.output.contains("Chosen by default"))
        #expect(try folder.repeatable("a.model") == folder.repeatable("b.model"))
        let text = try #require(folder.data("sub/r.yaml").map { String(decoding: $0, as: UTF8.self) })
        #expect(text.hasPrefix("data: \"../d.csv\"\n"))
        // The second has no reasons to give: nothing was chosen.
        let again = folder.data("sub/s.yaml").map { String(decoding: $0, as: UTF8.self) }
        #expect(
            text.split(separator: "\n").map {
                $0.prefix(upTo: $0.firstRange(of: "  # ")?.lowerBound ?? $0.endIndex)
            }
                == again?.split(separator: "\n").map { $0[...] })
    }

    @Test func optionsOverrideTheRecipe() throws {
        let folder = try CommandFolder()
        try folder.write(Samples.words(40), to: "d.csv")
        try folder.write(
            """
            data: d.csv
            columns: {target: kind, numeric: [a, b]}
            training: {optimizer: {rule: sgd, learning-rate: 0.5, momentum: 0.5}, epochs: 3}
            """, to: "r.yaml")
        let plain = try folder.run(
            "train", "d.csv", "--optimizer", "sgd", "--learning-rate", "0.5", "--momentum", "0.9", "--ignore",
            "a",
            "--epochs", "2", "-o", "a.model")
        #expect(plain.status == 0, "\(plain.errors)")
        let recipe = try folder.run(
            "train", "--recipe", "r.yaml", "--momentum", "0.9", "--ignore", "a", "--epochs", "2", "-o",
            "b.model")
        #expect(recipe.status == 0, "\(recipe.errors)")
        #expect(folder.data("a.model") == folder.data("b.model"))
    }

    @Test func crossValidatesTheExample() throws {
        let folder = try CommandFolder()
        try folder.write(Samples.example("iris.csv"), to: "iris.csv")
        try folder.write(Samples.example("iris.yaml"), to: "iris.yaml")
        let result = try folder.run("cross-validate", "--recipe", "iris.yaml", "--folds", "3")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("Network:  dense 32 relu, dropout 0.1, dense 3 softmax\n"))
        #expect(result.output.contains("Folds:    3, stratified, seed 7\n"))
    }

    /// The recipe of a cross-validation, with the division of the rows, gives the same scores again.
    @Test(
        arguments: [
            [], ["--split", "hold-out", "--test-share", "0.3"],
            ["--split", "grouped", "--group", "a", "--repeats", "2"],
        ] as [[String]])
    func repeatsTheCrossValidation(options: [String]) throws {
        let folder = try CommandFolder()
        try folder.write(Samples.words(40), to: "d.csv")
        func json(_ arguments: [String]) throws -> JSONValue {
            let result = try BuiltCommand.run(
                ["cross-validate", "--json"] + arguments, folder: folder.folder.url)
            #expect(result.status == 0, "\(result.errors)")
            return try JSONValue(parsing: result.output)
        }
        let folds = options.contains("hold-out") ? [] : ["--folds", "3"]
        let first = try json(["d.csv", "--epochs", "3", "--save-recipe", "r.yaml"] + folds + options)
        #expect(try json(["--recipe", "r.yaml"]) == first)
        // Another split forgets the numbers of the first.
        #expect(try json(["--recipe", "r.yaml", "--split", "shuffled"])["folds"]?.array?.count == 5)
    }

    @Test func describesWhatARecipeNames() throws {
        let folder = try CommandFolder()
        try folder.write("a,b,c,y\n1,1,x,u\n2,1,,v\n3,1,x,u\n", to: "d.csv")
        try folder.write("data: d.csv\ncolumns:\n  target: a\n  ignore: y\n", to: "r.yaml")
        let result = try folder.run("describe", "--recipe", "r.yaml", "--scale-targets", "none")
        #expect(result.status == 0, "\(result.errors)")
        #expect(
            result.output.contains(
                "\na       target             0         3  1 to 3, mean 2  predicted: as it is\n"))
        let json = try JSONValue(parsing: folder.run("describe", "--recipe", "r.yaml", "--json").output)
        #expect(
            json["columns"]?.array?.map { $0["treatment"] } == [
                "predicted, scaled: mean 0, spread 1", "not used: always the same",
                "yes/no for each value; missing: one more",
                "not used",
            ])
    }

    @Test(arguments: [
        (
            "training:\n  epoch: 3\n", 64,
            "r.yaml, line 2, column 3: there is no key \"epoch\" in training; did you mean \"epochs\"?"
        ),
        ("training:\n  epochs: 3\n", 64, "no data are named; give a file, or a --recipe that names one"),
    ])
    func refuses(text: String, status: Int32, message: String) throws {
        let folder = try CommandFolder()
        try folder.write(text, to: "r.yaml")
        let result = try folder.run("train", "--recipe", "r.yaml")
        #expect(result.status == status)
        #expect(result.errors == "error: \(message)\n")
        #expect(folder.names == ["r.yaml"])
    }

    @Test func namesARecipeThatIsNotThere() throws {
        let result = try CommandFolder().run("train", "--recipe", "r.yaml")
        #expect(result.status == 66)
        #expect(result.errors.hasPrefix("error: cannot read \"r.yaml\": there is no such file"))
    }

    @Test func keepsTheRecipeThatIsRead() throws {
        let folder = try CommandFolder()
        try folder.write(Samples.words(40), to: "d.csv")
        try folder.write("data: d.csv\n", to: "r.yaml")
        let result = try folder.run("train", "--recipe", "r.yaml", "--save-recipe", "r.yaml", "-o", "m")
        #expect(result.status == 64)
        #expect(
            result.errors == "error: r.yaml is what the command reads; choose another file for the result\n")
    }
}
