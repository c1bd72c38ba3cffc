/// Rows that a model continues to learn from, with its own preprocessing.
struct ContinuedData: WrappedLearningData {
    let data: any LearningData
    private let known: ModelInput
    private let continuation: Continuation

    /// Takes rows for a model.
    ///
    /// - Throws: ``ModelError`` if the model takes rows of another kind, and ``ImageError`` for images of another shape
    ///   or with classes that the model does not know.
    init(_ data: any LearningData, for model: Model, _ continuation: Continuation) throws {
        (self.data, known, self.continuation) = (data, model.input, continuation)
        switch data {
        case is TableData: _ = try known.requireTable()
        case let data as ImageData:
            let preprocessor = try known.requireImages()
            try preprocessor.check(data.images)
            if !continuation.replacesLastLayer { _ = try preprocessor.classIndices(of: data.images) }
        default: break
        }
    }

    /// The model's input. Predictions continue the last of these rows if there are features of earlier ones.
    private func knownInput() throws -> ModelInput {
        guard case .table(let preprocessor) = known, let table = data.raw as? Table else { return known }
        return .table(try preprocessor.continuing(table.withoutDerivedColumns))
    }

    func input(fittedTo rows: [Int], for recipe: Recipe) throws -> ModelInput {
        let known = try knownInput()
        guard continuation.refits || continuation.replacesLastLayer else { return known }
        let fitted = try data.input(fittedTo: rows, for: recipe)
        switch (known, fitted) {
        case (.table(let known), .table(let fitted)):
            if !continuation.refits { return .table(Preprocessor(inputsOf: known, targetsOf: fitted)) }
            try known.refuseOtherInputs(of: fitted, source: data.raw.source)
            return .table(fitted)
        case (.images(let known), .images(let fitted)):
            return .images(
                ImagePreprocessor(
                    scalesOf: continuation.refits ? fitted : known,
                    classesOf: continuation.replacesLastLayer ? fitted : known))
        default: return fitted
        }
    }
}
