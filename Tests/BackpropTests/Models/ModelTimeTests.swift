import Testing

@testable import Backprop

/// That predictions continue the series that a model was trained on.
@Suite struct ModelTimeTests {
    private static let time = TimeOrder(column: "day", lags: [1, 7], rolling: [3])

    private func model(_ days: Int, _ time: TimeOrder = time) throws -> Model {
        let table = try ModelSupport.table(TimeSupport.log(days))
        return try Trainer(TimeSupport.recipe(table, time) { $0.epochs = 30 }).train(on: table).model
    }

    private func rows(_ text: String, _ range: Range<Int>, hiding hidden: Range<Int> = 0..<0) throws -> Table
    {
        let lines = text.split(separator: "\n").map(String.init)
        let shown = range.map { day -> String in
            let line = lines[day + 1]
            return hidden.contains(day) ? String(line[...line.firstIndex(of: ",")!]) : line
        }
        return try ModelSupport.table(([lines[0]] + shown).joined(separator: "\n") + "\n")
    }

    private func values(_ predictions: Predictions) -> [Double] {
        guard case .values(let values, _) = predictions.content else { return [] }
        return values
    }

    @Test func theModelContinuesItsTrainingRows() throws {
        let model = try model(60)
        let text = TimeSupport.log(80)
        // With the whole past in the table, the same features result.
        let whole = values(try model.predict(rows(text, 0..<80)))
        let continued = values(try model.predict(rows(text, 60..<80)))
        #expect(continued == Array(whole[60...]))
        #expect(model.preprocessor?.past?.history.map(\.times.count) == [7])
    }

    @Test func aPredictionIsTheLagOfTheNext() throws {
        let model = try model(60)
        let text = TimeSupport.log(70)
        let open = values(try model.predict(rows(text, 60..<70, hiding: 60..<70)))
        // One by one, each prediction filled in by hand.
        var lines = text.split(separator: "\n").map(String.init)
        for day in 60..<70 {
            lines[day + 1] = String(lines[day + 1][...lines[day + 1].firstIndex(of: ",")!])
            let table = try ModelSupport.table(
                ([lines[0]] + lines[61...(day + 1)]).joined(separator: "\n") + "\n")
            let value = try #require(values(try model.predict(table)).last)
            #expect(value == open[day - 60])
            lines[day + 1] += "\(value)"
        }
        #expect(Set(open).count == 10)
    }

    @Test func rowsMayComeInAnyOrder() throws {
        let model = try model(60)
        let table = try rows(TimeSupport.log(70), 60..<70, hiding: 62..<70)
        let order = Philox(seed: 3, .split).permutation(of: 10)
        let whole = values(try model.predict(table))
        #expect(values(try model.predict(table.selectingRows(order))) == order.map { whole[$0] })
    }

    @Test func aHistoryReplacesTheTrainingRows() throws {
        let model = try model(60)
        let text = TimeSupport.log(100)
        let whole = values(try model.predict(rows(text, 0..<100)))
        let continued = try model.continuing(rows(text, 80..<90))
        #expect(values(try continued.predict(rows(text, 90..<100))) == Array(whole[90...]))
        #expect(values(try model.predict(rows(text, 90..<100))) != Array(whole[90...]))
        // Too short a history leaves lags missing, and the report names them.
        let short = try model.continuing(rows(text, 85..<90))
        let filled = try short.predict(rows(text, 90..<100)).report.columns.filter { $0.filled > 0 }
        #expect(filled.map(\.name) == ["value (lag 7)"] && filled[0].filled == 2)
    }

    @Test func theFileKeepsTheLastRowsAlone() throws {
        let model = try model(60)
        let read = try roundTrip(model.preprocessor!)
        #expect(read == model.preprocessor && read.past?.history.first?.values.first?.count == 7)
        let table = try rows(TimeSupport.log(70), 60..<70, hiding: 60..<70)
        var again = model
        again.input = .table(read)
        #expect(values(try again.predict(table)) == values(try model.predict(table)))
    }

    @Test func seriesAreContinuedEachByItself() throws {
        let rows = TimeSupport.Rows(seed: 2)
        let time = TimeOrder(column: "day", series: "shop", lags: [1, 7])
        let recipe = try TimeSupport.recipe(rows.table, time)
        let model = try Trainer(recipe).train(on: rows.table).model
        func table(_ shops: [String]) throws -> Table {
            let lines = (30..<36).flatMap { day in shops.map { "\(day),\($0),2,\n" } }
            return try ModelSupport.table("day,shop,price,sales\n" + lines.joined())
        }
        let both = values(try model.predict(table(["north", "south"])))
        #expect(
            values(try model.predict(table(["south"]))) == stride(from: 1, to: 12, by: 2).map { both[$0] })
        // A new series has no past.
        let report = try model.predict(table(["west"])).report
        #expect(report.columns.first { $0.name == "sales (lag 7)" }?.filled == 6)
    }

    @Test func aModelWithoutLagsNeedsNoTime() throws {
        let rows = TimeSupport.Rows(seed: 2)
        var columns = ColumnSelection()
        columns.ignored = ["day"]
        let recipe = try TimeSupport.recipe(rows.table, TimeOrder(column: "day", series: "shop")) {
            $0.columns = columns
        }
        var complete = recipe
        complete.columns = columns
        let model = try Trainer(complete).train(on: rows.table).model
        let table = try ModelSupport.table("shop,price,sales\nnorth,2,15\nsouth,3,45\nnorth,1,20\n")
        #expect(try model.predict(table).rowCount == 3 && !model.dependsOnEarlierRows)
        #expect(try model.baselines(on: table).map(\.name) == ["mean", "median"])
    }

    @Test func columnsMayHaveNoNames() throws {
        let rows = TimeSupport.log(60).split(separator: "\n").dropFirst().joined(separator: "\n") + "\n"
        let table = try ModelSupport.table(rows)
        let recipe = try TimeSupport.recipe(table, TimeOrder(column: 1, lags: [1, 7]))
        let model = try Trainer(recipe).train(on: table).model
        let next = Array("2024-03-05,\n2024-03-06,\n".utf8)
        let read = try #require(model.preprocessor).table(reading: next, source: "next")
        #expect(try model.predict(read).rowCount == 2)
        let separate = try #require(model.preprocessor).table(
            reading: Array("2024-03-05\n2024-03-06\n".utf8), source: "next")
        #expect(try values(model.predict(separate)) == values(model.predict(read)))
    }

    @Test func aMissingTimeColumnIsNamed() throws {
        let model = try model(60)
        let error = #expect(throws: PreprocessingError.self) {
            try model.predict(ModelSupport.table("date,value\n2024-03-05,3\n", name: "new"))
        }
        #expect(
            error?.description
                == "new: Column \"day\" is missing. The columns there are \"date\" and \"value\". Add it, or rename "
                + "the column that holds it.")
    }
}
