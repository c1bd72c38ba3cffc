import Backprop
import Testing

/// The importance of single words in columns of text.
@Suite struct WordImportanceTests {
    /// Reviews in which one word of each tells the grade; the others are the same for both grades.
    private static func table(_ rows: Int = 120, target: (Int) -> String = { $0 % 2 == 0 ? "good" : "bad" })
        throws
        -> Table
    {
        let lines = (0..<rows).map { row in
            let subject = ["soup", "table", "bread", "dessert"][row / 2 % 4]
            let word = row % 2 == 0 ? ["lovely", "friendly"][row / 2 % 2] : ["awful", "rude"][row / 2 % 2]
            return "We came and the \(subject) was \(word) on day \(row),\(row % 7),\(target(row))"
        }
        let text = "review,price,grade\n" + lines.joined(separator: "\n") + "\n"
        return try Table(reading: Array(text.utf8), source: "reviews.csv")
    }

    private static func options(_ change: (inout RecipeOptions) -> Void = { _ in }) throws -> RecipeOptions {
        var options = RecipeOptions()
        options.columns.text = ["review"]
        options.hiddenLayers = try Network(parsing: "dense 8 tanh")
        options.epochs = 60
        change(&options)
        return options
    }

    @Test func wordsThatTellTheClassAreTheMostImportant() throws {
        let table = try Self.table()
        let model = try Model.fit(table, options: Self.options())
        let importance = try model.importance(on: table)
        let words = try #require(importance.words)
        #expect(words.metric == .logLoss && words.effect == "probability of \"good\"")
        #expect(Set(words.words.prefix(4).map(\.word)) == ["awful", "friendly", "lovely", "rude"])
        #expect(
            words.words.prefix(4).allSatisfy {
                $0.importance > 0 && $0.rowCount == 30 && $0.column == "review"
            })
        for word in words.words.prefix(4) {
            let isGood = word.word == "lovely" || word.word == "friendly"
            #expect((word.effect ?? 0) * (isGood ? 1 : -1) > 0, "\(word)")
        }
        let the = try #require(words.words.first { $0.word == "the" })
        #expect(the.rowCount == 120 && the.importance < words.words[3].importance)
        #expect(try model.importance(on: table, threads: 3) == importance)
    }

    @Test func theNumbersAreThoseOfTheFormula() throws {
        let table = try Self.table(24)
        let model = try Model.fit(table, options: Self.options { $0.precision = .float64 })
        let word = try #require(model.importance(on: table).words?.words.first { $0.word == "awful" })
        let columns = table.columns.map { column in
            (name: column.name, values: (0..<24).map { column.text(at: $0)?.replacing(" awful ", with: " ") })
        }
        let without = Table(columns: columns, source: "reviews.csv")
        var losses: [Double] = []
        var shares: [[Double]] = []
        for table in [table, without] {
            losses.append(try #require(model.evaluate(table)[.logLoss]))
            let probabilities = try #require(model.predict(table).probabilities)
            shares.append(probabilities.map { $0["good"] ?? 0 })
        }
        #expect(abs(word.importance - (losses[1] - losses[0])) < 1e-12)
        let rows = (0..<24).filter { table.columns[0].text(at: $0)?.contains("awful") == true }
        var sum = 0.0
        for row in rows { sum += shares[0][row] - shares[1][row] }
        let effect = try #require(word.effect)
        #expect(word.rowCount == rows.count)
        #expect(abs(effect - sum / Double(rows.count)) < 1e-12)
    }

    @Test func numbersHaveAnEffectInTheirUnit() throws {
        let table = try Self.table { row in "\(row % 2 == 0 ? 20 : 10).\(row % 10)" }
        let model = try Model.fit(table, options: Self.options { $0.columns.task = .regression })
        let words = try #require(model.importance(on: table).words)
        #expect(words.metric == .rmse && words.effect == "grade")
        let lovely = try #require(words.words.first { $0.word == "lovely" })
        #expect(lovely.importance > 0 && (lovely.effect ?? 0) > 1)
    }

    @Test func severalClassesHaveNoEffectAndOtherColumnsNoWords() throws {
        let table = try Self.table { ["low", "middle", "high"][$0 % 3] }
        let words = try #require(try Model.fit(table, options: Self.options()).importance(on: table).words)
        #expect(words.effect == nil && words.words.allSatisfy { $0.effect == nil } && !words.words.isEmpty)
        let plain = try Model.fit(
            table,
            options: Self.options {
                $0.columns.text = nil; $0.columns.ignored = ["review"]
            })
        #expect(try plain.importance(on: table).words == nil)
    }

    @Test func foldsAreMerged() throws {
        let table = try Self.table()
        let schema = try Schema(inferring: table, selection: Self.options().columns)
        let recipe = try Self.options().recipe(for: schema, rows: 120).recipe
        let result = try CrossValidation(
            recipe, splitter: .stratified(folds: 3), importance: PermutationSettings(repeats: 1)
        ).run(on: table, schema: schema)
        let words = try #require(result.importance?.words)
        #expect(Set(words.words.prefix(4).map(\.word)) == ["awful", "friendly", "lovely", "rude"])
        #expect(words.words.first { $0.word == "awful" }?.rowCount == 30)
    }
}
