import ArgumentParser

/// The option for the rows before those that are predicted.
struct HistoryOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A table with the rows before these, for models with features of earlier rows (default: the last training rows).",
            valueName: "file"))
    var history: String?
}
