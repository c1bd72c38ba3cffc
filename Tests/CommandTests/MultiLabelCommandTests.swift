import Foundation
import Testing

/// Several yes/no targets, from the table to the predictions.
@Suite struct MultiLabelCommandTests {
    private static let symptoms = lines(120) { row in
        let (a, b) = (Double(row * 37 % 101) / 100, Double(row * 53 % 89) / 89)
        return "\(a),\(b),\(a > 0.6 ? "yes" : "no"),\(b < 0.3 ? "yes" : "no")"
    }

    private static func lines(_ rows: Int, _ line: (Int) -> String) -> String {
        Samples.lines(rows, header: "a,b,fever,cough", line)
    }

    private static let targets = ["--target", "fever", "--target", "cough"]
    private static let quick = ["--layers", "dense 8 tanh", "--epochs", "60"]

    private func trained() throws -> CommandFolder {
        let folder = try CommandFolder()
        try folder.write(Self.symptoms, to: "s.csv")
        let result = try folder.run(
            all: ["train", "s.csv", "-o", "m.safetensors", "--save-recipe", "r.yaml"] + Self.targets
                + Self.quick)
        try #require(result.status == 0, "\(result.errors)")
        #expect(
            result.output.contains(
                """
                Target:   fever: yes in 47 rows; cough: yes in 35 rows
                Task:     multi-label. There are 2 targets with two values each.
                """), "\(result.output)")
        return folder
    }

    @Test func trainsPredictsAndScores() throws {
        let folder = try trained()
        try folder.write("a,b\n0.9,0.9\n0.1,0.1\n", to: "new.csv")
        let predicted = try folder.run("predict", "m.safetensors", "new.csv")
        let rows = predicted.output.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
        #expect(
            rows[0] == [
                "prediction_fever", "probability_fever", "prediction_cough", "probability_cough",
                "outside_training",
            ])
        #expect([rows[1][0], rows[1][2], rows[2][0], rows[2][2]] == ["yes", "no", "no", "yes"])
        let sorted = try folder.run("predict", "m.safetensors", "new.csv", "--sort-ascending")
        #expect(sorted.output.split(separator: "\n")[1].hasPrefix("no,"), "\(sorted.errors)")

        let scores = try folder.run("evaluate", "m.safetensors", "s.csv")
        #expect(scores.output.contains("\n120 rows, 2 targets with two values\n"), "\(scores.output)")
        #expect(scores.output.contains("\nfever        yes    47  "), "\(scores.output)")
        let json = try folder.run(
            "evaluate", "m.safetensors", "s.csv", "--json", "--importance", "--worst", "1")
        for part in [
            "\"hammingLoss\"", "\"exactMatch\"", "\"perTarget\"", "\"positive\":\"yes\"", "\"importance\"",
        ] {
            #expect(json.output.filter { $0 != " " }.contains(part), "\(part)")
        }
        let inspected = try folder.run("inspect", "m.safetensors")
        #expect(
            inspected.output.contains(
                "Predicts:  fever, cough\nValues:    fever: yes or no, cough: yes or no\n"))
    }

    @Test func theRecipeGivesTheSameModelAlsoInAStream() throws {
        let folder = try trained()
        let again = try folder.run("train", "--recipe", "r.yaml", "-o", "n.safetensors")
        #expect(again.status == 0, "\(again.errors)")
        #expect(folder.data("n.safetensors") == folder.data("m.safetensors"))
        let streamed = try folder.run("train", "--recipe", "r.yaml", "-o", "s.safetensors", "--stream")
        #expect(streamed.status == 0, "\(streamed.errors)")
        #expect(folder.data("s.safetensors") == folder.data("m.safetensors"))
    }

    @Test func foldsSearchesAndPagesKnowTheTargets() throws {
        let folder = try trained()
        let described = try folder.run(all: ["describe", "s.csv"] + Self.targets)
        #expect(described.output.contains("predicted: a probability"))
        let crossed = try folder.run(
            all: ["cross-validate", "s.csv", "--folds", "3", "--report", "page.html"] + Self.targets
                + Self.quick)
        #expect(crossed.status == 0 && crossed.output.contains("exact match"), "\(crossed.errors)")
        let tuned = try folder.run(
            all: [
                "tune", "s.csv", "--trials", "2", "--folds", "2", "-o", "t.safetensors", "--score",
                "hamming-loss",
            ] + Self.targets + ["--epochs", "4"])
        #expect(tuned.status == 0, "\(tuned.errors)")
        let stopped = try folder.run(
            all: [
                "train", "s.csv", "-o", "e.safetensors", "--metric", "exact-match", "--patience", "3",
                "--validation-split", "0.2",
            ]
                + Self.targets + Self.quick + ["--report", "train.html"])
        #expect(stopped.status == 0, "\(stopped.errors)")
        #expect(folder.text("train.html").contains("The target “fever”:"))
    }

    @Test func whatDoesNotFitIsRefused() throws {
        let folder = try trained()
        let reason =
            "The model predicts the yes/no targets \"fever\" and \"cough\" together, and a Core ML classifier predicts one "
            + "class. Train a model for each target, or export the model as ONNX."
        let exported = try folder.run("export", "m.safetensors", "-o", "m.mlmodel")
        #expect(exported.status != 0)
        #expect(exported.errors == "error: \(reason)\n")
        let inspected = try folder.run("inspect", "m.safetensors").output
        #expect(
            inspected.hasSuffix(
                """
                Exports:   C, Swift, ONNX, Keras
                Left out:  remarks on values outside training (C, Swift, ONNX)
                Left out:  preprocessing, remarks on values outside training (Keras)
                Not to Core ML: \(reason)

                """), "\(inspected)")
        let mixed = try folder.run(
            "train", "s.csv", "--target", "fever", "--target", "a", "-o", "x.safetensors")
        #expect(
            mixed.errors.contains(
                "s.csv: Several targets must be all numbers, or have 2 values each. The target \"a\" has 101 values, and \"fever\" has 2. Train a model for each kind."
            ), "\(mixed.errors)")
    }
}
