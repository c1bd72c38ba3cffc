/// The random draw of the trials of a search, in order and on demand.
struct TrialDrawer: Sendable {
    let space: SearchSpace
    let options: RecipeOptions

    /// The default recipe for the data.
    let defaultRecipe: Recipe

    let schema: Schema
    let rows: Int

    /// The maximum number of trials.
    let limit: Int

    /// The trials drawn so far; the first is the default recipe.
    private(set) var trials: [TuningPlan.Trial]

    /// Whether every point of the space has been drawn, judged by repeated attempts.
    private(set) var isExhausted = false

    private var known: Set<[TrialSetting]> = []

    /// The maximum number of draws until a trial differs from all earlier ones: a space may have few points.
    private static let maximumAttempts = 100

    init(space: SearchSpace, _ tuning: Tuning, defaultRecipe: Recipe, _ schema: Schema, rows: Int) {
        (self.space, options, self.defaultRecipe) = (space, tuning.options, defaultRecipe)
        (self.schema, self.rows, limit) = (schema, rows, tuning.trials)
        trials = [TuningPlan.Trial(settings: [], recipe: defaultRecipe)]
    }

    /// The number of trials that the search may begin.
    var plannedCount: Int { isExhausted ? trials.count : limit }

    /// Draws until there are that many trials, the limit is reached, or the space is exhausted.
    ///
    /// - Parameter skipsImpossible: Whether settings without a valid recipe are skipped.
    /// - Throws: ``TuningError/impossibleTrial(settings:reason:)`` otherwise.
    mutating func draw(upTo count: Int, skipsImpossible: Bool) throws {
        while trials.count < min(count, limit), !isExhausted {
            guard let trial = try next(skipsImpossible: skipsImpossible) else {
                isExhausted = true
                return
            }
            known.insert(trial.settings)
            trials.append(trial)
        }
    }

    /// Replaces the recipe of the first trial.
    mutating func resolve(_ recipe: Recipe) { trials[0] = TuningPlan.Trial(settings: [], recipe: recipe) }

    private func next(skipsImpossible: Bool) throws -> TuningPlan.Trial? {
        for attempt in 0..<Self.maximumAttempts {
            let settings = space.settings(
                ofTrial: trials.count + 1, attempt: attempt, seed: defaultRecipe.seed)
            guard !known.contains(settings) else { continue }
            do {
                let recipe = try space.recipe(
                    settings, options, defaultRecipe: defaultRecipe, schema, rows: rows)
                return TuningPlan.Trial(settings: settings, recipe: recipe)
            } catch {
                guard skipsImpossible else { throw error }
            }
        }
        return nil
    }
}
