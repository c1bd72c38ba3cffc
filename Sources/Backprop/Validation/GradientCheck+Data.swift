extension GradientCheck {
    /// Checks a recipe on rows of a table, with the preprocessing of training.
    ///
    /// - Parameters:
    ///   - recipe: The recipe whose network, loss, weights and seed are checked.
    ///   - table: The rows, without preprocessing.
    ///   - schema: The meaning of the columns.
    ///   - rowLimit: The maximum number of rows; if there are more, the recipe's seed draws that many.
    ///   - limit: The maximum number of parameters to check, drawn too.
    ///   - step: h.
    ///   - tolerance: The tolerance for the difference of the two derivatives.
    /// - Throws: ``SchemaError``, ``PreprocessingError``, ``NetworkError`` or ``TrainingError``.
    public init(
        _ recipe: Recipe, table: Table, schema: Schema, rowLimit: Int, limit: Int? = nil, step: Double = 1e-5,
        tolerance: Tolerance = Tolerance()
    ) throws {
        try self.init(
            recipe, TableData(table, schema: schema, for: recipe), rowLimit: rowLimit, limit: limit,
            step: step, tolerance: tolerance)
    }

    /// Checks a recipe on images, with the scaling of training and without augmentation.
    ///
    /// - Parameters: The parameters are those for a table.
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
