import Testing

@testable import Backprop

/// New rows compared with those that a model was trained on.
@Suite struct DriftReportTests {
    /// Rows of loans; `shift` moves the incomes, `job` is a further category.
    static func text(_ count: Int, shift: Int = 0, header: String = "age,income,job,bad", job: String? = nil)
        -> String
    {
        let jobs = ["cook", "nurse", "smith"]
        let lines = (0..<count).map { row in
            let (age, income) = (20 + row * 37 % 41, row * 29 % 53 + shift)
            let name = row % 10 == 0 ? job ?? jobs[0] : jobs[row * 7 % 3]
            return "\(age),\(income),\(name),\(income * 2 + age > 90 ? "no" : "yes")"
        }
        return ([header] + lines).joined(separator: "\n") + "\n"
    }

    static func table(_ text: String) throws -> Table {
        try Table(reading: Array(text.utf8), source: "rows.csv")
    }

    static func recipe(_ table: Table) throws -> (Recipe, Schema) {
        let schema = try Schema(inferring: table)
        var options = RecipeOptions()
        options.hiddenLayers = Network { Dense(4, activation: .tanh) }
        options.epochs = 5
        options.usesSelection = false
        return (try options.recipe(for: schema, rows: table.rowCount).recipe, schema)
    }

    private static func model() throws -> Model {
        let table = try table(text(200))
        let (recipe, schema) = try recipe(table)
        return try Trainer(recipe).train(on: table, schema: schema).model
    }

    @Test func equalRowsHaveNotDrifted() throws {
        let model = try Self.model()
        #expect(model.dataSummary?.rowCount == 200)
        #expect(model.dataSummary?.columns.map(\.name) == ["age", "income", "job", "bad"])
        let report = try model.drift(of: Self.table(Self.text(200)))
        #expect(report.columns.count == 4 && report.columns.allSatisfy { $0.stability?.value == 0 })
        #expect(report.problems.isEmpty && report.predictionError == nil && !report.isBeyond(0))
        #expect(report.columns.map(\.isTarget) == [false, false, false, true])
    }

    @Test func aShiftIsFound() throws {
        let model = try Self.model()
        let report = try model.drift(of: Self.table(Self.text(200, shift: 30, job: "pilot")))
        #expect(report.drifted(beyond: 0.25).map(\.name).contains("income"))
        #expect(!report.drifted(beyond: 0.25).map(\.name).contains("age"))
        let income = try #require(report.columns.first { $0.name == "income" })
        #expect(income.aboveCount > 50 && income.median?.before == 26)
        let job = try #require(report.columns.first { $0.name == "job" })
        #expect(job.unseen == [.init(label: "pilot", count: 20)])
        #expect(report.isBeyond(0.25) && !report.isBeyond(100))
    }

    @Test func fewRowsDifferByChance() throws {
        let report = try Self.model().drift(of: Self.table(Self.text(7)))
        #expect(report.columns.contains { ($0.stability?.value ?? 0) > 0.1 })
        #expect(report.drifted(beyond: 0.1).isEmpty)
    }

    @Test func columnsThatCannotBeUsedAreNamed() throws {
        let model = try Self.model()
        let renamed = try model.drift(of: Self.table(Self.text(50, header: "Age ,salary,job,bad")))
        #expect(
            renamed.problems == [
                .missing(name: "age", likelyName: "Age"), .missing(name: "income", likelyName: nil),
            ])
        #expect(
            renamed.problems[0].description
                == "Column \"age\" is missing. Column \"Age\" is probably the same and is compared with it: "
                + "rename it.")
        #expect(renamed.columns.count == 3 && renamed.predictionError != nil && renamed.isBeyond(1e9))
        let texts = try model.drift(of: Self.table("age,income,job\n30,low,5\n40,7,6\n"))
        #expect(
            texts.problems.map(\.description) == [
                "Column \"income\" contains 1 of 2 values that cannot be read as in training: \"low\" in line 2 is one.",
                "Column \"job\" contains numbers, such as \"5\", in place of the categories of training.",
            ])
        let more = try model.drift(of: Self.table("age,income,job,x\n30,5,cook,5\n40,7,smith,6\n"))
        #expect(more.newColumns == ["x"] && more.problems.isEmpty && more.columns.count == 3)
    }

    @Test func earlierVersionsHaveNoSummary() throws {
        var model = try Self.model()
        model.dataSummary = nil
        let report = try model.drift(of: Self.table(Self.text(200, shift: 60, job: "pilot")))
        #expect(!report.hasSummary && report.columns.allSatisfy { $0.stability == nil })
        #expect(report.columns.first { $0.name == "income" }?.aboveCount ?? 0 > 100)
        #expect(report.columns.first { $0.name == "job" }?.unseenCount == 20)
        let since = try model.drift(
            of: Self.table(Self.text(100, shift: 60)), since: Self.table(Self.text(100)))
        #expect(since.hasSummary && since.isBeyond(0.25))
    }

    @Test func aNetworkTellsNewRows() throws {
        let model = try Self.model()
        let old = try Self.table(Self.text(150))
        let moved = try #require(
            try model.drift(of: Self.table(Self.text(120, shift: 30)), since: old).twoSample)
        #expect(moved.area.interval.lower > 0.7 && moved.tellingColumns.first?.name == "income")
        #expect(moved.earlierRowCount == 150 && moved.newRowCount == 120)
        let again = try #require(
            try model.drift(of: Self.table(Self.text(120, shift: 30)), since: old, threads: 3).twoSample)
        #expect(again.area == moved.area)
        let same = try #require(try model.drift(of: old, since: old).twoSample)
        #expect(same.area.interval.lower <= 0.5 && same.tellingColumns.isEmpty)
        #expect {
            try model.drift(of: Self.table(Self.text(3)), since: old)
        } throws: {
            "\($0)"
                == "rows.csv has 3 rows, but a network that tells earlier rows from new ones needs 10 of each. Leave the "
                + "earlier rows out."
        }
    }

    @Test func theFileKeepsTheSummary() throws {
        let model = try Self.model()
        let copy = try Model(model.safetensors(), source: "m")
        #expect(copy.dataSummary == model.dataSummary && copy.dataSummary != nil)
        var file = model.safetensors()
        file.metadata["backprop.dataSummary"] = #"{"rows":2,"columns":[{"name":"a","missing":1}]}"#
        file.metadata["backprop.digest"] = nil
        #expect {
            try Model(file, source: "m")
        } throws: {
            "\($0)"
                == "m is damaged or was changed by hand: \"backprop.dataSummary\": the counts of a column are not "
                + "those of its rows"
        }
    }

    @Test func modelsOfFoldsKeepNone() throws {
        let table = try Self.table(Self.text(60))
        let (recipe, schema) = try Self.recipe(table)
        let data = try TableData(table, schema: schema, for: recipe)
        let results = try Trainer(recipe).train(data, rowsOfEach: [Array(0..<30), Array(30..<60)])
        #expect(results.allSatisfy { $0.model.dataSummary == nil })
    }
}
