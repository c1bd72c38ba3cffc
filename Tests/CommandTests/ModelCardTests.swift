import Backprop
import Testing

/// `backprop inspect --card`.
@Suite struct ModelCardTests {
    @Test func tellsWhatTheModelIs() throws {
        let folder = try CommandFolder()
        let text = Samples.lines(120, header: "age,in*come,kind") { row in
            let (age, income) = (20 + row * 37 % 41, row * 29 % 53)
            return
                "\(age),\(row % 20 == 0 ? "" : "\(income)"),\(income + row % 13 * 2 < 30 ? "<bad>" : "good")"
        }
        try folder.write(text, to: "loans.csv")
        let trained = try folder.run(
            "train", "loans.csv", "--epochs", "30", "--layers", "dense 4 tanh", "-o", "m.safetensors")
        try #require(trained.status == 0, "\(trained.errors)")
        let result = try folder.run("inspect", "m.safetensors", "--card", "card.md")
        #expect(result.status == 0, "\(result.errors)")
        let card = folder.text("card.md")
        #expect(card.hasPrefix("# m.safetensors\n\nA neural network that predicts kind, a class, from "))
        let headings = card.split(separator: "\n").filter { $0.hasPrefix("## ") }
        #expect(
            headings == [
                "## Data", "## Columns", "## Scores", "## Decisions and certainty", "## Limits", "## Recipe",
                "## To repeat it",
            ])
        #expect(card.contains("- Trained on loans.csv, 120 rows.\n"))
        #expect(card.contains("- in\\*come: used as a number; from 0 to 52; missing in 6 of 120 rows\n"))
        #expect(card.contains("- kind: to predict; \\<bad\\> in "))
        #expect(card.contains("- Held out by cross-validation: 120 rows.\n"))
        #expect(card.contains("95 % interval") && card.contains("(Wilson)."))
        let model = try Model(contentsOf: folder.folder["m.safetensors"].path)
        #expect(card.contains("`\(model.sha256)`"))
        // Every line is a heading, an item of a list, the purpose, or empty.
        let others = card.split(separator: "\n").filter { !$0.hasPrefix("#") && !$0.hasPrefix("- ") }
        #expect(others.count == 1)
        let onItself = try folder.run("inspect", "m.safetensors", "--card", "m.safetensors")
        #expect(onItself.status == 64)
    }
}
