import ArgumentParser
import Backprop
import BackpropRecipes

/// The options for the division of rows in a cross-validation.
struct DivisionOptions: ParsableArguments {
    @Option("folds", 2...1_000_000, "The number of folds that the rows are divided into", default: "5")
    var folds: Int?

    @Option("repeats", 1...100_000, "The number of cross-validations, each with other folds", default: "1")
    var repeats: Int?

    @Option(
        help:
            "The way of dividing the rows (default: stratified for classes, shuffled for numbers, grouped with --group, ordered with --time)."
    )
    var split: ValidationPlan.Split?

    @Option(
        "test-share", .betweenZeroAndOne, "With --split hold-out: the share of rows to test on",
        default: "0.2",
        valueName: "share")
    var testShare: Double?

    /// Overrides the settings of a recipe; another split removes the numbers that belong to the recipe's split.
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
