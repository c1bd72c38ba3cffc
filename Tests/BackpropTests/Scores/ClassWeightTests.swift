import Testing

@testable import Backprop

/// The weights of classes in scores on request, in every score alike, and in baselines.
@Suite struct ClassWeightTests {
    private static let weights = ["lily": 2.0, "tulip": 3]

    private func weighted() throws -> Model {
        try ModelSupport.model { $0.preprocessing.classWeighting = .explicit(Self.weights) }
    }

    /// The rows of each class as often as the class counts.
    private func repeated() throws -> Table {
        let table = try ModelSupport.table(ModelSupport.flowers)
        let rows = (0..<table.rowCount).flatMap { row in
            Array(repeating: row, count: Int(Self.weights[table.columns[3].text(at: row)!] ?? 1))
        }
        return table.selectingRows(rows)
    }

    private func expectAlike(_ left: Evaluation, _ right: Evaluation) {
        #expect(left.metrics.map(\.metric) == right.metrics.map(\.metric))
        for (one, other) in zip(left.metrics, right.metrics) {
            #expect(abs(one.value - other.value) < 1e-12, "\(one.metric)")
        }
    }

    @Test func aClassOfWeightTwoCountsAsItsRowsTwiceInEveryMetric() throws {
        let model = try weighted()
        let table = try ModelSupport.table(ModelSupport.flowers)
        let evaluation = try model.weightingClassesInScores().evaluate(table)
        expectAlike(evaluation, try model.evaluate(repeated()))
        #expect(try model.evaluate(table) != evaluation)
        #expect(evaluation.metrics.count >= 12)
        // Predictions are the same either way.
        #expect(
            try ModelSupport.bits(model, table)
                == ModelSupport.bits(model.weightingClassesInScores(), table))
    }

    @Test func importanceAndBaselinesFollow() throws {
        let model = try weighted().weightingClassesInScores()
        let table = try ModelSupport.table(ModelSupport.flowers)
        for metric in [Metric.accuracy, .logLoss] {
            let settings = PermutationSettings(metric: metric)
            let score = try model.importance(on: table, settings).score
            #expect(score == (try model.evaluate(table)[metric]))
        }
        let baselines = try model.baselines(on: table)
        // Four rows of each class, of which those of tulips count three times: the most frequent class.
        #expect(baselines[0].evaluation[.accuracy] == 0.5)
        let chance = try #require(baselines[1].evaluation[.accuracy])
        #expect(abs(chance - (1 + 4 + 9) / 36) < 1e-15)
        let plain = try weighted().baselines(on: table)
        #expect(try abs(#require(plain[0].evaluation[.accuracy]) - 1.0 / 3) < 1e-15)
    }

    /// The metric that a run stops by is that of the evaluation.
    @Test func theMetricOfStoppingFollows() throws {
        let text = ModelSupport.flowers
        let table = try ModelSupport.table(text)
        var options = RecipeOptions()
        options.epochs = 2
        options.hiddenLayers = try Network(parsing: "dense 4 tanh")
        options.preprocessing.classWeighting = .explicit(Self.weights)
        options.stopping = .onValidation(
            EarlyStopping(
                share: 0.25, patience: 2, minimumImprovement: 0,
                metric: try ValidationMetric(parsing: "log-loss")))
        let schema = try Schema(inferring: table)
        let recipe = try options.recipe(for: schema, rows: table.rowCount).recipe
        let result = try Trainer(recipe).train(on: table, schema: schema, validation: table)
        guard case .bestEpoch(let epoch, _) = result.ending else {
            Issue.record("ended by \(result.ending)")
            return
        }
        let found = try #require(result.history[epoch - 1].validationMetric)
        let expected = try #require(try result.model.evaluate(table)[.logLoss])
        #expect(abs(found - expected) < 1e-6)
        let weighted = result.model.weightingClassesInScores()
        #expect(abs(expected - (try weighted.evaluate(table)[.logLoss]!)) > 1e-4)
    }

    @Test func reportsShowTheWeightsOfClasses() throws {
        #expect(
            try weighted().weightingClassesInScores().classWeightNotice
                == "Rows count by the weight of their class, as in training: lily 2, rose 1 and tulip 3."
        )
        #expect(try weighted().classWeightNotice == nil)
        #expect(try ModelSupport.model().weightingClassesInScores().classWeightNotice == nil)
    }
}

/// Baselines are fitted on the rows that the model was trained on, even if other rows are scored.
@Suite struct TargetSummaryTests {
    @Test func classesComeFromTheTrainingRows() throws {
        // Two lilies are left out, so that roses and tulips are the most frequent; roses come first.
        let training =
            ModelSupport.flowers.split(separator: "\n")
            .filter { !$0.hasPrefix("3.5") && !$0.hasPrefix("2.75") }
            .joined(separator: "\n") + "\n"
        let model = try ModelSupport.reread(ModelSupport.model(training))
        #expect(model.preprocessor?.targetSummary.classShares == [0.2, 0.4, 0.4])
        let lilies = try ModelSupport.table(
            "width,length,colour,kind\n3,4,blue,lily\n1,2,red,rose\n3,4,red,lily\n")
        let baselines = try model.baselines(on: lilies)
        // The most frequent class of these rows would be right two times of three.
        #expect(try abs(#require(baselines[0].evaluation[.accuracy]) - 1.0 / 3) < 1e-15)
        let chance = try #require(baselines[1].evaluation[.accuracy])
        #expect(abs(chance - (2 * 0.2 + 0.4) / 3) < 1e-15)
    }

    @Test func numbersComeFromTheTrainingRows() throws {
        let model = try ModelSupport.reread(ModelSupport.model("x,y\n1,1.5\n2,2.5\n3,8\n"))
        #expect(model.preprocessor?.targetSummary == TargetSummary(means: [4], medians: [2.5]))
        let baselines = try model.baselines(on: ModelSupport.table("x,y\n1,14.25\n2,14.75\n"))
        #expect(baselines.map(\.name) == ["mean", "median"])
        #expect(baselines.map { $0.evaluation[.mae] } == [10.5, 12])
    }

    @Test func aRowOfWeightTwoIsTheRowTwice() throws {
        func summary(_ text: String, _ weight: ColumnReference?) throws -> TargetSummary? {
            try ModelSupport.model(text) {
                $0.columns = ColumnSelection(targets: [.name("y")], weight: weight)
            }
            .preprocessor?.targetSummary
        }
        let weighted = try summary("x,y,w\n1,1.5,2\n2,2.5,1\n3,8,3\n", .name("w"))
        let repeated = try summary("x,y\n1,1.5\n1,1.5\n2,2.5\n3,8\n3,8\n3,8\n", nil)
        #expect(weighted == repeated && weighted?.medians == [5.25])
    }

    @Test(arguments: [
        #"{"classShares":[0.5,0.5],"means":[],"medians":[]}"#,
        #"{"classShares":[0.5,0.6,0.7],"means":[],"medians":[]}"#,
        #"{"classShares":[0.5,-0.5,1],"means":[],"medians":[]}"#,
        #"{"classShares":[0.5,0.25,0.25],"means":[1],"medians":[]}"#,
    ])
    func aFileWhoseSummaryContradictsItIsRefused(_ summary: String) throws {
        let preprocessor = try #require(try ModelSupport.model().preprocessor)
        var json = try JSONValue(encoding: preprocessor)
        json["targetSummary"] = try JSONValue(parsing: summary)
        let error = #expect(throws: (any Error).self) { try json.decode(Preprocessor.self) }
        #expect("\(error!)".contains("the summary of the targets is not valid"), "\(error!)")
    }
}
