import Testing

@testable import Backprop

/// Searches from their begin to their end.
@Suite struct TuningTests {
    private let table: Table

    init() throws { table = try ModelSupport.table(TuningSupport.words) }

    @Test func theResultDoesNotDependOnThreads() throws {
        let told = try [1, 2, 3].map { threads in
            TuningSupport.told(try TuningSupport.tuning(threads: threads).run(on: table))
        }
        #expect(told[0].count == 8 + 1)
        #expect(told[0] == told[1] && told[0] == told[2])
        var other = TuningSupport.tuning()
        other.options.seed = 2
        #expect(TuningSupport.told(try other.run(on: table)) != told[0])
    }

    @Test func theDefaultsAreTheFirstTrialAndAreScoredAgain() throws {
        let result = try TuningSupport.tuning().run(on: table)
        let defaultTrial = try #require(result.defaultTrial)
        #expect(defaultTrial.settings.isEmpty && defaultTrial.epochs == 9 && defaultTrial.finalScore != nil)
        #expect(defaultTrial.finalScore?.scores.count == 2 * 3)
        #expect(result.ending == .completed && result.planned == 8)
        // Ranked by what they gain by other folds, so that the winner is at least as good as the defaults there.
        let gains = result.trials.compactMap(\.gain)
        #expect((2...3).contains(gains.count) && gains == gains.sorted(by: >))
        #expect(defaultTrial.gain == 0 && result.winner.gain! >= 0)
        #expect(result.trials.allSatisfy { ($0.gain == nil) == ($0.finalScore == nil) })
        let losses = result.trials.compactMap { $0.finalScore?.loss(result.metric) }
        // The others: first those that were trained longer, then by score.
        let unscored = result.trials.filter { $0.finalScore == nil }
        #expect(unscored.count == 8 - losses.count)
        for (first, second) in zip(unscored, unscored.dropFirst()) {
            #expect(first.rung >= second.rung)
            #expect(
                first.rung > second.rung
                    || first.score.loss(result.metric) <= second.score.loss(result.metric))
        }
    }

    @Test func theMeanOfTheWinnerAndTheFirstIsScoredIfThereAreTwo() throws {
        var scores: [TrialScore] = []
        for threads in [1, 3] {
            let result = try TuningSupport.averaging(threads: threads).run(on: table)
            #expect(result.averaged.map(\.number) == [result.winner.number, 1] && result.winner.number != 1)
            scores.append(try #require(result.averageScore))
        }
        #expect(scores[0] == scores[1] && scores[0].scores.count == 2 * 3)
        // No worse than the two are in the mean.
        let result = try TuningSupport.averaging().run(on: table)
        let both = try result.averaged.map { try #require($0.finalScore?.mean) }
        #expect(try #require(scores[0].mean) <= (both[0] + both[1]) / 2)
        var other = TuningSupport.averaging()
        other.scoresAverage = false
        #expect(try other.run(on: table).averageScore == nil)
        other.scoresAverage = true
        other.metric = .loss
        #expect(try other.run(on: table).averageScore == nil)
    }

    @Test func scoresWithoutProbabilitiesAreNotAveraged() throws {
        var tuning = TuningSupport.averaging()
        (tuning.options.output, tuning.options.loss) = (.linear, SquaredError())
        tuning.metric = try ValidationMetric(parsing: "accuracy")
        let result = try tuning.run(on: table)
        #expect(result.averaged.count == 1 && result.averageScore == nil)
    }

    @Test func trialsAreTrainedForTheirRungsEpochs() throws {
        let result = try TuningSupport.tuning().run(on: table)
        for trial in result.trials { #expect(trial.epochs == [1, 3, 9][trial.rung]) }
        #expect(result.trials.contains { $0.rung == 0 })
        var random = TuningSupport.tuning()
        random.strategy = .random
        #expect(try random.run(on: table).trials.allSatisfy { $0.epochs == 9 })
    }

    @Test func manyTrialsBeginLower() throws {
        func plan(_ trials: Int, epochs: Int) throws -> TuningPlan {
            var tuning = TuningSupport.tuning(trials: trials)
            tuning.options.epochs = epochs
            tuning.space?.dimensions.append(.labelSmoothing(.range(from: 0, to: 0.2, scale: .linear)))
            return try TuningPlan(tuning, table, Schema(inferring: table))
        }
        #expect(try plan(161, epochs: 60).halving.rungs == 3)
        #expect(try plan(162, epochs: 60).halving.rungs == 4)
        #expect(try plan(162, epochs: 26).halving.rungs == 3)
    }

    @Test func trialsAreDrawnAsTheyAreNeeded() throws {
        // To draw all of them first would not end within the test.
        var tuning = TuningSupport.tuning(trials: 1_000_000_000)
        tuning.space = .init([.inputNoise(.range(from: 0, to: 0.5, scale: .linear))])
        tuning.canResume = { false }
        let result = try tuning.run(on: table)
        #expect(result.ending == .stopped && result.planned == 1_000_000_000 && result.trials.count == 16)
    }

    @Test func drawingLaterGivesTheSameTrials() throws {
        func plan(_ trials: Int) throws -> TuningPlan {
            var tuning = TuningSupport.tuning(trials: trials)
            tuning.space = .init([.inputNoise(.range(from: 0, to: 0.5, scale: .linear))])
            return try TuningPlan(tuning, table, Schema(inferring: table))
        }
        var (few, many) = (try plan(24), try plan(100_000))
        #expect(many.trials.count == 1000 && many.plannedCount == 100_000)
        #expect(few.trials.map(\.settings) == many.trials.prefix(24).map(\.settings))
        let losses = Dictionary(
            uniqueKeysWithValues: (1...995).map {
                (SuccessiveHalving.Job(trial: $0, rung: 0), Double.infinity)
            })
        #expect(try many.round(after: losses).last?.trial == 1010 && many.trials.count == 1011)
        #expect(try few.round(after: [:]).count == 16)
    }

    @Test func aSpaceOfFewPointsGivesFewTrials() throws {
        var tuning = TuningSupport.tuning(trials: 50)
        tuning.space = SearchSpace([.scaling([.standard, .minMax]), .inputNoise(.choices([0, 0.1]))])
        let result = try tuning.run(on: table)
        #expect(result.planned == 5 && result.trials.count == 5)
        #expect(Set(result.trials.map(\.settings)).count == 5)
    }

    @Test func aSearchThatCannotResumeReturnsItsScores() throws {
        var tuning = TuningSupport.tuning(trials: 24)
        tuning.canResume = { false }
        let result = try tuning.run(on: table)
        #expect(result.ending == .stopped && result.planned == 24)
        #expect(result.trials.count == 16)
        #expect(result.winner.finalScore != nil)
    }

    /// As training by the defaults does; a trial's own search, which the space leaves to it, runs in each fold.
    @Test func choicesOfTheDefaultsDependOnAllRows() throws {
        var tuning = TuningSupport.tuning(trials: 2)
        (tuning.options.weightDecay, tuning.options.usesSelection) = (nil, true)
        let result = try tuning.run(on: table)
        let schema = try Schema(inferring: table)
        let defaultRecipe = try tuning.options.recipe(for: schema, rows: table.rowCount).recipe
        #expect(defaultRecipe.selection != nil)
        #expect(
            result.defaultTrial?.recipe
                == (try Trainer(defaultRecipe).resolvedRecipe(on: table, schema: schema)))
        #expect(result.trials.first { $0.number == 2 }?.recipe.selection != nil)
    }

    @Test func aCancelledSearchReturnsItsTrials() throws {
        var tuning = TuningSupport.tuning()
        let countdown = Countdown(60)
        tuning.isCancelled = { countdown.isOver() }
        let result = try tuning.run(on: table)
        #expect(result.ending == .interrupted && result.planned == 8)
        #expect((1..<8).contains(result.trials.count))
        #expect(result.trials.allSatisfy { !$0.score.scores.isEmpty && $0.finalScore == nil })
    }

    @Test func numbersAreSearchedByTheirError() throws {
        var tuning = TuningSupport.tuning()
        let numbers = try ModelSupport.table(TuningSupport.numbers)
        #expect(try tuning.run(on: numbers).metric.name == "rmse")
        tuning.metric = try ValidationMetric(parsing: "r2")
        let result = try tuning.run(on: numbers)
        let defaultScore = try #require(result.defaultTrial?.finalScore?.mean)
        for trial in result.trials {
            guard let gain = trial.gain, let score = trial.finalScore?.mean else { continue }
            #expect(gain <= score - defaultScore)
        }
        #expect(result.winner.finalScore?.mean ?? -.infinity >= defaultScore)
    }

    @Test func settingsThatMakeNoSenseAreRefused() throws {
        func refusal(_ change: (inout Tuning) throws -> Void) throws -> String? {
            var tuning = TuningSupport.tuning()
            try change(&tuning)
            return #expect(throws: (any Error).self) { try tuning.run(on: table) }.map { "\($0)" }
        }
        #expect(try refusal { $0.trials = 0 } == "the number of trials must be at least 1, not 0")
        #expect(try refusal { $0.folds = 1 } == "the number of folds must be at least 2, not 1")
        #expect(try refusal { $0.finalists = 0 } == "the number of finalists must be at least 1, not 0")
        #expect(try refusal { $0.divisions = 0 } == "the number of divisions must be at least 1, not 0")
        #expect(
            try refusal { $0.metric = try ValidationMetric(parsing: "r2") }
                == """
                r2 is not a metric of classification; there are: loss, accuracy, balancedAccuracy, macroF1, \
                macroPrecision, macroRecall, weightedF1, matthewsCorrelation, cohenKappa, logLoss, brierScore, \
                rocAUC, averagePrecision
                """)
        #expect(
            try refusal { tuning in
                tuning.space = SearchSpace(SearchDimension.optimizers([OptimizerChoice("lbfgs", LBFGS())]))
                tuning.options.batchSize = .rows(4)
            }
                == """
                the search space contains impossible settings, training.optimizer lbfgs: the batch size with lbfgs must \
                be full, not 4
                """)
    }

    @Test func aSearchWithoutASoundTrialGivesTheReason() throws {
        var tuning = TuningSupport.tuning(trials: 2)
        tuning.options.optimizer = SGD()
        tuning.options.weightDecay = nil
        tuning.options.learningRate = 1e30
        tuning.options.epochs = 100
        let numbers = try ModelSupport.table(TuningSupport.numbers)
        let error = #expect(throws: TuningError.self) { try tuning.run(on: numbers) }
        #expect(error?.description.hasPrefix("no trial gave a score; of the first: the ") == true)
    }
}
