import ArgumentParser
import Backprop

/// The options for what is explained, and how.
struct ExplanationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The rows of the table to explain, counted from 1 after the header: 3, or 3,7. Without it the model is explained.",
            valueName: "numbers"),
        transform: Self.rows)
    var row: [Int]?

    @Option(
        help: ArgumentHelp(
            "A table of typical rows to compare with (default: the data's own rows).", valueName: "file"))
    var background: String?

    @Option(
        name: .customLong("class"), parsing: .unconditional,
        help: ArgumentHelp(
            "The class whose probability is explained (default: of two the positive one, else the predicted one of each row).",
            valueName: "name"))
    var label: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The target that is explained, if there are several.", valueName: "name"))
    var target: String?

    @Option(
        help: ArgumentHelp(
            "The method for a row: shapley, which is exact for up to ten columns, or gradients, integrated (default: shapley, unless it takes long).",
            valueName: "method"),
        transform: Self.method)
    var method: ExplanationSettings.Method?

    @Option(
        "samples", 2...1_000_000,
        "For a row with more than ten columns: the number of pairs of orders of the columns to draw",
        default: "50", valueName: "pairs")
    var samples: Int?

    @Option("seed", seed: "The seed of the draws, 0 or more", default: "1")
    var seed: UInt64?

    func validate() throws {
        guard row == nil else { return }
        for (option, isUsed) in [
            ("--background", background != nil), ("--method", method != nil), ("--samples", samples != nil),
        ] where isUsed {
            throw ValidationError("\(option) is about the explanation of rows; name them by --row")
        }
    }

    /// The settings of the library.
    var settings: ExplanationSettings {
        var settings = ExplanationSettings(method: method ?? .automatic, seed: seed ?? 1)
        if let samples { settings.pairs = samples }
        return settings
    }

    private static func rows(_ text: String) throws -> [Int] {
        try text.split(separator: ",", omittingEmptySubsequences: false).map {
            try OptionParsing.whole(String($0), 1...Int.max, "row")
        }
    }

    private static func method(_ text: String) throws -> ExplanationSettings.Method {
        try OptionParsing.choice(text, "method", ["shapley", "gradients"])
    }
}
