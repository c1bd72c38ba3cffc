import Testing

@testable import Backprop

/// The page of a search.
@Suite struct TuningReportTests {
    @Test func showsTrialsWinnerSpaceAndRecipe() throws {
        let table = try ModelSupport.table(TuningSupport.words)
        let schema = try Schema(inferring: table)
        let result = try TuningSupport.tuning().run(on: table, schema: schema)
        var report = TuningReport(result, schema: schema)
        report.training = try Trainer(result.winner.recipe).train(on: table, schema: schema)
        report.origin = ReportOrigin(recipes: ["training: {}"], commands: ["backprop tune d.csv"])
        let text = report.page.text
        for title in [
            "<h1>Settings to predict kind with</h1>", "<h2>Winner</h2>", "<h2>Trials</h2>",
            "<h2>Training of the winner on all rows</h2>", "<h2>What was searched</h2>", "<h2>Data</h2>",
            "backprop tune d.csv",
        ] { #expect(text.contains(title)) }
        #expect(text.contains("<th scope=\"row\">network.width</th><td class=\"text\">2 to 8 (log)</td>"))
        // Each trial has a mark, and a line of the list.
        #expect(text.components(separated: "<path class=\"mark").count >= result.trials.count)
        for trial in result.trials where trial.number > 1 {
            #expect(text.contains(">\(result.drawn(of: trial))</td>"))
        }
        #expect(text.contains(">as chosen by default</td>"))
        #expect(!text.contains("http://") || text.contains("http://www.w3.org/2000/svg"))
    }
}

extension String {
    fileprivate func components(separated separator: String) -> [Substring] {
        self.split(separator: separator, omittingEmptySubsequences: false)
    }
}
