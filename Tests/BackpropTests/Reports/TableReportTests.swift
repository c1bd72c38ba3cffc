import Foundation
import Testing

@testable import Backprop

@Suite("Pages about tables")
struct TableReportTests {
    private static let root = "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")

    private static func table(_ text: String) throws -> Table {
        try Table(reading: Array(text.utf8), source: "data.csv")
    }

    private static func flowers() throws -> Table {
        try Table(contentsOf: root + "/Examples/iris.csv")
    }

    private static func trained(
        _ table: Table, epochs: Int, layers: String = "dense 4 tanh"
    ) throws -> TrainingResult {
        let schema = try Schema(inferring: table)
        var options = RecipeOptions()
        options.preprocessing.bins = 0
        options.hiddenLayers = try Network(parsing: layers)
        options.epochs = epochs
        let (recipe, _) = try options.recipe(for: schema, rows: table.rowCount)
        return try Trainer(recipe).train(on: table, schema: schema)
    }

    private static func page(_ table: Table, epochs: Int = 3) throws -> HTMLReport {
        let result = try trained(table, epochs: epochs)
        var report = try TableModelReport(result.model, on: table)
        report.training = result
        report.importance = try? result.model.importance(on: table)
        report.dependence = try? result.model.explanation(on: table)
        report.origin = ReportOrigin(recipes: ["training:\n  epochs: 3\n"], commands: ["backprop train <x>"])
        return try report.page()
    }

    @Test("the numbers of the page are those of the evaluation, and every part is there")
    func classes() throws {
        let table = try Self.flowers()
        let result = try Self.trained(table, epochs: 12)
        var report = try TableModelReport(result.model, on: table)
        report.training = result
        report.importance = try result.model.importance(on: table)
        let dependence = try result.model.explanation(on: table)
        report.dependence = dependence
        let page = try report.page()
        let checks = PageChecks(page)
        guard case .classification(let scores) = try result.model.evaluate(table) else {
            Issue.record("flowers have classes")
            return
        }
        let heldOut = try #require(result.heldOut?[.accuracy])
        #expect(
            PageChecks.row("accuracy", in: page.text)?.first == NumberText.fixed(heldOut.mean, places: 4))
        // The scores of the training rows come second.
        let second = try #require(page.text.firstRange(of: ">Scores on rows seen in training<"))
        let section = String(page.text[second.upperBound...])
        let expected = try NumberText.fixed(#require(scores.probability?.rocAUC), places: 4)
        #expect(PageChecks.row("ROC AUC", in: section) == [expected, "0.5000", "–"])
        let accuracy = NumberText.fixed(scores.accuracy, places: 4)
        #expect(PageChecks.row("accuracy", in: section) == [accuracy, "0.3333", "0.3333"])
        // The charts are about held-out rows.
        guard case .classification(let charted)? = try result.heldOutRows?.evaluation() else {
            Issue.record("the rows of the folds are missing")
            return
        }
        #expect(charted.confusionMatrix.correct != scores.confusionMatrix.correct)
        for (truth, label) in scores.classLabels.enumerated() {
            let counts = (0..<3).map {
                NumberText.count(charted.confusionMatrix[truth: truth, predicted: $0])
            }
            #expect(PageChecks.row(label, in: page.text) == counts)
        }
        let losses = result.history.map { [NumberText.significant($0.loss)] }
        let course = try #require(page.text.range(of: "<h3>Training</h3>"))
        let training = String(page.text[course.upperBound...])
        #expect((1...12).map { PageChecks.row("\($0)", in: training) } == losses)
        let importance = try #require(report.importance).ranked[0]
        #expect(
            PageChecks.row(importance.name, in: page.text)?.first
                == NumberText.significant(importance.mean, digits: 4))
        #expect(
            checks.texts["h2"] == [
                "How good it is on rows it has not seen", "What it gets wrong",
                "Which columns matter, and how", "Whether its probabilities can be believed",
                "How it was made",
            ])
        #expect(
            checks.texts["h3"] == [
                "The rows predicted worst", "How predictions depend on them", "Interactions of two columns",
                "Training", "Network", "Scores on rows seen in training", "Data",
            ])
        #expect(
            checks.texts["b"] == [
                "Scores compared with baselines.", "Confusion matrix.", "Permutation importance.",
            ] + dependence.dependences.map { "\($0.column)." } + [
                "Calibration.", "ROC curve.", "Precision and recall.", "Loss.", "Learning rate.", "Weights.",
                "Layers.", "Scores compared with baselines.",
            ])
        // The worst row is a line of the file, with the probability of its true class.
        let heading = try #require(page.text.range(of: "<h3>The rows predicted worst</h3>"))
        let line = try #require(
            page.text[heading.upperBound...].firstMatch(
                of: /<th scope="row">(\d+)<\/th><td[^>]*>([a-z]+)<\/td><td[^>]*>([a-z]+)</))
        let row = try #require(Int(line.output.1)) - 2
        #expect(table[column: "species"]?.text(at: row) == String(line.output.3))
        #expect(line.output.2 != line.output.3)
    }

    @Test("numbers have their residuals, the rows of the histogram being all rows")
    func numbers() throws {
        let rows = (0..<90).map { "\($0 % 13),\(Double($0 % 7) / 3),\(Double($0 % 13) * 1.5 + 0.25)" }
        let table = try Self.table("a,b,price\n" + rows.joined(separator: "\n"))
        let result = try Self.trained(table, epochs: 5)
        let page = try TableModelReport(result.model, on: table).page()
        let checks = PageChecks(page)
        let evaluation = try result.model.evaluate(table)
        #expect(
            try PageChecks.row("RMSE", in: page.text)?.first
                == NumberText.significant(#require(evaluation[.rmse])))
        let titles = try #require(checks.texts["b"])
        #expect(titles.contains("Predicted and true.") && titles.contains("Residuals."))
        let histogram = try #require(page.text.range(of: "<b>Distribution of residuals.</b>"))
        let rest = page.text[histogram.upperBound...]
        let body = rest[rest.range(of: "<tbody>")!.upperBound..<rest.range(of: "</tbody>")!.lowerBound]
        let counts = body.split(separator: "\n").compactMap { line in
            Int(line.components(separatedBy: "</td>").dropLast().last!.split(separator: ">").last!)
        }
        #expect(counts.count == 24 && counts.reduce(0, +) == 90)
    }

    @Test("names and labels that would be markup are text, however strange or long they are")
    func hostileNames() throws {
        let names = [
            "<script>alert(1)</script>", "\"quoted\" & 'so'", "👩‍🔬 ]]> --> é\u{202E}rtl",
            String(repeating: "wide ", count: 80),
        ]
        func field(_ text: String) -> String {
            "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
        }
        let labels = ["</svg><img src=x onerror=alert(1)>", "a\u{1}b & <b>", "🦄 \"q\""]
        let rows = (0..<30).map { "\($0),\($0 * 7 % 11),\($0 % 4),\(field(labels[$0 % 3]))" }
        let header = (names.prefix(3) + ["target <&> " + names[3]]).map(field).joined(separator: ",")
        let table = try Self.table(([header] + rows).joined(separator: "\n"))
        let page = try Self.page(table)
        let checks = PageChecks(page)
        #expect(!checks.elements.contains { $0.name == "img" })
        #expect(checks.elements.count { $0.name == "script" } == 1)
        #expect(page.text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(checks.texts["th"]?.contains("🦄 \"q\"") == true)
    }

    @Test(
        "data with hardly any information give a page all the same",
        arguments: [
            "a,y\n1,x\n1,z\n1,x\n2,z\n", "a,y\n1,x\n2,z\n",
            "a,y\n1,0.5\n2,0.5\n3,0.5\n", "a,y\n1,1e90\n2,-1e90\n3,2.5e89\n4,7\n",
            "a,y\n1,1.5e-9\n2,1.6e-9\n5,1.7e-9\n",
        ])
    func degenerate(_ text: String) throws {
        _ = PageChecks(try Self.page(try Self.table(text), epochs: 1))
    }

    @Test("folds have their intervals, and the test rows of all of them are judged once")
    func folds() throws {
        let table = try Self.flowers()
        let schema = try Schema(inferring: table)
        var options = RecipeOptions()
        options.epochs = 4
        let (recipe, _) = try options.recipe(for: schema, rows: 150)
        let result = try CrossValidation(
            recipe, splitter: .stratified(folds: 3), importance: PermutationSettings()
        ).run(on: table, schema: schema)
        let page = try FoldsReport(result, recipe: recipe, schema: schema).page()
        let checks = PageChecks(page)
        let summary = try #require(result[.accuracy])
        let interval = try #require(summary.confidenceInterval)
        func text(_ value: Double) -> String { NumberText.fixed(value, places: 4) }
        let baselines = result.baselineSummaries.compactMap { baseline in
            baseline.summaries.first { $0.metric == .accuracy }.map { text($0.summary.mean) }
        }
        #expect(baselines.count == 3)
        #expect(
            PageChecks.row("accuracy", in: page.text) == [
                text(summary.mean), text(summary.standardDeviation ?? -1),
                "\(text(interval.lower)) to \(text(min(interval.upper, 1)))",
            ] + baselines)
        let counts = ["setosa", "versicolor", "virginica"].flatMap { label in
            PageChecks.row(label, in: page.text)?.compactMap { Int($0) } ?? []
        }
        #expect(counts.reduce(0, +) == 150)
        #expect(result.folds.allSatisfy { $0.history.count == 4 })
        #expect(checks.texts["b"]?.contains("Layers.") == true)
    }

    @Test("folds that test one class alone, and one row alone, give a page")
    func oneClassInAFold() throws {
        let rows = (0..<12).map { "\($0),\($0 < 9 ? "x" : "y")" }
        let table = try Self.table("a,k\n" + rows.joined(separator: "\n"))
        let schema = try Schema(inferring: table)
        var options = RecipeOptions()
        options.epochs = 1
        let (recipe, _) = try options.recipe(for: schema, rows: 12)
        for splitter in [Splitter.expandingWindow(folds: 3), .leaveOneOut] {
            let result = try CrossValidation(recipe, splitter: splitter).run(on: table, schema: schema)
            _ = PageChecks(try FoldsReport(result, recipe: recipe, schema: schema).page())
        }
    }
}
