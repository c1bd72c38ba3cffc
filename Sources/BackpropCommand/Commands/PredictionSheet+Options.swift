import Backprop

extension PredictionSheet {
    /// Chooses the columns by the options of the command.
    ///
    /// - Parameter isTyped: Whether the file tells numbers from texts.
    /// - Throws: `UsageError` if the options do not fit the model or the rows.
    init(
        _ model: Model, _ rows: any RawRows, _ options: PredictionOptions, _ uncertainty: UncertaintyOptions,
        isTyped: Bool
    ) throws {
        let copied = try options.copiedColumns(of: rows, model)
        try Self.check(options, model)
        var choice = Choice()
        (choice.hasAllProbabilities, choice.hasRemarks) = (options.probabilities, options.outsideTraining)
        choice.hasTypedCells = isTyped
        self.init(
            model, images: rows as? ImageSet, copying: copied, of: rows as? Table, choice,
            uncertainty: try uncertainty.rules(of: model))
    }

    /// Throws an error if the options do not fit the model.
    private static func check(_ options: PredictionOptions, _ model: Model) throws {
        if model.input.binaryTargets != nil { return }
        guard model.input.task == .classification else {
            guard !options.probabilities else {
                throw UsageError("--probabilities goes with classes; this model predicts numbers")
            }
            return
        }
        if options.probabilities { try requireProbabilities(model, "--probabilities") }
        if options.order != nil { try requireProbabilities(model, "--sort") }
    }

    /// Throws an error if the model gives no probabilities of classes.
    private static func requireProbabilities(_ model: Model, _ option: String) throws {
        guard !model.network.givesProbabilities else { return }
        throw UsageError(
            "this model's outputs are scores, not probabilities; leave \(option) out, or train with the output softmax or sigmoid"
        )
    }
}
