import ArgumentParser
import BackpropRecipes

/// How rows are divided for a cross-validation.
struct DivisionArguments: ParsableArguments {
    @Option(parsing: .unconditional, help: "How many parts the rows are divided into (default: 5).")
    var folds: Int?

    @Option(parsing: .unconditional, help: "How often the whole is repeated, with other parts (default: 1).")
    var repeats: Int?

    @Option(
        help:
            "How the rows are divided (default: stratified for classes, shuffled for numbers, grouped with --group)."
    )
    var split: ValidationPlan.Split?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("With --split hold-out: the share tested (default: 0.2).", valueName: "share"))
    var testShare: Double?

    /// Overrides what a recipe says; another split forgets the numbers that go with that of the recipe.
    func apply(to plan: inout ValidationPlan) {
        if let split {
            if split != plan.split { plan = ValidationPlan() }
            plan.split = split
        }
        if let folds { plan.folds = folds }
        if let repeats { plan.repeats = repeats }
        if let testShare { plan.testShare = testShare }
    }
}

extension ValidationPlan.Split: ExpressibleByArgument {}
