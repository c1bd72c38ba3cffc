/// The plan of a search, as far as it is known in advance.
struct TuningPlan: Sendable {
    let space: SearchSpace
    let metric: ValidationMetric
    let seed: UInt64

    private var drawer: TrialDrawer
    private(set) var halving: SuccessiveHalving

    /// The trials drawn so far, in their order; the first is the default recipe.
    var trials: [Trial] { drawer.trials }

    /// The number of trials that the search may begin.
    var plannedCount: Int { drawer.plannedCount }

    /// The identity of the search: everything that its results depend on.
    let identity: JSONValue

    /// A recipe to try.
    struct Trial: Sendable {
        let settings: [TrialSetting]
        let recipe: Recipe
    }

    /// The number of trials that are drawn before the first is trained, so that a space with impossible settings is
    /// refused early. A search that is limited by time may never get to the others.
    private static let drawnAtOnce = 1000
    private static let reduction = 3
    /// The number of trials from which there is a fourth rung, since a few of them still reach the highest.
    private static let manyTrials = 6 * reduction * reduction * reduction
    private static let roundSize = 16

    init(_ tuning: Tuning, _ table: Table, _ schema: Schema) throws {
        try tuning.validate(schema.task)
        let defaultRecipe = try tuning.options.recipe(for: schema, rows: table.rowCount).recipe
        space =
            try tuning.space ?? .standard(for: schema, rows: table.rowCount, options: tuning.options)
        try space.validate()
        metric = tuning.metric ?? Self.defaultMetric(of: schema.task, defaultRecipe)
        seed = defaultRecipe.seed
        drawer = TrialDrawer(space: space, tuning, defaultRecipe: defaultRecipe, schema, rows: table.rowCount)
        try drawer.draw(upTo: Self.drawnAtOnce, skipsImpossible: false)
        let trials = drawer.trials
        halving = SuccessiveHalving(
            trials: trials.count, reduction: Self.reduction,
            rungs: tuning.strategy == .random ? 1 : Self.rungs(defaultRecipe.epochs, trials.count),
            roundSize: Self.roundSize)
        identity = [
            "data": DataFingerprint.json(of: table), "recipe": try JSONValue(encoding: defaultRecipe),
            "space": space.json, "seed": JSONValue(seed), "folds": JSONValue(tuning.folds),
            "metric": JSONValue(metric.name), "strategy": JSONValue(tuning.strategy.rawValue),
        ]
    }

    /// Returns the plan with a complete first recipe: all rows decide, once, the settings that it leaves to the rows.
    ///
    /// Training by that recipe does the same, and the settings of all other trials are chosen by all rows too. To choose
    /// again in each fold would take longer than all other trials together.
    func settled(_ tuning: Tuning, _ table: Table, _ schema: Schema) throws -> TuningPlan {
        var trainer = Trainer(trials[0].recipe, threads: tuning.threads)
        trainer.isCancelled = tuning.isCancelled
        var plan = self
        plan.drawer.settle(try trainer.resolvedRecipe(on: table, schema: schema))
        return plan
    }

    /// Returns the next round of the search, for which it draws the trials that the round may begin.
    mutating func round(after losses: [SuccessiveHalving.Job: Double]) throws -> [SuccessiveHalving.Job] {
        let begun = losses.keys.map(\.trial).max() ?? 1
        try drawer.draw(upTo: begun + Self.roundSize, skipsImpossible: true)
        halving.trials = trials.count
        return halving.round(after: losses)
    }

    /// Returns the default metric: log loss for probabilities, accuracy for other classes, and RMSE for numbers.
    private static func defaultMetric(of task: LearningTask, _ recipe: Recipe) -> ValidationMetric {
        let hasProbabilities =
            recipe.loss.fusedActivation == .softmax || recipe.loss.fusedActivation == .sigmoid
        let name = task == .regression ? "rmse" : hasProbabilities ? "logLoss" : "accuracy"
        guard let metric = try? ValidationMetric(parsing: name) else { preconditionFailure("a known name") }
        return metric
    }

    /// Returns the largest number of rungs of which the lowest has at least one epoch.
    private static func rungs(_ epochs: Int, _ trials: Int) -> Int {
        let maximum = trials < manyTrials ? 3 : 4
        var (rungs, share) = (1, reduction)
        while rungs < maximum, share <= epochs { (rungs, share) = (rungs + 1, share * reduction) }
        return rungs
    }
}

extension SearchSpace {
    /// Returns the recipe with those settings.
    ///
    /// - Throws: ``TuningError/impossibleTrial(settings:reason:)`` if they are not a valid recipe.
    func recipe(
        _ settings: [TrialSetting], _ options: RecipeOptions, defaultRecipe: Recipe, _ schema: Schema,
        rows: Int
    ) throws -> Recipe {
        var trial = TrialOptions(options)
        do {
            for setting in settings { try dimensions[setting.index].apply(setting.value, &trial) }
            return try trial.complete(defaultNetwork: Network(Array(defaultRecipe.network.layers.dropLast())))
                .recipe(for: schema, rows: rows).recipe
        } catch {
            let text = settings.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
            throw TuningError.impossibleTrial(settings: text, reason: "\(error)")
        }
    }

    /// Throws if the space has nothing to draw from.
    func validate() throws(TuningError) {
        guard !dimensions.isEmpty else { throw .emptySpace }
        var names: Set<String> = []
        for dimension in dimensions {
            if let problem = dimension.values.problem {
                throw .impossibleDimension(name: dimension.name, reason: problem)
            }
            let key = dimension.name + (dimension.condition.map { " \($0.name) \($0.value)" } ?? "")
            guard names.insert(key).inserted else { throw .dimensionTwice(name: dimension.name) }
        }
    }
}

extension Tuning {
    /// Throws if settings are invalid.
    fileprivate func validate(_ task: LearningTask) throws {
        func require(_ value: Int, _ name: String, atLeast minimum: Int) throws(SettingError) {
            guard value < minimum else { return }
            throw SettingError(name: name, found: "\(value)", expected: "at least \(minimum)")
        }
        try require(trials, "number of trials", atLeast: 1)
        try require(folds, "number of folds", atLeast: 2)
        try require(finalists, "number of finalists", atLeast: 1)
        try require(divisions, "number of divisions", atLeast: 1)
        let names = ValidationMetric.names(of: task)
        if let metric, !names.contains(metric.name) {
            throw TuningError.otherMetric(metric: metric.name, task: task, known: names)
        }
    }
}

extension DataFingerprint {
    /// Returns the identity of a table: its columns and a hash of its cells.
    static func json(of table: Table) -> JSONValue {
        var digest = Digest()
        for column in table.columns {
            for text in column.texts() { digest.add(text.map { Array($0.utf8) } ?? [0]) }
        }
        return [
            "rows": JSONValue(table.rowCount), "columns": JSONValue(table.columns.map { JSONValue($0.name) }),
            "cells": JSONValue(digest.text),
        ]
    }
}
