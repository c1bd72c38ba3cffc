extension StepTrace {
    /// Traces the first step of a recipe on a row of a table, prepared as training prepares it.
    ///
    /// - Parameters:
    ///   - recipe: The recipe to follow; its batch size does not matter.
    ///   - table: The rows, as they were read; the preprocessor is fitted on those that training would use.
    ///   - schema: The meaning of the columns; defaults to the one inferred with the recipe's columns.
    ///   - row: The index of the row.
    /// - Throws: ``SchemaError``, ``PreprocessingError``, ``NetworkError`` or ``TrainingError``.
    public init(_ recipe: Recipe, table: Table, schema: Schema? = nil, row: Int) throws {
        try self.init(recipe, TableData(table, schema: schema, for: recipe), row: row)
    }

    /// Traces the first step of a recipe on an image, scaled as training scales it and without augmentation.
    ///
    /// - Parameters:
    ///   - recipe: The recipe to follow; its batch size does not matter.
    ///   - images: The images that training would learn from, with labels.
    ///   - index: The index of the image.
    /// - Throws: ``ImageError``, ``NetworkError`` or ``TrainingError``.
    public init(_ recipe: Recipe, images: ImageSet, index: Int) throws {
        try self.init(recipe, ImageData(images), row: index)
    }

    /// Traces the next training step of a model on a row of a table.
    ///
    /// The optimizer starts without state from earlier steps.
    ///
    /// - Parameters:
    ///   - model: The network, its parameters, its preprocessor, and the recipe that it was trained by.
    ///   - table: The rows, as they were read.
    ///   - row: The index of the row.
    /// - Throws: ``ModelError``, ``PreprocessingError`` or ``TrainingError``.
    public init(_ model: Model, table: Table, row: Int) throws {
        try self.init(model, table, row: row)
    }

    /// Traces the next training step of a model on an image.
    ///
    /// The optimizer starts without state from earlier steps.
    ///
    /// - Throws: ``ModelError``, ``ImageError`` or ``TrainingError``.
    public init(_ model: Model, images: ImageSet, index: Int) throws {
        try self.init(model, images, row: index)
    }

    /// Traces the next step of a model on a row of any kind.
    package init(_ model: Model, _ rows: any RawRows, row: Int) throws {
        try self.init(model.recipe, rows, row: row, input: model.input, parameters: model.parameters)
    }

    /// Traces the first step of a recipe on a row of any kind.
    package init(_ recipe: Recipe, _ data: any LearningData, row: Int) throws {
        let input = try PreparedData(recipe, data).input
        try self.init(recipe, data.raw, row: row, input: input, parameters: nil)
    }

    private init(
        _ recipe: Recipe, _ rows: any RawRows, row: Int, input: ModelInput, parameters: Parameters?
    ) throws {
        precondition((0..<rows.rowCount).contains(row), "the row is there")
        func trace<S: Scalar>(as scalar: S.Type) throws -> StepTrace {
            let data = try rows.encoded([row], by: input, for: recipe, purpose: .evaluation, as: S.self)
            return try StepTrace(
                recipe, data: Dataset(copying: data), parameters: parameters?.values(as: S.self))
        }
        self = try recipe.precision.withScalarType { try trace(as: $0) }
        location = Location(source: rows.source, row: row + 1, line: rows.fileLine(ofRow: row))
        inputNames = input.inputNames
        outputNames = input.outputNames
    }
}
