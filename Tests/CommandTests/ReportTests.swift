import Foundation
import Testing

/// `--report` on `train`, `evaluate` and `cross-validate`.
@Suite struct ReportTests {
    private func flowers() throws -> CommandFolder {
        let folder = try CommandFolder()
        try folder.write(Samples.example("iris.csv"), to: "iris.csv")
        return folder
    }

    private func page(_ folder: CommandFolder, _ name: String = "r.html") throws -> String {
        String(decoding: try #require(folder.data(name)), as: UTF8.self)
    }

    @Test func trainingWritesAPageThatBringsItsRecipe() throws {
        let folder = try flowers()
        let plain = try folder.run("train", "iris.csv", "--epochs", "4", "-o", "m.safetensors")
        let model = folder.data("m.safetensors")
        let shown = try folder.run(
            "train", "iris.csv", "--epochs", "4", "-o", "m.safetensors", "--report", "r.html",
            "--save-recipe", "saved.yaml")
        #expect(shown.status == 0)
        #expect(shown.output == plain.output && folder.data("m.safetensors") == model)
        #expect(shown.errors.hasSuffix("Report written to r.html\n"))
        let page = try page(folder)
        #expect(
            page.contains(
                "backprop train iris.csv --epochs 4 -o m.safetensors --report r.html --save-recipe saved.yaml</pre>"
            ))
        let recipe = page.components(separatedBy: "<pre tabindex=\"0\">").last!
            .components(separatedBy: "</pre>")[0].replacingOccurrences(of: "&quot;", with: "\"")
            .replacingOccurrences(of: "&lt;", with: "<")
            .replacingOccurrences(of: "&gt;", with: ">")
        #expect(recipe == String(decoding: try #require(folder.data("saved.yaml")), as: UTF8.self))
        try folder.write(recipe, to: "copied.yaml")
        let again = try folder.run("train", "--recipe", "copied.yaml", "-o", "again.safetensors")
        #expect(again.status == 0)
        #expect(try folder.repeatable("again.safetensors") == folder.repeatable("m.safetensors"))
    }

    @Test func pagesDoNotChangeWhatEvaluationAndCrossValidationPrint() throws {
        let folder = try flowers()
        _ = try folder.run("train", "iris.csv", "--epochs", "4", "-o", "m.safetensors")
        let evaluate = ["evaluate", "m.safetensors", "iris.csv"]
        let validate = ["cross-validate", "iris.csv", "--epochs", "2"]
        for (arguments, part) in [
            (evaluate, "<h2>What it gets wrong</h2>"),
            (validate, "Predictions of the test rows of all folds"),
            (validate + ["--split", "hold-out"], "95 % interval of the mean"),
        ] {
            let plain = try BuiltCommand.run(arguments, folder: folder.folder.url)
            let shown = try BuiltCommand.run(arguments + ["--report", "r.html"], folder: folder.folder.url)
            #expect(shown.status == 0 && shown.output == plain.output)
            let page = try page(folder)
            #expect(page.contains(part) && page.contains("Permutation importance"))
            #expect(page.hasSuffix("</html>\n"))
        }
    }

    @Test func thePageGivesTheReasonForMissingImportance() throws {
        let folder = try flowers()
        let plain = try folder.run(
            "cross-validate", "iris.csv", "--split", "leave-one-out", "--epochs", "1",
            "--no-selection", "--report", "r.html")
        #expect(plain.status == 0, "\(plain.errors)")
        #expect(
            try page(folder).contains(
                "<p>Not measured: each fold has one row, with which nothing can be exchanged.</p>"))
        let columns = (0..<100).map { "c\($0)" }.joined(separator: ",")
        let rows = Samples.lines(1000, header: columns + ",y") { row in
            (0..<101).map { "\(row * (2 * $0 + 3) % 103)" }.joined(separator: ",")
        }
        try folder.write(rows, to: "wide.csv")
        let wide = try folder.run(
            "train", "wide.csv", "--task", "regression", "--layers", "dense 1000 relu", "--optimizer", "adam",
            "--epochs", "1",
            "--report", "r.html")
        #expect(wide.status == 0, "\(wide.errors)")
        #expect(
            try page(folder).contains(
                "<p>Not measured: with so many columns, rows and parameters it would take long; evaluate "
                    + "--importance measures it.</p>"))
    }

    @Test func aPageNeverReplacesWhatIsRead() throws {
        let folder = try flowers()
        let data = folder.data("iris.csv")
        let over = try folder.run("cross-validate", "iris.csv", "--report", "./iris.csv")
        #expect(over.status == 64 && folder.data("iris.csv") == data)
        #expect(
            over.errors == "error: ./iris.csv is what the command reads; choose another file for the result\n"
        )
        let nowhere = try folder.run("train", "iris.csv", "--report", "nowhere/r.html")
        #expect(nowhere.status != 0 && folder.data("iris.safetensors") == nil)
        #expect(nowhere.errors.contains("nowhere"))
    }
}
