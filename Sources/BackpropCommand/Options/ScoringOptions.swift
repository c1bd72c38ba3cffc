import ArgumentParser
import Backprop

/// The option for the weights of rows in scores.
struct ScoringOptions: ParsableArguments {
    @Flag(
        help: """
            Count every row in the scores by the weight that its class had in training, too, not by its own weight \
            alone.
            """)
    var weightedScores = false
}
