extension RecipeOptions {
    /// Returns the recipe of a run that continues a model: that of the model, with some explicit settings of these options.
    ///
    /// These are optimizer, learning rate, weight decay, schedule, loss, epochs, batch size, shards and
    /// seed. Also regularization, augmentation, the rule for stopping, frozen layers and the temperature.
    ///
    /// - Parameters:
    ///   - model: The model to continue.
    ///   - continuation: The way to continue it. Defaults to ``continuation``, else to one that holds a fifth of the
    ///     rows out.
    ///   - table: The rows to learn from.
    /// - Throws: ``SettingError`` for another explicit setting that is not the model's, and ``ContinuationError``,
    ///   ``PreprocessingError`` or ``SchemaError`` for a table that does not fit the model.
    public func recipe(
        continuing model: Model, _ continuation: Continuation? = nil, on table: Table
    ) throws -> Recipe {
        let continuation = continuation ?? self.continuation ?? model.continuation()
        return try recipe(
            continuing: model, continuation,
            on: TableData(table, continuing: model, replacesTargets: continuation.replacesLastLayer))
    }

    /// Returns the recipe of a run that continues a model of images.
    ///
    /// - Throws: ``SettingError`` for an explicit setting that is not the model's, and ``ContinuationError`` or
    ///   ``ImageError`` for images that do not fit the model.
    public func recipe(
        continuing model: Model, _ continuation: Continuation? = nil, on images: ImageSet
    ) throws -> Recipe {
        try recipe(
            continuing: model, continuation ?? self.continuation ?? model.continuation(),
            on: ImageData(images))
    }

    /// Returns the recipe of a run that continues a model with rows of any kind.
    package func recipe(
        continuing model: Model, _ continuation: Continuation, on data: any LearningData
    ) throws -> Recipe {
        try continuation.refuseOther(model)
        try model.refuseSeveralRuns()
        _ = try ContinuedData(data, for: model, continuation)
        var recipe = model.recipe
        (recipe.selection, recipe.continuation) = (nil, continuation)
        if continuation.replacesLastLayer { try recipe.replaceLastLayer(for: data) }
        try override(&recipe)
        try refuseOtherSettings(than: recipe)
        try recipe.refuseTemperature(temperature)
        try recipe.validate()
        _ = try recipe.network.fused(with: recipe.loss)
        return recipe
    }

    /// Takes the settings that a continued run may have of its own.
    private func override(_ recipe: inout Recipe) throws(SettingError) {
        recipe.optimizer = try optimizerOptions.resolved(default: recipe.optimizer)
        if let loss { recipe.loss = loss }
        if let schedule { recipe.schedule = schedule }
        if let epochs { recipe.epochs = epochs }
        if let batchSize { recipe.batchSize = batchSize }
        if let shards { recipe.shards = shards }
        if let shuffles { recipe.shuffles = shuffles }
        if let regularization { recipe.regularization = regularization }
        if let stopping { recipe.stopping = stopping }
        if let augmentation { recipe.augmentation = augmentation }
        if let frozenLayers { recipe.frozenLayers = frozenLayers.isEmpty ? nil : frozenLayers }
        if let temperature { recipe.temperature = temperature }
        if let seed { recipe.seed = seed }
        if let initializer, recipe.continuation?.replacesLastLayer == true {
            recipe.initializer = initializer
        }
    }

    /// The settings that a continued run has from its model.
    private static var settingsOfTheModel: [any RecipeSettingDescription] {
        [
            RecipeSetting<Network>.layers, RecipeSetting<[Network]>.searchLayers,
            RecipeSetting<Activation>.output, RecipeSetting<(any Initializer)?>.initializer,
            RecipeSetting<Bool>.selection, RecipeSetting<Quality>.quality,
            RecipeSetting<Int>.members, RecipeSetting<Precision>.precision,
        ]
    }

    /// Throws for an explicit setting that differs from the recipe's.
    private func refuseOtherSettings(than recipe: Recipe) throws(SettingError) {
        for setting in Self.settingsOfTheModel { try setting.refuseOther(in: self, than: recipe) }
        let open = RecipeOptions()
        func refuse(_ name: String, if isOther: Bool) throws(SettingError) {
            guard isOther else { return }
            throw SettingError(
                name: name, found: "another one", expected: "that of the model that the run continues",
                remedy: "leave it out")
        }
        try refuse(
            "choice of columns", if: columns != open.columns && columns != recipe.columns)
        try refuse(
            "preprocessing", if: preprocessing != open.preprocessing && preprocessing != recipe.preprocessing)
        try refuse("order in time", if: time != open.time && time != recipe.time)
    }

    /// Takes those settings of a model's recipe that a continued run may change, if they are not explicit here.
    package mutating func fill(from recipe: Recipe) {
        optimizer = optimizer ?? recipe.optimizer
        regularization = regularization ?? recipe.regularization
        stopping = stopping ?? recipe.stopping
    }
}

extension RecipeSettingDescription {
    /// Throws if options have the setting with another value than a recipe.
    fileprivate func refuseOther(in options: RecipeOptions, than recipe: Recipe) throws(SettingError) {
        var known = RecipeOptions()
        take(from: recipe, into: &known)
        guard let found = get(options).map(notation.text), found != "by-activation" else { return }
        let expected = get(known).map(notation.text)
        let isSingleNetwork = options.members == 1 && recipe.members == 1 && key == "members"
        guard found != expected, !isSingleNetwork else { return }
        throw SettingError(
            name: title, found: "\"\(found)\"",
            expected: expected.map { "\"\($0)\", as in the model that the run continues" }
                ?? "left out if a run continues a model")
    }
}

extension Continuation {
    /// Throws if the model is another one.
    func refuseOther(_ model: Model) throws(ContinuationError) {
        let found = model.sha256
        guard found == self.model else { throw .otherModel(expected: self.model, found: found) }
    }
}
