extension SearchSpace {
    /// The space that is searched where none is given: layers, widths, activations, optimizer, learning rate, batch
    /// size, regularization and preprocessing, around what the defaults choose for the data.
    ///
    /// What was said about a run stays as it was said, and is no dimension. Of preprocessing and regularization that
    /// is what differs from the defaults.
    ///
    /// - Parameters:
    ///   - schema: What the columns mean.
    ///   - rows: The number of rows.
    ///   - options: What was said.
    /// - Throws: ``NetworkError`` or ``TrainingError`` when what was said contradicts itself.
    public static func standard(
        for schema: Schema, rows: Int, options: RecipeOptions = RecipeOptions()
    ) throws -> SearchSpace {
        let usual = try options.recipe(for: schema, rows: rows).recipe
        let space = StandardSpace(schema: schema, rows: rows, options: options, usual: usual)
        return SearchSpace(
            space.network + space.preprocessing + space.training + space.regularization)
    }
}

/// The parts of the space that is searched where none is given.
private struct StandardSpace {
    let schema: Schema
    let rows: Int
    let options: RecipeOptions
    let usual: Recipe

    /// From so many rows on a run is long enough as it is, and stops by rows that it keeps apart.
    private static let manyRows = 10_000

    private var isClassification: Bool { schema.task == .classification }
    private var searches: Bool { options.optimizer is any FullBatchOptimizer }

    var network: [SearchDimension] {
        guard options.hiddenLayers == nil else { return [] }
        let dropout: [SearchDimension] = searches ? [] : [.dropout(.choices([0, 0.2, 0.5]))]
        return [
            .depth(.choices(isClassification ? [1, 2] : [1, 2, 3])),
            .width(widths),
            .activation(isClassification ? [.relu, .gelu, .tanh] : [.gelu, .relu, .tanh]),
        ] + dropout
    }

    /// Around the usual ones. The broadest take many times as long, and many rows to tell that they are better.
    private var widths: SearchValues {
        .logarithmic(from: 16, to: isClassification && rows >= Self.rowsForBreadth ? 256 : 128)
    }

    private static let rowsForBreadth = 1000

    var preprocessing: [SearchDimension] {
        let standard = PreprocessingSettings()
        var dimensions: [SearchDimension] = []
        if options.preprocessing.scaling == standard.scaling, has(.numeric) {
            dimensions.append(.scaling([.standard, .robust]))
        }
        if options.preprocessing.categoricalEncoding == standard.categoricalEncoding, has(.categorical) {
            dimensions.append(.encoding([.oneHot(), .ordinal]))
        }
        return dimensions
    }

    private func has(_ role: ColumnRole) -> Bool { schema.columns.contains { $0.role == role } }

    var training: [SearchDimension] {
        guard !searches else { return [] }
        var dimensions = optimizers
        if options.schedule == nil { dimensions.append(.schedule([.cosine(floor: 0)])) }
        if options.epochs == nil, rows < Self.manyRows {
            dimensions.append(.epochs(.logarithmic(from: usual.epochs, to: 3 * usual.epochs)))
        }
        if options.batchSize == nil, case .rows(let batch) = usual.batchSize {
            dimensions.append(.batchSize(.choices([max(1, batch / 2), batch, 2 * batch])))
        }
        return dimensions
    }

    /// Decay that is apart from the gradient's step, as AdamW has it, and decay as a penalty, as SGD has it, differ
    /// by orders of magnitude.
    private var optimizers: [SearchDimension] {
        if options.optimizer != nil { return learningRate(from: 0.3, to: 3) }
        let isOpen = options.weightDecay == nil && options.searchesWeightDecay != true
        let rate: SearchValues? = options.learningRate == nil ? .logarithmic(from: 0.002, to: 0.05) : nil
        let decay: SearchValues? = isOpen ? .logarithmic(from: 0.03, to: 1) : nil
        guard rate != nil, isOpen else {
            // What was said stands in the options, and goes with the optimizer that the data choose.
            guard rate != nil || isOpen else { return [] }
            return SearchDimension.optimizers([
                OptimizerChoice("default", nil, learningRate: rate, weightDecay: decay)
            ])
        }
        let adamw = OptimizerChoice("adamw", AdamW(), learningRate: rate, weightDecay: decay)
        let sgd = OptimizerChoice(
            "{rule: sgd, momentum: 0.9, nesterov: true}",
            SGD(learningRate: 0.05, momentum: 0.9, nesterov: true),
            learningRate: .logarithmic(from: 0.005, to: 0.2),
            weightDecay: .logarithmic(from: 0.0001, to: 0.03))
        return SearchDimension.optimizers([adamw, sgd])
    }

    /// Around the usual one, where the optimizer is given.
    private func learningRate(from least: Double, to most: Double) -> [SearchDimension] {
        guard options.learningRate == nil else { return [] }
        let usual = usual.optimizer.learningRate
        return [
            SearchDimension(
                SearchDimension.optimizerName + ".learning-rate",
                .logarithmic(from: least * usual, to: most * usual)
            ) { value, trial in
                if let number = value.number { trial.setLearningRate(number) }
            }
        ]
    }

    var regularization: [SearchDimension] {
        guard !searches else {
            return options.regularization == nil ? [.l2(.logarithmic(from: 0.001, to: 0.1))] : []
        }
        var dimensions: [SearchDimension] = []
        let regularization = options.regularization ?? .none
        if regularization.inputNoise == 0 {
            dimensions.append(.inputNoise(.choices([0, 0.1, 0.2, 0.3, 0.5])))
        }
        if isClassification, regularization.labelSmoothing == 0, usual.loss.fusedActivation != nil {
            dimensions.append(.labelSmoothing(.choices([0, 0.05, 0.1, 0.2])))
        }
        return dimensions
    }
}
