import Testing

@testable import Backprop

/// That models of rows in the order of time know nothing of later rows.
@Suite struct TimeValidationTests {
    private static let time = TimeOrder(column: "day", series: "shop", lags: [1, 7], rolling: [3])

    /// Returns the rows with other values from a day on.
    private func changing(_ rows: TimeSupport.Rows, from day: Int) -> TimeSupport.Rows {
        var changed = rows
        for row in rows.day.indices where rows.day[row] >= day {
            changed.sales[row] = changed.sales[row].map { 500 - 2 * $0 }
            changed.price[row] = changed.price[row].map { $0 * 3 + 1 }
        }
        return changed
    }

    @Test(arguments: [false, true])
    func aFoldIsTrainedOnThePastOnly(_ searches: Bool) throws {
        let rows = TimeSupport.Rows(seed: 5)
        let recipe = try TimeSupport.recipe(rows.table, Self.time) { options in
            options.usesSelection = searches
            if !searches { options.stopping = .onValidation(EarlyStopping(share: 0.3, patience: 2)) }
        }
        let validation = CrossValidation(recipe, splitter: .expandingWindow(folds: 2, gap: 1))
        let before = try validation.run(on: rows.table)
        for fold in before.folds {
            let first = fold.testRows.map { rows.day[$0] }.min()!
            let last = fold.testRows.map { rows.day[$0] }.max()!
            // The days of the test and after it change; training ends a day before.
            let after = try validation.run(on: changing(rows, from: first - 1).table)
            let same = try #require(after.folds.first { $0.testRows == fold.testRows })
            #expect(same.history == fold.history && same.network == fold.network)
            #expect(same.weightDecay == fold.weightDecay && same.evaluation != fold.evaluation)
            // Nothing after the test changes its scores.
            let later = try validation.run(on: changing(rows, from: last + 1).table)
            let scored = try #require(later.folds.first { $0.testRows == fold.testRows })
            #expect(scored.evaluation == fold.evaluation && scored.baselines == fold.baselines)
        }
    }

    @Test func theLastRowsDecideWhenToStop() throws {
        let rows = TimeSupport.Rows(seed: 6)
        var time = Self.time
        time.gap = 2
        let data = try TimeSupport.data(rows.table, time)
        let recipe = try TimeSupport.recipe(rows.table, time) {
            $0.stopping = .onValidation(EarlyStopping(share: 0.25))
        }
        let prepared = try PreparedData(recipe, data)
        let trained = prepared.training.map { rows.day[$0] }
        let held = try #require(prepared.validation).indices.map { rows.day[$0] }
        #expect(held.max() == 29 && trained.max()! == held.min()! - 3 && trained.min() == 7)
    }

    @Test func theNumberOfEpochsIsThatOfThePast() throws {
        let table = try ModelSupport.table(TimeSupport.log(60))
        let recipe = try TimeSupport.recipe(table, TimeOrder(column: "day", lags: [7])) {
            ($0.stopping, $0.epochs) = (.byCrossValidation(folds: 3), 8)
        }
        let data = try TimeSupport.data(table, recipe.time)
        let inputs: TrainingInputs<Float> = try PreparedData(recipe, data).inputs(as: Float.self)
        #expect(inputs.constraints.times?.times == Array(7..<60))
        let result = try Trainer(recipe).train(on: table)
        #expect((1...8).contains(result.history.count))
    }

    @Test func randomFoldsAreRefused() throws {
        let rows = TimeSupport.Rows(seed: 5)
        let recipe = try TimeSupport.recipe(rows.table, Self.time)
        let error = #expect(throws: SplitError.self) {
            try CrossValidation(recipe, splitter: .kFold(folds: 3)).run(on: rows.table)
        }
        #expect(
            error?.description
                == "The rows are ordered by time, but this split would train on rows later than those it tests. "
                + "Choose the split in the order of time, or leave out the time column.")
        let folds = try CrossValidation(recipe).run(on: rows.table).folds
        #expect(folds.count == 5 && folds.allSatisfy { $0.trainingRows < rows.day.count })
    }

    @Test func theBaselinesRepeatEarlierValues() throws {
        // A week repeats itself and rises by 1; the last value is a day's step away.
        let table = try ModelSupport.table(TimeSupport.log(84) { Double($0 % 7) * 10 + Double($0 / 7) })
        let recipe = try TimeSupport.recipe(table, TimeOrder(column: "day", lags: [1, 7]))
        let result = try CrossValidation(recipe, splitter: .lastRows(testShare: 0.25)).run(on: table)
        let fold = try #require(result.folds.first)
        #expect(
            fold.baselines.map(\.name) == ["last value", "7 rows before", "mean", "median", "linear model"])
        #expect(fold.baselines[1].evaluation[.rmse] == 1)
        let comparison = try #require(result.comparison)
        #expect(comparison.baseline == "repeating the value of 7 rows before")
        #expect(comparison.baselineScore == 1 && comparison.verdict == .notBetter)
    }

    @Test func aBaselineOfClassesRepeatsTheLastClass() throws {
        let text =
            "day,x,sky\n"
            + (0..<40).map { "\($0),\($0 * 7 % 5),\($0 / 3 % 2 == 0 ? "sun" : "rain")\n" }.joined()
        let table = try ModelSupport.table(text)
        let recipe = try TimeSupport.recipe(table, TimeOrder(column: "day", lags: [1]))
        let result = try CrossValidation(recipe, splitter: .lastRows(testShare: 0.3)).run(on: table)
        let baseline = try #require(result.folds.first?.baselines.first)
        // Of the last twelve days 28 to 39, four begin another spell: 30, 33, 36 and 39.
        #expect(baseline.name == "last value" && baseline.evaluation[.accuracy] == 8.0 / 12)
    }

    @Test func otherRecipesStayAsTheyWere() throws {
        let table = try ModelSupport.table(TimeSupport.log(30))
        let recipe = try TimeSupport.recipe(table, TimeOrder())
        #expect(try !JSONValue(encoding: recipe).text().contains("\"time\""))
        let model = try Trainer(recipe).train(on: table).model
        #expect(try !JSONValue(encoding: model.preprocessor!).text().contains("\"past\""))
        #expect(try roundTrip(recipe) == recipe)
        let timed = try TimeSupport.recipe(table, TimeOrder(column: "day", lags: [1], gap: 3))
        #expect(try roundTrip(timed) == timed && timed != recipe)
    }
}
