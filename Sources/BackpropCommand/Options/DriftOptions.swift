import ArgumentParser
import Backprop

/// The options for comparing new rows with earlier ones.
struct DriftOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A table with rows of the time of training. A network then tries to tell them from the new rows, and names the columns that it does so by.",
            valueName: "file"))
    var against: String?

    @Option(
        "fail-above", .nonNegative,
        "End with the exit status 1 if the stability index of a column is above this number and above what chance explains; 0.25 is a common limit",
        default: "none", valueName: "index")
    var failAbove: Double?
}
