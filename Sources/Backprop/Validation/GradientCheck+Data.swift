extension GradientCheck {
    /// Checks a recipe on rows of a table, prepared as training prepares them.
    ///
    /// - Parameters:
    ///   - recipe: The recipe whose network, loss, weights and seed are checked.
    ///   - table: The rows, as they were read.
    ///   - schema: The meaning of the columns.
    ///   - rowLimit: The maximum number of rows; of more to train on, as many are drawn by the recipe's seed.
    ///   - limit: The maximum number of parameters to look at, drawn too.
    ///   - step: h.
    ///   - tolerance: The tolerated distance of the two derivatives.
    /// - Throws: ``SchemaError``, ``PreprocessingError``, ``NetworkError`` or ``TrainingError``.
    public init(
        _ recipe: Recipe, table: Table, schema: Schema, rowLimit: Int, limit: Int? = nil, step: Double = 1e-5,
        tolerance: Tolerance = Tolerance()
    ) throws {
        try self.init(
            recipe, TableData(table, schema: schema, for: recipe), rowLimit: rowLimit, limit: limit,
            step: step, tolerance: tolerance)
    }

    /// Checks a recipe on images, scaled as training scales them and without augmentation.
    ///
    /// - Parameters: As for a table.
    /// - Throws: ``ImageError``, ``NetworkError`` or ``TrainingError``.
    public init(
        _ recipe: Recipe, images: ImageSet, rowLimit: Int, limit: Int? = nil, step: Double = 1e-5,
        tolerance: Tolerance = Tolerance()
    ) throws {
        try self.init(
            recipe, ImageData(images), rowLimit: rowLimit, limit: limit, step: step, tolerance: tolerance)
    }

    /// Checks a recipe on rows of any kind that training would learn from.
    package init(
        _ recipe: Recipe, _ data: any LearningData, rowLimit: Int, limit: Int? = nil, step: Double = 1e-5,
        tolerance: Tolerance = Tolerance()
    ) throws {
        try recipe.validate()
        let prepared = try PreparedData(recipe, data)
        let chosen = Self.chosen(prepared.training, limit: rowLimit, seed: recipe.seed)
        let kept = try data.raw.trainingRows(among: chosen, by: prepared.input)
        let rows = try data.raw.encoded(
            kept, by: prepared.input, for: recipe, purpose: .evaluation, as: Double.self)
        try self.init(
            recipe, data: Dataset(copying: rows), limit: limit, step: step, tolerance: tolerance)
        self.rows = kept
    }

    private static func chosen(_ rows: [Int], limit: Int, seed: UInt64) -> [Int] {
        guard limit < rows.count else { return rows }
        let order = Philox(seed: seed, .checking, layer: 1).permutation(of: rows.count)
        return order.prefix(limit).sorted().map { rows[$0] }
    }
}
