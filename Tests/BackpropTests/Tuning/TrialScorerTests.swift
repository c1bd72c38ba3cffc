import Testing

@testable import Backprop

/// A trial's scores are those of a cross-validation.
@Suite struct TrialScorerTests {
    static let cases: [(text: String, metric: String, change: @Sendable (inout Recipe) -> Void)] = [
        (TuningSupport.words, "logLoss", { _ in }),
        (TuningSupport.words, "accuracy", { $0.preprocessing.classWeighting = .balanced }),
        (TuningSupport.numbers, "rmse", { _ in }),
        (TuningSupport.numbers, "r2", { $0.precision = .float64 }),
        (
            TuningSupport.words, "rocAUC",
            { $0.selection = NestedModelSelection(candidates: [0.01, 1], folds: 2) }
        ),
        (
            TuningSupport.words, "logLoss",
            {
                $0.stopping = .onValidation(
                    EarlyStopping(share: 0.3, patience: 2, minimumImprovement: 0, metric: .loss))
            }
        ),
        // Folds of such a recipe are trained in lanes.
        (
            TuningSupport.numbers, "mae",
            {
                ($0.optimizer, $0.batchSize, $0.schedule) = (SGD(learningRate: 0.01), .rows(1), .constant)
                $0.network = Network {
                    Dense(3, activation: .tanh)
                    Dense(1, activation: .linear)
                }
            }
        ),
    ]

    /// Differences of 0.1 four times, and 1.2, −0.8, 0.4, 0 with s = √(2.08 / 3): √(1/4 + 1/1) of it is 0.9309.
    @Test func gainsAreLessenedByHalfTheirError() throws {
        func score(_ scores: [Double], _ failure: String? = nil) -> TrialScore {
            TrialScore(scores: scores, plain: scores, failure: failure)
        }
        let loss = try ValidationMetric(parsing: "logLoss")
        let defaultScore = score([2, 2, 2, 2])
        #expect(defaultScore.gain(over: defaultScore, loss, folds: 2) == 0)
        let steady = try #require(score([1.9, 1.9, 1.9, 1.9]).gain(over: defaultScore, loss, folds: 2))
        #expect(abs(steady - 0.1) < 1e-12)
        let noisy = score([0.8, 2.8, 1.6, 2])
        let gain = try #require(noisy.gain(over: defaultScore, loss, folds: 2))
        #expect(abs(gain - (0.2 - 0.5 * 0.930949)) < 1e-6)
        let accuracy = try ValidationMetric(parsing: "accuracy")
        #expect(
            abs(try #require(noisy.gain(over: defaultScore, accuracy, folds: 2)) - (-0.2 - 0.5 * 0.930949))
                < 1e-6)
        // If folds cannot be compared one by one, the means are.
        #expect(score([1]).gain(over: defaultScore, loss, folds: 2) == 1)
        #expect(score([], "diverged").gain(over: defaultScore, loss, folds: 2) == nil)
        #expect(defaultScore.gain(over: score([], "diverged"), loss, folds: 2) == nil)
    }

    @Test(arguments: cases.indices)
    func theMeanOfTwiceTheSameIsTheSame(index: Int) throws {
        let (text, name, change) = Self.cases[index]
        let table = try ModelSupport.table(text)
        let schema = try Schema(inferring: table)
        var recipe = try RecipeOptions().recipe(for: schema, rows: table.rowCount).recipe
        (recipe.epochs, recipe.selection) = (3, nil)
        change(&recipe)
        let scorer = try TrialScorer(
            TableData(table, schema: schema), folds: 3, metric: ValidationMetric(parsing: name), seed: 4)
        let separate = try #require(try scorer.scores(recipe, 0..<3) { false })
        let twice = try #require(try scorer.averageScores(of: [recipe, recipe], 0..<3) { false })
        // A trial's truth is in the run's precision, that of a model's evaluation in that of the table.
        for (one, other) in zip(separate, twice) {
            for (first, second) in [(one.searched, other.searched), (one.plain, other.plain)] {
                let (first, second) = (try #require(first), try #require(second))
                #expect(abs(first - second) <= 1e-6 * abs(first))
            }
        }
        #expect(try scorer.averageScores(of: [recipe, recipe], 0..<1) { true } == nil)
    }

    @Test(arguments: cases.indices)
    func scoresAreThoseOfACrossValidation(index: Int) throws {
        let (text, name, change) = Self.cases[index]
        let table = try ModelSupport.table(text)
        let schema = try Schema(inferring: table)
        var options = RecipeOptions()
        (options.epochs, options.weightDecay, options.seed) = (6, 0.1, 5)
        var recipe = try options.recipe(for: schema, rows: table.rowCount).recipe
        change(&recipe)
        let metric = try ValidationMetric(parsing: name)
        let scorer = try TrialScorer(
            TableData(table, schema: schema), folds: 3, metric: metric, seed: 5)
        let score = try #require(try scorer.score(recipe) { false })
        let splitter: Splitter = schema.task == .classification ? .stratified(folds: 3) : .kFold(folds: 3)
        let folds = try CrossValidation(recipe, splitter: splitter).run(on: table, schema: schema).folds
        #expect(folds.count == 3)
        #expect(score.failure == nil)
        expectEqual(score.scores, folds.compactMap { fold in metric.metric.flatMap { fold.evaluation[$0] } })
        expectEqual(score.plain, folds.compactMap { $0.evaluation[.headline(of: schema.task)] })
        #expect(try scorer.score(recipe) { true } == nil)
    }

    /// Predictions of several rows at a time and of all of them may differ in the last bit.
    private func expectEqual(_ first: [Double], _ second: [Double]) {
        #expect(first.count == second.count)
        for (one, other) in zip(first, second) { #expect(abs(one - other) <= 1e-6 * max(1, abs(other))) }
    }

    /// Weights of classes in training do not change what scores count.
    @Test func scoresOfTrialsCountRowsAlike() throws {
        let table = try ModelSupport.table(TuningSupport.words)
        let schema = try Schema(inferring: table)
        let metric = try ValidationMetric(parsing: "accuracy")
        let scorer = try TrialScorer(
            TableData(table, schema: schema), folds: 3, metric: metric, seed: 5)
        var options = RecipeOptions()
        (options.epochs, options.weightDecay) = (6, 0.1)
        options.preprocessing.classWeighting = .explicit(["u": 3, "v": 1])
        let recipe = try options.recipe(for: schema, rows: table.rowCount).recipe
        let score = try #require(try scorer.score(recipe) { false })
        // Of eight rows that all count 1 the accuracy is a number of eighths.
        #expect(score.scores.allSatisfy { ($0 * 8).rounded() == $0 * 8 })
        #expect(score.scores.count == 3)
    }

    @Test func aDivergedTrialHasNoScore() throws {
        let table = try ModelSupport.table(TuningSupport.numbers)
        let schema = try Schema(inferring: table)
        var options = RecipeOptions()
        (options.epochs, options.optimizer, options.learningRate) = (50, SGD(), 1e30)
        let recipe = try options.recipe(for: schema, rows: table.rowCount).recipe
        let metric = try ValidationMetric(parsing: "rmse")
        let scorer = try TrialScorer(
            TableData(table, schema: schema), folds: 3, metric: metric, seed: 1)
        let score = try #require(try scorer.score(recipe) { false })
        #expect(score.summary == nil && score.scores.isEmpty)
        #expect(score.loss(metric) == .infinity)
        #expect(
            score.failure
                == "the loss stopped being a finite number in epoch 1, batch 2; the learning rate of 1e+30 is probably too large, try 0.01"
        )
    }
}
