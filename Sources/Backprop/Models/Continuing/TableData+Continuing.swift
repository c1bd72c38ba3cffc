extension TableData {
    /// Takes a table with the columns of a model's training table.
    ///
    /// - Parameter replacesTargets: Whether the classes of the table replace those of the model.
    /// - Throws: ``ModelError`` if the model takes no tables; ``ContinuationError``, ``PreprocessingError`` or
    ///   ``SchemaError`` that names a difference between the columns of the two tables.
    package init(_ table: Table, continuing model: Model, replacesTargets: Bool = false) throws {
        let preprocessor = try model.input.requireTable()
        let (read, time) = (table.withoutDerivedColumns, model.recipe.time)
        // Features of earlier rows replace columns, whose roles only the recipe tells.
        let roles = try preprocessor.selection(in: read)
        var schema = try Schema(
            inferring: read, selection: time.isUsed ? model.recipe.columns : roles,
            binaryTargets: replacesTargets ? nil : preprocessor.binaryTargets)
        schema.taskReason = "It is that of the model that the run continues."
        try preprocessor.refuseOtherCategories(in: read)
        guard !replacesTargets else {
            try self.init(table, schema: schema, time: time)
            return
        }
        try preprocessor.refuseUnknownClasses(of: schema, in: read)
        schema.classLabels = preprocessor.classLabels
        schema.binaryTargets = preprocessor.binaryTargets
        try self.init(table, schema: schema, time: time)
        self.schema.classLabels = preprocessor.classLabels
        self.schema.binaryTargets = preprocessor.binaryTargets
    }
}
