import Testing

@testable import Backprop

@Suite struct EarlyStoppingTests {
    /// Two overlapping classes, or a noisy line.
    private static func data(rows: Int, seed: UInt64, classes: Bool) -> Dataset<Double> {
        let random = Philox(seed: seed, stream: 3)
        let features = (0..<rows).map { row in (0..<2).map { random.normal(at: UInt64(2 * row + $0)) } }
        let noise = (0..<rows).map { random.normal(at: UInt64(10_000 + $0)) }
        let targets = zip(features, noise).map { $0[0] + $0[1] + $1 }
        return Dataset(features, targets: targets.map { classes ? ($0 > 0 ? [0, 1] : [1, 0]) : [$0] })
    }

    private static func recipe(_ metric: ValidationMetric, classes: Bool, patience: Int = 5) -> Recipe {
        let stopping = Stopping.onValidation(
            EarlyStopping(
                share: 0, patience: patience, minimumImprovement: 0, metric: metric))
        return Recipe(
            network: Network([
                Dense(16, activation: .tanh), classes ? Dense(2, activation: .softmax) : Dense(1),
            ]), loss: classes ? CrossEntropy() : MeanSquaredError(), optimizer: Adam(learningRate: 0.03),
            epochs: 40, batchSize: .rows(4), stopping: stopping, seed: 2, precision: .float64,
            targetEncoding: classes ? .oneHot : .numeric)
    }

    @Test(arguments: ["accuracy", "balanced-accuracy", "f1", "roc-auc", "logLoss", "rmse", "r2", "mae"])
    func theBestEpochIsThatOfTheMetric(name: String) throws {
        let metric = try ValidationMetric(parsing: name)
        let classes = !["rmse", "r2", "mae"].contains(metric.name)
        let (training, validation) = (
            Self.data(rows: 40, seed: 1, classes: classes), Self.data(rows: 60, seed: 2, classes: classes)
        )
        let recipe = Self.recipe(metric, classes: classes)
        let result = try Trainer(recipe).train(on: training, validation: validation)
        let values = result.history.compactMap(\.validationMetric)
        try #require(values.count == result.history.count)
        let best = try #require(metric.isHigherBetter ? values.max() : values.min())
        let epoch = values.firstIndex(of: best)! + 1
        #expect(result.ending == .bestEpoch(epoch, of: values.count))
        #expect(values.count == min(40, epoch + 5))
        // The model kept is that of the best epoch: it has the score in the report of that epoch.
        let outputs = try result.model.outputs(for: validation.features)
        #expect(try abs(Self.score(outputs, validation, metric, classes) - best) < 1e-12)
    }

    private static func score(
        _ outputs: [Double], _ data: Dataset<Double>, _ metric: ValidationMetric, _ classes: Bool
    ) throws -> Double {
        if classes {
            let evaluation = try ClassificationEvaluation(
                truth: (0..<data.rowCount).map { data.targets[2 * $0] > 0.5 ? 0 : 1 }, probabilities: outputs,
                classLabels: ["0", "1"])
            return try #require(metric.metric.flatMap { Evaluation.classification(evaluation)[$0] })
        }
        let evaluation = try RegressionEvaluation(truth: data.targets, predicted: outputs)
        return try #require(metric.metric.flatMap { Evaluation.regression(evaluation)[$0] })
    }

    @Test func aTableIsScoredInItsOwnUnits() throws {
        let text = "x,y\n" + (0..<60).map { "\($0 % 17),\(1000 + 50 * ($0 % 17) + $0 % 3)\n" }.joined()
        let table = try Table(reading: Array(text.utf8), source: "line.csv")
        var recipe = Self.recipe(try ValidationMetric(parsing: "rmse"), classes: false)
        recipe.stopping = .onValidation(
            EarlyStopping(
                share: 0.3, patience: 40, minimumImprovement: 0, metric: try ValidationMetric(parsing: "rmse")
            ))
        let result = try Trainer(recipe).train(on: table)
        let first = try #require(result.history.first?.validationMetric)
        #expect(first > 5, "the error of the first epoch is in the units of y, whose deviation is 245")
        let given = try Trainer(recipe).train(on: table, validation: table)
        guard case .bestEpoch(let epoch, _) = given.ending else {
            Issue.record("\(given.ending)")
            return
        }
        let best = try #require(given.history[epoch - 1].validationMetric)
        let score = try #require(given.model.evaluate(table)[.rmse])
        #expect(abs(best - score) < 1e-9 * score)
        #expect(given.model.provenance.rows == 60, "a validation table costs no rows")
    }

    @Test func rowsToStopByHaveToBeThere() throws {
        let text = "x,y\n" + (0..<20).map { "\($0),\($0 % 5)\n" }.joined()
        let table = try Table(reading: Array(text.utf8), source: "line.csv")
        let error = TrainingError.noValidationData(share: 0)
        var recipe = Self.recipe(.loss, classes: false)
        recipe.columns.task = .regression
        #expect(throws: error) { try Trainer(recipe).train(on: table) }
    }

    @Test func aMetricOfAnotherTaskIsRefused() throws {
        let recipe = Self.recipe(try ValidationMetric(parsing: "accuracy"), classes: false)
        let data = Self.data(rows: 20, seed: 1, classes: false)
        let error = #expect(throws: SettingError.self) {
            try Trainer(recipe).train(on: data, validation: data)
        }
        #expect(
            error?.description
                == "the metric to stop by must be one that the task has: rmse, mae, medianAbsoluteError, r2, "
                + "explainedVariance, mape, maximumError, not accuracy")
    }

    @Test func aNameThatIsNoneIsRefused() {
        let error = #expect(throws: SettingError.self) { try ValidationMetric(parsing: "acuracy") }
        #expect(error?.description == "there is no metric \"acuracy\"; did you mean \"accuracy\"?")
    }

    @Test func everyNamePointsSomewhere() {
        for name in ValidationMetric.names.dropFirst() {
            #expect(Metric(rawValue: name) != nil, "\(name)")
        }
    }

    @Test func aSmallImprovementDoesNotCount() {
        let stopping = EarlyStopping(
            share: 0.1, patience: 3, minimumImprovement: 0.125,
            metric: try! ValidationMetric(parsing: "accuracy"))
        var best: BestEpoch?
        let values: [Double?] = [0.5, 0.5625, nil, 0.75, 0.8125, 0.875, 0.75]
        for (index, value) in values.enumerated() {
            var report = EpochReport(epoch: index + 1, loss: 1, validationLoss: nil, learningRate: 0.1)
            report.validationMetric = value
            best = stopping.best(best, after: report)
            #expect(stopping.isOver(best, after: index + 1) == (index == 6))
        }
        #expect(best == BestEpoch(epoch: 4, value: 0.75))
    }

    @Test func olderFilesStopByTheLoss() throws {
        let text = #"{"rule":"onValidation","share":0.1,"patience":3,"minimumImprovement":0}"#
        let stopping = try JSONValue(parsing: text).decode(Stopping.self)
        #expect(stopping == .onValidation(EarlyStopping(share: 0.1, patience: 3, minimumImprovement: 0)))
    }

    @Test func aPatienceBeyondTheEpochsIsRemarkedOn() {
        #expect(Self.recipe(.loss, classes: true, patience: 39).remarks() == [])
        #expect(
            Self.recipe(.loss, classes: true, patience: 40).remarks() == [
                "a patience of 40 epochs never ends a run of 40; all epochs are run, and the best one is kept"
            ])
        #expect(Self.recipe(.loss, classes: true, patience: 40).remarks(patienceIsExplicit: false) == [])
    }
}
