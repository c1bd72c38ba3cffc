extension GradientCheck {
    /// Checks a recipe on rows of a table, prepared as training prepares them.
    ///
    /// - Parameters:
    ///   - recipe: What is checked: its network, loss, weights and seed.
    ///   - table: The rows, as they were read.
    ///   - schema: What the columns mean.
    ///   - rowLimit: The most rows; where there are more to train on, as many drawn by the recipe's seed.
    ///   - limit: The most parameters to look at, drawn too.
    ///   - step: h.
    ///   - tolerance: How far apart the two derivatives may be.
    /// - Throws: ``SchemaError``, ``PreprocessingError``, ``NetworkError`` or ``TrainingError``.
    public init(
        _ recipe: Recipe, table: Table, schema: Schema, rowLimit: Int, limit: Int? = nil, step: Double = 1e-5,
        tolerance: Tolerance = Tolerance()
    ) throws {
        try recipe.validate()
        let preparation = try PreparedTable(recipe, table: table, schema: schema, rows: nil)
        let chosen = Self.chosen(preparation.training, limit: rowLimit, seed: recipe.seed)
        let encoded = try preparation.preprocessor.encode(table, rows: chosen, as: Double.self)
        try self.init(recipe, data: encoded.dataset, limit: limit, step: step, tolerance: tolerance)
        rows = encoded.rows
    }

    /// Checks a recipe on images, scaled as training scales them and without augmentation.
    ///
    /// - Parameters: As for a table.
    /// - Throws: ``ImageError``, ``NetworkError`` or ``TrainingError``.
    public init(
        _ recipe: Recipe, images: ImageSet, rowLimit: Int, limit: Int? = nil, step: Double = 1e-5,
        tolerance: Tolerance = Tolerance()
    ) throws {
        try recipe.validate()
        let preprocessor = try ImagePreprocessor(
            fitting: images, scaling: recipe.preprocessing.scaling, targetEncoding: recipe.targetEncoding)
        let chosen = Self.chosen(Array(0..<images.count), limit: rowLimit, seed: recipe.seed)
        let data = try preprocessor.dataset(
            of: images.selecting(chosen), input: recipe.network.inputShape(forImages: images.shape),
            as: Double.self)
        try self.init(recipe, data: data, limit: limit, step: step, tolerance: tolerance)
        rows = chosen
    }

    private static func chosen(_ rows: [Int], limit: Int, seed: UInt64) -> [Int] {
        guard limit < rows.count else { return rows }
        let order = Philox(seed: seed, .checking, layer: 1).permutation(of: rows.count)
        return order.prefix(limit).sorted().map { rows[$0] }
    }
}
