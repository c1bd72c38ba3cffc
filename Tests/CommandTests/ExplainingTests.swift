import Backprop
import Foundation
import Testing

/// The output of `gradcheck` and `trace` about networks of the user's.
@Suite struct ExplainingTests {
    private func folder() throws -> CommandFolder {
        let folder = try CommandFolder()
        try folder.write(Samples.example("contrived.csv"), to: "points.csv")
        return folder
    }

    private func run(_ arguments: [String], in folder: CommandFolder) throws -> BuiltCommand.Result {
        try BuiltCommand.run(arguments, folder: folder.folder.url)
    }

    // MARK: - gradcheck

    @Test func aRightGradientEndsWell() throws {
        let folder = try folder()
        let result = try folder.run(
            "gradcheck", "points.csv", "--layers", "dense 3 tanh, dropout 0.2", "--l2", "0.1", "--rows", "4")
        #expect(result.status == 0, "\(result.errors)")
        let lines = result.output.split(separator: "\n")
        #expect(lines[0] == "Data:     points.csv: 4 of 10 rows")
        #expect(lines[1].hasPrefix("Network:  dense 3 tanh, dropout 0.2, dense "))
        #expect(lines.last?.hasPrefix("Right: all ") == true)
        #expect(result.output.contains("\n0.weight, dense 3 tanh"))
    }

    /// No two numbers that are computed in different ways agree to the last bit.
    @Test func aWrongGradientEndsWithStatusOne() throws {
        let folder = try folder()
        let options = ["gradcheck", "points.csv", "--tolerance", "0", "--absolute-tolerance", "0"]
        let strict = ["--layers", "dense 3 tanh", "--difference", "0.5"]
        let result = try run(options + strict, in: folder)
        #expect(result.status == 1)
        #expect(result.output.contains("\nWRONG: "))
        let value = try JSONValue(parsing: run(options + strict + ["--json"], in: folder).output)
        #expect(value["passes"] == false)
        let worst = try #require(value["worst"])
        let index = (worst["index"]?.array ?? []).compactMap(\.int)
        let words =
            "\nWorst:    \(worst["tensor"]?.string ?? "")\(index) of layer \(worst["layer"]?.int ?? 0), "
        #expect(result.output.contains(words))
        #expect(result.output.contains("\n          by differences      \(worst["numeric"]?.double ?? 0)\n"))
        #expect((worst["error"]?.double ?? 0) > 1)
        #expect(value["lines"]?.array?.count == 10)
    }

    // MARK: - trace

    private let article = [
        "--layers", "dense 2 sigmoid", "--output", "sigmoid", "--loss", "squared-error", "--optimizer", "sgd",
        "--learning-rate", "0.5", "--precision", "float64",
    ]

    @Test func tracesARowOfTheFile() throws {
        let folder = try folder()
        let command = ["trace", "points.csv", "--row", "3"] + article
        let text = try run(command, in: folder)
        #expect(text.status == 0, "\(text.errors)")
        #expect(
            text.output.hasPrefix(
                """
                Row:      points.csv, row 3, line 4 of the file
                Network:  dense 2 sigmoid, dense 2 sigmoid (12 parameters)
                Step:     sgd, learning rate 0.5, float64, seed 1
                Loss:     squared-error 
                """))
        let result = try run(command + ["--json", "--diagram", "step.svg"], in: folder)
        let trace = try JSONValue(parsing: result.output).decode(StepTrace.self)
        #expect(
            trace.location?.source == "points.csv" && trace.location?.row == 3 && trace.location?.line == 4)
        #expect(trace.inputNames == ["x1", "x2"] && trace.outputNames == ["0", "1"])
        #expect(trace.targets == [1, 0])
        let svg = try #require(folder.data("step.svg"))
        #expect(String(decoding: svg, as: UTF8.self) == trace.diagram.svg)
        #expect(trace.text() == text.output)
    }

    @Test func startsFromAModel() throws {
        let folder = try folder()
        let options = ["train", "points.csv", "--epochs", "3", "--model", "points.safetensors"] + article
        #expect(try run(options, in: folder).status == 0)
        let result = try folder.run("trace", "points.csv", "--model", "points.safetensors", "--json")
        let trace = try JSONValue(parsing: result.output).decode(StepTrace.self)
        let model = try Model(contentsOf: folder.folder["points.safetensors"].path)
        #expect(trace.location?.row == 1)
        let table = try Table(contentsOf: folder.folder["points.csv"].path)
        let outputs = try model.outputs(
            for: try #require(model.preprocessor).dataset(from: table, rows: [0], as: Double.self).features)
        #expect(trace.layers.last?.outputs == outputs)
    }

    @Test(arguments: [
        (["--row", "11"], "--row is a row of points.csv, 1 to 10, not 11"),
        (["--row", "0"], "--row must be a whole number of at least 1, not \"0\""),
        (
            ["--diagram", "points.csv"],
            "points.csv is what the command reads; choose another file for the result"
        ),
        (
            ["--model", "m.safetensors", "--epochs", "3"],
            "--model has its own recipe and columns; leave out --recipe and options of recipe, columns and "
                + "preprocessing"
        ),
    ])
    func refusesWhatMakesNoSense(_ options: [String], _ message: String) throws {
        let folder = try folder()
        let result = try run(["trace", "points.csv"] + options, in: folder)
        #expect(result.status == 64)
        #expect(result.output == "")
        #expect(result.errors == "error: \(message)\n")
        #expect(folder.names == ["points.csv"])
    }

    @Test func aRowWithoutATargetIsNamed() throws {
        let folder = try folder()
        try folder.write(Samples.words(6) + "1,2,\n", to: "d.csv")
        let result = try folder.run("trace", "d.csv", "--row", "7")
        #expect(result.status == 65)
        #expect(result.errors.contains("d.csv, line 8, column \"kind\""))
    }
}
