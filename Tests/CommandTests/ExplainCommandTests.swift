import Backprop
import Testing

/// The output of `explain`.
@Suite struct ExplainCommandTests {
    private static let loans = Samples.lines(80, header: "age,income,home,kind") { row in
        let (age, income) = (20 + row * 37 % 41, row * 29 % 53)
        let home = row % 9 == 4 ? "" : ["own", "rent", "none"][row % 3]
        return "\(age),\(income),\(home),\(income + row % 13 * 2 < 30 ? "bad" : "good")"
    }

    private func trained(_ arguments: String...) throws -> CommandFolder {
        let folder = try CommandFolder()
        try folder.write(Self.loans, to: "loans.csv")
        let result = try folder.run(
            all: ["train", "loans.csv", "--epochs", "30", "--layers", "dense 4 tanh", "-o", "m.safetensors"]
                + arguments)
        try #require(result.status == 0, "\(result.errors)")
        return folder
    }

    @Test func aRowIsExplained() throws {
        let folder = try trained("--target", "kind")
        let result = try folder.run(
            "explain", "m.safetensors", "loans.csv", "--row", "4,1", "-o", "why.html")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.errors == "Explanation written to why.html\n")
        let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0].hasPrefix("Row 4 (line 5), predicted "))
        #expect(result.output.contains("\nRow 1 (line 2), predicted "))
        #expect(result.output.replacing("\n", with: " ").contains("exact Shapley values."))
        let words = result.output.split(separator: "\n").first { $0.hasPrefix("home") }?.split(separator: " ")
        #expect(words?[1] == "missing")
        let page = folder.text("why.html")
        #expect(page.contains("<h2>Row 4 (line 5)</h2>") && page.contains("<h2>Row 1 (line 2)</h2>"))
        #expect(page.contains("backprop explain m.safetensors loans.csv --row 4,1 -o why.html</pre>"))
    }

    @Test func jsonHasEveryAmountAndTheySum() throws {
        let folder = try trained("--target", "kind")
        func rows(_ arguments: String...) throws -> [JSONValue] {
            let result = try folder.run(all: ["explain", "m.safetensors", "loans.csv", "--json"] + arguments)
            #expect(result.status == 0, "\(result.errors)")
            return try JSONValue(parsing: result.output)["rows"]?.array ?? []
        }
        let row = try #require(try rows("--row", "7", "--class", "good").first)
        #expect(row["row"]?.double == 7 && row["line"]?.double == 8 && row["backgroundRows"]?.double == 80)
        #expect(
            row["output"]?.string == "probability of \"good\"" && row["method"]?["name"]?.string == "exact")
        let amounts = (row["contributions"]?.array ?? []).compactMap { $0["amount"]?.double }
        let difference = try #require(row["prediction"]?.double) - #require(row["average"]?.double)
        #expect(amounts.count == 3 && abs(amounts.reduce(0, +) - difference) < 1e-9)
        // The other class has the opposite amounts.
        let other = try #require(try rows("--row", "7", "--class", "bad").first)
        let opposite = (other["contributions"]?.array ?? []).compactMap { $0["amount"]?.double }
        #expect(zip(amounts, opposite).allSatisfy { abs($0 + $1) < 1e-6 })
        let path = try #require(try rows("--row", "7", "--method", "gradients").first)
        #expect(path["method"]?["name"]?.string == "gradients")
    }

    @Test func aNumberIsExplainedInItsUnitWithAnotherBackground() throws {
        let folder = try trained("--target", "income")
        try folder.write("age,home,kind\n30,own,good\n200,castle,bad\n", to: "new.csv")
        let result = try folder.run(
            "explain", "m.safetensors", "new.csv", "--row", "2", "--background", "loans.csv")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.hasPrefix("Row 2 (line 3), predicted "))
        #expect(result.output.contains(": the prediction of income is "))
        #expect(result.output.contains("castle (unseen)") && result.output.contains("200 (far above)"))
        #expect(result.output.contains("the mean prediction for 80\nbackground rows is "))
    }

    @Test func theModelIsExplained() throws {
        let folder = try trained("--target", "kind")
        let result = try folder.run("explain", "m.safetensors", "loans.csv", "-o", "model.html")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.hasPrefix("importance: how far accuracy falls when a column is shuffled\n"))
        #expect(
            result.output.contains("\ndependence: the mean probability if all of 80 rows had that value\n"))
        #expect(folder.text("model.html").contains("<h2>Which columns matter, and how</h2>"))
        let json = try JSONValue(
            parsing: try folder.run("explain", "m.safetensors", "loans.csv", "--json").output)
        #expect(json["rowCount"]?.double == 80)
        let curve = try #require(json["dependences"]?.array?.first?["points"]?.array)
        #expect(curve.count > 1 && curve.allSatisfy { $0["means"]?.array?.count == 1 })
        #expect(json["importance"]?["columns"]?.array?.count == 3)
    }

    @Test func withoutTargetsTheEffectsDecideTheOrder() throws {
        let folder = try trained("--target", "kind")
        try folder.write(
            Samples.lines(20, header: "age,income,home") { "\(20 + $0),\($0 * 3),own" }, to: "new.csv")
        let result = try folder.run("explain", "m.safetensors", "new.csv")
        #expect(result.status == 0)
        #expect(
            result.errors.hasPrefix(
                "importance is not measured, so the columns with the largest effects come first: "))
        #expect(
            result.output.hasPrefix("dependence: the mean probability if all of 20 rows had that value\n"))
    }

    @Test func whatCannotBeExplainedEndsWithASentence() throws {
        let folder = try trained("--target", "kind")
        func errors(_ arguments: String...) throws -> String {
            let result = try folder.run(all: ["explain", "m.safetensors", "loans.csv"] + arguments)
            #expect(result.status == 64 && result.output.isEmpty)
            return result.errors
        }
        #expect(
            try errors("--row", "81") == "error: There is no row 81 in loans.csv. Choose one from 1 to 80.\n")
        #expect(
            try errors("--row", "0").hasPrefix("error: --row must be a whole number of at least 1, not \"0\"")
        )
        #expect(
            try errors("--row", "1", "--class", "fair")
                == "error: There is no class \"fair\" to explain. The classes are \"bad\" and \"good\". Choose one of them.\n"
        )
        #expect(
            try errors("--method", "gradients").hasPrefix(
                "error: --method is about the explanation of rows; name them by --row\n"))
        #expect(
            try errors("--row", "1", "--method", "lime").contains(
                "there is no method \"lime\"; there are: shapley, gradients"))
        let page = try folder.run("explain", "m.safetensors", "loans.csv", "-o", "loans.csv")
        #expect(
            page.status == 64
                && page.errors
                    == "error: loans.csv is what the command reads; choose another file for the result\n"
        )
    }

    @Test func imagesAreRefused() throws {
        let folder = try CommandFolder()
        try folder.write(
            Samples.lines(40, header: "a,b,c,d,kind") { "\($0 % 9),\($0 % 5),3,\($0 % 7),\($0 % 2)" },
            to: "pixels.csv")
        let trained = try folder.run(
            "train", "pixels.csv", "--image", "2x2", "--epochs", "1", "-o", "d.safetensors")
        try #require(trained.status == 0, "\(trained.errors)")
        let result = try folder.run("explain", "d.safetensors", "pixels.csv", "--row", "1")
        #expect(result.status == 64)
        #expect(
            result.errors
                == "error: Predictions are explained by the columns of a table, but this model was trained on images of 2×2×1. Look at the pixels that decide in a report of its evaluation.\n"
        )
    }
}
