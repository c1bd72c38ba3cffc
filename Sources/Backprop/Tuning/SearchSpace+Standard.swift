extension SearchSpace {
    /// Returns the default space, around the default recipe for the data.
    ///
    /// Its dimensions are layers, widths, activations, optimizer, learning rate, batch size, regularization and
    /// preprocessing. Explicit settings of a run are fixed and not dimensions: of preprocessing and regularization,
    /// those that differ from the defaults.
    ///
    /// - Parameters:
    ///   - schema: The meaning of the columns.
    ///   - rows: The number of rows.
    ///   - options: The explicit settings.
    /// - Throws: ``NetworkError`` or ``TrainingError`` if the explicit settings contradict each other.
    public static func standard(
        for schema: Schema, rows: Int, options: RecipeOptions = RecipeOptions()
    ) throws -> SearchSpace {
        let defaultRecipe = try options.recipe(for: schema, rows: rows).recipe
        let space = StandardSpace(schema: schema, rows: rows, options: options, defaultRecipe: defaultRecipe)
        return SearchSpace(
            space.network + space.preprocessing + space.training + space.regularization)
    }
}

/// The parts of the default space.
private struct StandardSpace {
    let schema: Schema
    let rows: Int
    let options: RecipeOptions
    let defaultRecipe: Recipe

    /// The number of rows from which the default number of epochs suffices, and runs stop by held-out rows.
    private static let manyRows = 10_000

    private var isClassification: Bool { schema.task != .regression }
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

    /// Values around the default widths. The largest take many times as long, and show a benefit only with many rows.
    private var widths: SearchValues {
        .logarithmic(from: 16, to: isClassification && rows >= Self.rowsForBreadth ? 256 : 128)
    }

    private static let rowsForBreadth = 1000

    var preprocessing: [SearchDimension] {
        var dimensions: [SearchDimension] = []
        let skewed = SkewedColumns(of: schema)
        if options.preprocessing.scaling == .auto, has(.numeric) {
            dimensions.append(.scaling([.standard, .robust] + skewed.scalings))
        }
        if options.preprocessing.targetScaling == .auto, !skewed.targetScalings.isEmpty {
            dimensions.append(.targetScaling([.standard] + skewed.targetScalings))
        }
        if options.preprocessing.categoricalEncoding == .auto, has(.categorical) {
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
            dimensions.append(.epochs(.logarithmic(from: defaultRecipe.epochs, to: 3 * defaultRecipe.epochs)))
        }
        if options.batchSize == nil, case .rows(let batch) = defaultRecipe.batchSize {
            dimensions.append(.batchSize(.choices([max(1, batch / 2), batch, 2 * batch])))
        }
        return dimensions
    }

    /// The optimizers, each with its own range of weight decay.
    ///
    /// Decoupled decay, as in AdamW, and decay as a penalty, as in SGD, differ by orders of magnitude.
    private var optimizers: [SearchDimension] {
        if options.optimizer != nil { return learningRate(from: 0.3, to: 3) }
        let isOpen = options.weightDecay == nil && options.explicitSelection != true
        let rate: SearchValues? = options.learningRate == nil ? .logarithmic(from: 0.002, to: 0.05) : nil
        let decay: SearchValues? = isOpen ? .logarithmic(from: 0.03, to: 1) : nil
        guard rate != nil, isOpen else {
            // Explicit settings are among the options, and apply to the default optimizer.
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

    /// Returns a dimension around the default learning rate of an explicit optimizer.
    private func learningRate(from lower: Double, to upper: Double) -> [SearchDimension] {
        guard options.learningRate == nil else { return [] }
        let rate = defaultRecipe.optimizer.learningRate
        return [
            SearchDimension(
                SearchDimension.optimizerName + ".learning-rate",
                .logarithmic(from: lower * rate, to: upper * rate)
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
        if isClassification, regularization.labelSmoothing == 0, defaultRecipe.loss.fusedActivation != nil {
            dimensions.append(.labelSmoothing(.choices([0, 0.05, 0.1, 0.2])))
        }
        return dimensions
    }
}
