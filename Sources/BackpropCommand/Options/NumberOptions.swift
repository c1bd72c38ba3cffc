import ArgumentParser
import Backprop

// Options with numbers that one command has. Each group can be parsed by itself.

/// The number of rows that `describe` reads.
struct ExtentOptions: ParsableArguments {
    @Option(
        "rows", 1...(1 << 40), "Read the first rows only", default: "all", valueName: "count")
    var rows: Int?
}

/// The row that `trace` follows.
struct RowOption: ParsableArguments {
    @Option(
        "row", 1...Int.max, "The row of the table, counted from 1 after the header",
        valueName: "number")
    var row: Int = 1
}

/// The numbers of what `evaluate` lists.
struct ListingOptions: ParsableArguments {
    @Option(
        "worst", 1...1_000_000_000, "List this many of the rows that were predicted worst", valueName: "rows")
    var worst: Int?

    @Option("seed", seed: "With --importance: the seed of the shuffles, 0 or more", default: "1")
    var seed: UInt64?
}

/// The extent and the tolerances of `gradcheck`.
struct GradcheckOptions: ParsableArguments {
    @Option(
        "rows", 1...1_000_000_000, "The number of rows to use, drawn by the seed", default: "16",
        valueName: "number")
    var rows: Int?

    @Option(
        "parameters", 1...1_000_000_000, "The largest number of parameters to check, drawn by the seed",
        default: "2000", valueName: "number")
    var parameters: Int?

    @Option("difference", .factor, "The distance by which each parameter is moved", default: "1e-5")
    var difference: Double?

    @Option(
        "tolerance", .nonNegative, "The largest difference of two derivatives, as a share of their size",
        default: "1e-5")
    var tolerance: Double?

    @Option(
        "absolute-tolerance", .nonNegative, "The difference of two derivatives that is always allowed",
        default: "1e-7")
    var absoluteTolerance: Double?
}

/// The rates of `find-learning-rate`.
struct LearningRateRangeOptions: ParsableArguments {
    @Option("lowest", .positive, "The first learning rate", default: "0.000001")
    var lowest: Double?

    @Option("highest", .positive, "The last learning rate", default: "10")
    var highest: Double?

    @Option(
        "steps", 10...1_000_000_000, "The number of updates", default: "one epoch, at least 200",
        valueName: "number")
    var steps: Int?
}

/// The numbers of an optimizer that have options of their own.
struct OptimizerArguments: ParsableArguments {
    @Option("learning-rate", .positive, "The learning rate", default: "by the optimizer")
    var learningRate: Double?

    @Option(
        "momentum", .belowOne, "The share of the last step that is added to the next (sgd, rmsprop)",
        default: "0")
    var momentum: Double?

    @Flag(help: "Use Nesterov's momentum (sgd).")
    var nesterov = false

    @Option("weight-decay", .nonNegative, "The weight decay", default: "by the rows")
    var weightDecay: Double?
}
