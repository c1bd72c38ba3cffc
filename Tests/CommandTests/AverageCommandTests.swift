import Backprop
import Testing

/// Models made of several, as processes.
@Suite struct AverageCommandTests {
    /// Two models of irises, by different networks, and one of words.
    private func prepared() throws -> CommandFolder {
        let folder = try CommandFolder()
        try folder.write(Samples.example("iris.csv"), to: "iris.csv")
        try folder.write(Samples.words(20), to: "d.csv")
        for (name, layers) in [("one", "dense 4 tanh"), ("two", "dense 3 relu")] {
            let trained = try folder.run(
                "train", "iris.csv", "--epochs", "3", "--layers", layers, "--bins", "0", "-o", name,
                "--target", "species")
            try #require(trained.status == 0)
        }
        try #require(try folder.run("train", "d.csv", "--epochs", "1", "-o", "words").status == 0)
        return folder
    }

    @Test func averagesPredictionsOfModels() throws {
        let folder = try prepared()
        let result = try folder.run("average", "one", "two", "-o", "both")
        #expect(result.status == 0 && result.errors == "")
        #expect(
            result.output == """
                The mean of the predictions of 2 networks:
                  dense 4 tanh, dense 3 softmax
                  dense 3 relu, dense 3 softmax

                Model saved to both

                """)
        let model = try Model(contentsOf: folder.folder["both"].path)
        #expect(
            model.members.map(\.network.text) == [
                "dense 4 tanh, dense 3 softmax", "dense 3 relu, dense 3 softmax",
            ])
        let json = try JSONValue(parsing: try folder.run("average", "one", "two", "-o", "x", "--json").output)
        #expect(json["model"]?.string == "x" && json["networks"]?.array?.count == 2)
        #expect(folder.data("x") == folder.data("both"))
    }

    @Test func everyCommandTakesAnAverage() throws {
        let folder = try prepared()
        try #require(try folder.run("average", "one", "two", "-o", "both").status == 0)
        let shares = try folder.run("predict", "both", "iris.csv", "--probabilities")
        #expect(shares.status == 0 && shares.output.split(separator: "\n").count == 151)
        let scores = try folder.run(
            "evaluate", "both", "iris.csv", "--importance", "--worst", "2", "--report", "page.html")
        #expect(scores.status == 0 && scores.output.contains("\n\n150 rows, 3 classes\n"))
        let page = folder.text("page.html")
        #expect(page.contains("by the mean of 2 networks: dense 4 tanh, dense 3 softmax; dense 3 relu, "))
        #expect(page.contains(">Networks</h3>"))
        let trace = try folder.run("trace", "iris.csv", "--model", "both")
        #expect(trace.status == 0)
        #expect(trace.errors == "the model averages 2 networks; the step shown is one of the first\n")
    }

    @Test func inspectShowsEachNetwork() throws {
        let folder = try prepared()
        try #require(try folder.run("average", "one", "two", "-o", "both").status == 0)
        let result = try folder.run("inspect", "both")
        #expect(result.status == 0)
        #expect(
            result.output.hasPrefix(
                """
                both

                The mean of the predictions of 2 networks, each trained by itself.

                Network 1 of 2

                layer            output  parameters
                input                 4
                dense 4 tanh          4          20
                dense 3 softmax       3          15
                total                            35

                Precision: float32
                Data:      iris.csv, 150 rows

                """))
        #expect(result.output.contains("\nNetwork 2 of 2\n"))
        #expect(!result.output.contains("Scores:"))
        #expect(
            result.output.hasSuffix(
                """

                Classes:   setosa, versicolor, virginica
                Exports:   C, Swift, ONNX
                Left out:  remarks on values outside training (C, Swift, ONNX)
                Not to Core ML: The model is the mean of 2 networks, and a Core ML pipeline holds one. \
                Export one of the models that were averaged, or export the mean as ONNX.
                Not to Keras: The model is the mean of 2 networks, and only one can be written alone. \
                Export the whole model, or one of the models that were averaged.

                """))
        let json = try JSONValue(parsing: try folder.run("inspect", "both", "--json").output)
        #expect(json["model"]?.string == "both" && json["parameters"]?.int == 35)
        #expect(json["companions"]?.array?.count == 1)
        #expect(json["companions"]?[0]?["parameters"]?.int == 27)
    }

    @Test func badUsageIsRefused() throws {
        let folder = try prepared()
        let before = folder.names
        let differ =
            "model 2 cannot be averaged with the first: it predicts "
        let cases: [(arguments: [String], status: Int32, error: String)] = [
            (["one", "-o", "x"], 64, "error: an average needs two models or more\n"),
            (["one", "words", "-o", "x"], 65, "error: \(differ)"),
            (["one", "none", "-o", "x"], 66, "error: cannot read \"none\": there is no such file"),
            (["one", "iris.csv", "-o", "x"], 65, "error: \"iris.csv\" is not a valid safetensors file"),
            (
                ["one", "two", "-o", "two"], 64,
                "error: two is what the command reads; choose another file for the result\n"
            ),
            (["one", "two", "-o", "nowhere/x"], 73, "error: cannot write \"nowhere/x\""),
        ]
        for (arguments, status, error) in cases {
            let result = try folder.run(all: ["average"] + arguments)
            #expect(result.status == status && result.output == "", "\(arguments)")
            #expect(result.errors.hasPrefix(error), "\(result.errors)")
        }
        #expect(folder.names == before)
    }
}
