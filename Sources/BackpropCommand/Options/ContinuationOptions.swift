import ArgumentParser
import Backprop

/// The options of a run that continues a model.
struct ContinuationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A model to continue with new rows of the same table, or with images: its network, preprocessing, target, classes and recipe. The optimizer begins without memory.",
            valueName: "model"))
    var from: String?

    @Flag(
        help: """
            With --from: fit the preprocessing again, on the new rows; their columns must give the same inputs.
            """)
    var refit = false

    @Flag(
        help: """
            With --from: replace the last layer by a new one, for other classes or numbers; --freeze keeps the others.
            """)
    var newHead = false

    @Option(
        "hold-out", .belowOne,
        "With --from: the share of the new rows that is not trained on, to score the model before and after",
        default: "\(Continuation.defaultHeldOutShare), 0 for fewer than 10 rows", valueName: "share")
    var holdOut: Double?

    /// Returns the model to continue, or `nil` if there is none.
    func model() throws -> Model? {
        guard let from else {
            let options = [
                refit ? "--refit" : nil, newHead ? "--new-head" : nil, holdOut == nil ? nil : "--hold-out",
            ]
            if let option = options.compactMap(\.self).first { throw UsageError("\(option) needs --from") }
            return nil
        }
        return try Model(contentsOf: from)
    }

    /// Returns the way to continue a model: that of a recipe, with these options.
    func continuation(of model: Model, recipe: Continuation?) -> Continuation {
        var continuation = recipe ?? model.continuation()
        if refit { continuation.refits = true }
        if newHead { continuation.replacesLastLayer = true }
        if let holdOut { continuation.heldOutShare = holdOut }
        return continuation
    }
}
