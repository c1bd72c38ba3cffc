extension StepTrace {
    /// Traces the first step of a recipe on a row of a table, prepared as training prepares it.
    ///
    /// - Parameters:
    ///   - recipe: What to do; its batch size does not matter.
    ///   - table: The rows, as they were read; the preprocessor is fitted on those that training would use.
    ///   - schema: What the columns mean; by default inferred as the recipe's columns say.
    ///   - row: The row, from 0.
    /// - Throws: ``SchemaError``, ``PreprocessingError``, ``NetworkError`` or ``TrainingError``.
    public init(_ recipe: Recipe, table: Table, schema: Schema? = nil, row: Int) throws {
        let schema = try schema ?? Schema(inferring: table, selection: recipe.columns)
        let preprocessor = try PreparedTable(recipe, table: table, schema: schema, rows: nil).preprocessor
        try self.init(recipe, table: table, row: row, preprocessor: preprocessor, parameters: nil)
    }

    /// Traces the step that training would make next if a model were trained on by a row of a table, with an optimizer
    /// that remembers nothing yet.
    ///
    /// - Parameters:
    ///   - model: The network, its parameters, its preprocessor, and the recipe that it was trained by.
    ///   - table: The rows, as they were read.
    ///   - row: The row, from 0.
    /// - Throws: ``ModelError``, ``PreprocessingError`` or ``TrainingError``.
    public init(_ model: Model, table: Table, row: Int) throws {
        guard let preprocessor = model.preprocessor else { throw ModelError.trainedOnNumbers }
        try self.init(
            model.recipe, table: table, row: row, preprocessor: preprocessor, parameters: model.parameters)
    }

    private init(
        _ recipe: Recipe, table: Table, row: Int, preprocessor: Preprocessor, parameters: Parameters?
    ) throws {
        func trace<S: Scalar>(as scalar: S.Type) throws -> StepTrace {
            let data = try preprocessor.dataset(from: table, rows: [row], as: S.self, for: .evaluation)
            return try StepTrace(recipe, data: data, parameters: parameters?.values(as: S.self))
        }
        precondition((0..<table.rowCount).contains(row), "the row is there")
        self = recipe.precision == .float32 ? try trace(as: Float.self) : try trace(as: Double.self)
        place = Place(source: table.source, row: row + 1, line: table.line(ofRow: row))
        inputNames = preprocessor.featureNames
        outputNames =
            preprocessor.targetEncoding == .oneHot ? preprocessor.classLabels : preprocessor.targetNames
        if preprocessor.targetEncoding == .binary, let label = preprocessor.classLabels.last {
            outputNames = [label]
        }
    }
}
