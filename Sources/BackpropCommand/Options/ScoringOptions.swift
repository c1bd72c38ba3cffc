import ArgumentParser

/// What rows count in scores.
struct ScoringOptions: ParsableArguments {
    @Flag(help: "Score every row by its own weight alone, though its class had a weight in training.")
    var ignoreClassWeights = false
}
