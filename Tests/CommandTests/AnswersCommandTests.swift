import Backprop
import Testing

/// Intervals, sets of classes and decisions on the command line.
@Suite struct AnswersCommandTests {
    /// Loans, of which about a third is bad, and their amounts.
    private static let loans = Samples.lines(90, header: "age,income,amount,kind") { row in
        let (age, income) = (20 + row * 37 % 41, row * 29 % 53)
        let isBad = income + row % 13 * 2 < 30
        return "\(age),\(income),\(100 + income * 7 + row * 31 % 60),\(isBad ? "bad" : "good")"
    }

    private func trained(_ target: String, _ arguments: String...) throws -> CommandFolder {
        let folder = try CommandFolder()
        try folder.write(Self.loans, to: "loans.csv")
        let result = try folder.run(
            all: [
                "train", "loans.csv", "--target", target, "--epochs", "30", "--layers", "dense 4 tanh", "-o",
                "m.safetensors",
            ] + arguments)
        try #require(result.status == 0, "\(result.errors)")
        return folder
    }

    @Test func numbersHaveBounds() throws {
        let folder = try trained("amount")
        let text = try folder.run("predict", "m.safetensors", "loans.csv", "--interval", "90")
        #expect(text.status == 0, "\(text.errors)")
        let header = text.output.split(separator: "\n").first
        #expect(header == "prediction,lower,upper,outside_training")
        let result = try folder.run("predict", "m.safetensors", "loans.csv", "--interval", "90%", "--json")
        let rows = try #require(try JSONValue(parsing: result.output)["predictions"]?.array)
        #expect(rows.count == 90)
        for row in rows {
            let numbers = ["lower", "prediction", "upper"].compactMap { row[$0]?.double }
            #expect(numbers.count == 3 && numbers == numbers.sorted())
        }
        let book = try folder.run(
            "predict", "m.safetensors", "loans.csv", "--interval", "50", "-o", "p.xlsx")
        #expect(book.status == 0, "\(book.errors)")
        let table = try Table(contentsOf: folder.folder["p.xlsx"].path)
        #expect(table[column: "lower"]?.isNumeric == true && table[column: "upper"]?.isNumeric == true)
        let shown = try folder.run("inspect", "m.safetensors")
        #expect(shown.output.contains("\nHeld out:  the errors of 90 rows, for predict --interval 90\n"))
        let json = try JSONValue(parsing: try folder.run("inspect", "m.safetensors", "--json").output)
        #expect(json["heldOutRows"]?.double == 90 && json["threshold"] == nil)
    }

    @Test func classesHaveSets() throws {
        let folder = try trained("kind")
        let result = try folder.run("predict", "m.safetensors", "loans.csv", "--sets", "95", "--json")
        #expect(result.status == 0, "\(result.errors)")
        let rows = try #require(try JSONValue(parsing: result.output)["predictions"]?.array)
        for row in rows {
            let possible = try #require(row["possible"]?.array)
            #expect(possible.first == row["prediction"] && possible.count <= 2)
        }
        let text = try folder.run("predict", "m.safetensors", "loans.csv", "--sets", "98", "--keep", "age")
        let lines = text.output.split(separator: "\n")
        #expect(lines.first == "age,prediction,probability,possible,outside_training")
        #expect(lines.contains { $0.contains(",bad|good,") || $0.contains(",good|bad,") })
    }

    @Test func whatCannotBeAnsweredIsNamed() throws {
        let folder = try trained("kind")
        func error(_ arguments: String...) throws -> String {
            let result = try folder.run(all: ["predict", "m.safetensors", "loans.csv"] + arguments)
            #expect(result.status == 64 || result.status == 65)
            return result.errors
        }
        #expect(
            try error("--interval", "90")
                == "error: The model predicts classes, which have no intervals. Ask for sets of classes.\n")
        #expect(
            try error("--sets", "99")
                == "error: A level of 99 % needs 99 held-out rows, but the model keeps the errors of 90. Choose a "
                + "lower level, or train with more rows.\n")
        #expect(
            try error("--sets", "0.95").contains(
                "--sets must be a percentage from 1 to below 100, not \"0.95\"; write 95 for 0.95"))
        #expect(
            try error("--sets", "100").contains(
                "--sets must be a percentage from 1 to below 100, not \"100\""))
        let closed = try trained("kind", "--no-selection")
        let refused = try closed.run("predict", "m.safetensors", "loans.csv", "--sets", "90")
        #expect(refused.status == 64)
        #expect(
            refused.errors
                == "error: The model keeps no errors of held-out rows, which intervals and sets of classes are "
                + "computed from. Train it again, and let the rows select its settings. Tables of 30 rows and more "
                + "do so by default, or else with train --selection.\n")
        let inspected = try closed.run("inspect", "m.safetensors")
        #expect(!inspected.output.contains("Held out:"))
    }

    @Test func costsMoveTheDecision() throws {
        let folder = try trained("kind")
        let before = try folder.run(
            "evaluate", "m.safetensors", "loans.csv", "--cost", "bad=good:8", "--json")
        #expect(before.status == 0, "\(before.errors)")
        let json = try JSONValue(parsing: before.output)
        let decisions = try #require(json["decisions"])
        #expect(decisions["label"]?.string == "bad" && decisions["source"]?.string == "heldOut")
        #expect(decisions["heldOutRows"]?.double == 90)
        let threshold = try #require(decisions["threshold"]?.double)
        #expect(threshold < 0.5)
        let (now, then) = (decisions["heldOutCost"]?.double, decisions["heldOutCostWithThreshold"]?.double)
        #expect(try #require(then) < #require(now))
        #expect(json["gains"]?.array?.count == 10 && (json["thresholds"]?.array?.count ?? 0) > 2)
        let saved = try folder.run(
            "evaluate", "m.safetensors", "loans.csv", "--cost", "bad=good:8", "--save-threshold")
        #expect(saved.status == 0)
        #expect(saved.output.contains("\ncosts of decisions\n") && saved.output.contains("lowest cost"))
        #expect(
            saved.errors.hasSuffix(
                "\nm.safetensors now predicts \"bad\" from a probability of \(NumberText.short(threshold))\n")
        )
        let shown = try folder.run("inspect", "m.safetensors")
        #expect(shown.output.contains("\nThreshold: \"bad\" is predicted from a probability of "))
        let predicted = try folder.run("predict", "m.safetensors", "loans.csv", "--probabilities", "--json")
        for row in try #require(try JSONValue(parsing: predicted.output)["predictions"]?.array) {
            let share = try #require(row["probability_bad"]?.double)
            #expect(row["prediction"]?.string == (share >= threshold ? "bad" : "good"))
        }
        let after = try JSONValue(
            parsing: try folder.run(
                "evaluate", "m.safetensors", "loans.csv", "--cost", "bad=good:8", "--json"
            )
            .output)
        #expect(after["decisions"]?["cost"] == decisions["costWithThreshold"])
        #expect(after["threshold"]?["probability"]?.double == threshold)
    }

    @Test func exportsFollowTheThreshold() throws {
        let folder = try trained("kind")
        let saved = try folder.run(
            "evaluate", "m.safetensors", "loans.csv", "--threshold", "0.25", "--save-threshold")
        #expect(saved.status == 0, "\(saved.errors)")
        let result = try folder.run(
            "export", "m.safetensors", "--c", "m.c", "--swift", "M.swift", "-o", "m.onnx")
        #expect(result.status == 0, "\(result.errors)")
        #expect(folder.text("m.c").contains("prediction->class_index = outputs[0] >= 0x1p-2 ? 0 : 1;"))
        #expect(folder.text("M.swift").contains("let best = outputs[0] >= 0.25 ? 0 : 1"))
        let graph = String(decoding: try #require(folder.data("m.onnx")), as: UTF8.self)
        #expect(graph.contains("GreaterOrEqual"))
        let inspected = try folder.run("inspect", "m.safetensors").output
        #expect(inspected.contains("\nLeft out:  preprocessing, the threshold, "), "\(inspected)")
    }

    @Test func mistakesOfCostsAreNamed() throws {
        let folder = try trained("kind")
        func error(_ arguments: String...) throws -> String {
            let result = try folder.run(all: ["evaluate", "m.safetensors", "loans.csv"] + arguments)
            #expect(result.status == 64)
            return result.errors
        }
        #expect(
            try error("--cost", "bad=fine:1")
                == "error: The costs name a class \"fine\" that the model does not predict. Its classes are \"bad\" "
                + "and \"good\".\n")
        #expect(
            try error("--cost", "5")
                == "error: The costs are \"5\", but they must be a list of truth=prediction:cost. Write them like "
                + "\"yes=no:5, no=yes:1\".\n")
        #expect(try error("--save-threshold").contains("--save-threshold needs --cost or --threshold"))
        let iris = try CommandFolder()
        try iris.write(Samples.example("iris.csv"), to: "iris.csv")
        let quick = try iris.run(
            "train", "iris.csv", "--epochs", "2", "--no-selection", "-o", "m.safetensors")
        try #require(quick.status == 0)
        let three = try iris.run(
            "evaluate", "m.safetensors", "iris.csv", "--cost", "setosa=virginica:3", "--save-threshold")
        #expect(three.status == 64 && three.output == "")
        #expect(
            three.errors
                == "error: A threshold decides between two classes, but the model has 3. Leave the threshold out.\n"
        )
        let numbers = try trained("amount")
        let refused = try numbers.run("evaluate", "m.safetensors", "loans.csv", "--cost", "bad=good:1")
        #expect(
            refused.errors.hasSuffix(
                "error: Costs and thresholds are those of one predicted class, but the model predicts something "
                    + "else. Leave them out.\n"))
    }

    @Test func twoModelsAreCompared() throws {
        let folder = try trained("kind")
        let short = try folder.run(
            "train", "loans.csv", "--target", "kind", "--epochs", "1", "--no-selection", "-o", "s.safetensors"
        )
        try #require(short.status == 0)
        let result = try folder.run("compare", "m.safetensors", "s.safetensors", "loans.csv")
        #expect(result.status == 0 && result.errors == "", "\(result.errors)")
        #expect(
            result.output.contains("\"m.safetensors\" is better than \"s.safetensors\" by more than chance:"))
        #expect(result.output.contains("\n90 rows\n") && result.output.contains("\nlog loss "))
        let json = try JSONValue(
            parsing: try folder.run("compare", "s.safetensors", "m.safetensors", "loans.csv", "--json").output
        )
        #expect(json["rows"]?.double == 90 && json["measures"]?["log loss"]?["better"]?.string == "second")
        let numbers = try folder.run(
            "train", "loans.csv", "--target", "amount", "--epochs", "1", "--no-selection", "-o",
            "n.safetensors")
        try #require(numbers.status == 0)
        let refused = try folder.run("compare", "m.safetensors", "n.safetensors", "loans.csv")
        #expect(refused.status == 64)
        #expect(
            refused.errors
                == "error: The first model predicts the classes \"bad\" and \"good\", the second numbers of "
                + "\"amount\". Compare models of the same target.\n")
    }
}
