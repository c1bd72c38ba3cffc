import Backprop
import Testing

/// Training and predicting in one call each, as a program outside the library writes it.
@Suite struct InterfaceTests {
    static func flowers() -> Table {
        var lengths: [String?] = []
        var kinds: [String?] = []
        for row in 0..<30 {
            let isLong = row % 2 == 1
            let length: Double = (isLong ? 4 : 0) + Double(row % 5) / 10
            lengths.append("\(length)")
            kinds.append(isLong ? "long" : "short")
        }
        return Table(columns: [("length", lengths), ("kind", kinds)], source: "flowers")
    }

    @Test func aTableIsFittedAndPredictedInOneCallEach() throws {
        let table = Self.flowers()
        let model = try Model.fit(table, target: "kind")
        let predictions = try model.predict(table)
        let kinds: [String] = (0..<30).map { $0 % 2 == 1 ? "long" : "short" }
        #expect(predictions.labels == kinds)
        #expect(predictions.values.isEmpty)
        let shares = try #require(predictions.probabilities)
        #expect(shares.count == 30)
        #expect(shares.allSatisfy { abs($0.values.reduce(0, +) - 1) < 1e-6 })
        #expect(try model.evaluate(table)[.accuracy] == 1)
    }

    /// Options with an explicit weight decay, so that no folds are trained to choose one.
    static var options: RecipeOptions {
        var options = RecipeOptions()
        options.weightDecay = 0.01
        return options
    }

    @Test func theFirstColumnCanBeTheTarget() throws {
        let model = try Model.fit(Self.flowers(), target: 1, options: Self.options)
        let predictions = try model.predict(Self.flowers())
        #expect(predictions.values.count == 30 && predictions.labels.isEmpty)
        #expect(predictions.probabilities == nil)
    }

    @Test func arraysAreFittedAndPredictedInOneCallEach() throws {
        let rows: [[Double]] = (0..<40).map { [Double($0 % 2), Double($0 % 7)] }
        let labels: [String] = rows.map { $0[0] == 0 ? "even" : "odd" }
        let classifier = try Model.fit(rows, labels: labels, options: Self.options)
        #expect(try classifier.predict(rows).labels == labels)
        let values: [Double] = rows.map { 3 * $0[0] + $0[1] }
        let regressor = try Model.fit(rows, values: values, options: Self.options)
        let predicted = try regressor.predict([[1, 2]]).values
        #expect(predicted.count == 1)
        #expect(abs(predicted[0] - 5) < 1)
    }

    @Test func scoresOfFoldsAreFoundByTheirMetric() throws {
        let table = Self.flowers()
        let recipe = Recipe(
            network: Network {
                Dense(4, activation: .tanh)
                Dense(2, activation: .softmax)
            },
            loss: CrossEntropy(), epochs: 20, columns: ColumnSelection(targets: ["kind"]))
        let estimate = try CrossValidation(recipe, splitter: .stratified(folds: 3)).run(on: table)
        #expect(estimate[.accuracy]?.count == 3)
        #expect(estimate[.rmse] == nil)
    }

    @Test func rowsOfDifferentLengthsAreRefused() {
        let error = #expect(throws: SettingError.self) {
            try Model.fit([[1, 2], [3]], labels: ["a", "b"])
        }
        #expect(error?.description == "the number of features in row 1 must be 2, as in row 0, not 1")
        let other = #expect(throws: SettingError.self) { try Model.fit([[1], [2]], values: [1]) }
        #expect(other?.description == "the number of targets must be 2, one per row, not 1")
    }

    @Test func metricsAreReadByTheNamesThatPeopleType() throws {
        #expect(try Metric(parsing: "ROC-AUC") == .rocAUC)
        #expect(try Metric(parsing: "f1") == .macroF1)
        #expect(try Metric(parsing: "log loss") == .logLoss)
        let error = #expect(throws: SettingError.self) { try Metric(parsing: "speed") }
        #expect(error?.description.hasPrefix("the metric must be one of accuracy, balancedAccuracy,") == true)
        #expect(Metric.allCases.allSatisfy { (try? Metric(parsing: $0.title)) == $0 })
    }
}
