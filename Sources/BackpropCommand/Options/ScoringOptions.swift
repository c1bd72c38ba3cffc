import ArgumentParser

/// The option for the weights of rows in scores.
struct ScoringOptions: ParsableArguments {
    @Flag(help: "Score every row by its own weight alone, though its class had a weight in training.")
    var ignoreClassWeights = false
}
