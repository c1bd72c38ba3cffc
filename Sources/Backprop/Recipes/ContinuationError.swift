/// The reason why a model cannot be continued with the given rows or recipe.
public enum ContinuationError: BackpropError {
    /// The recipe continues a model, but none is given.
    case noModel(sha256: String)
    /// The recipe continues another model.
    case otherModel(expected: String, found: String)
    /// The table lacks a target.
    case noTarget(source: String, name: String, available: [String])
    /// A row has a class that the model does not know.
    case unknownClass(PreprocessingError.Location, known: [String])
    /// A column of categories has values of another kind.
    case otherCategories(PreprocessingError.Location, known: [String])
    /// The preprocessing, fitted again, gives other inputs.
    case otherInputs(source: String, missing: [String], added: [String])
    /// A column of text, whose inputs have another meaning after each fit.
    case refittedText(column: String)
    /// A column of numbers, whose bins are others after the fit.
    case refittedBins(column: String)
    /// The new rows have another task.
    case otherTask(source: String, expected: LearningTask, found: LearningTask)
    /// The network does not end in a layer that can be replaced.
    case noLastLayer(layer: String)
    /// The model averages networks of several runs.
    case severalRuns(members: Int)
    /// The rows have another shape.
    case otherShape(expected: Shape, found: Shape)
}

extension ContinuationError {
    /// The category of the error.
    public var category: ErrorCategory {
        switch self {
        case .noModel, .otherModel, .noLastLayer, .severalRuns: .setting
        default: .data
        }
    }

    /// The location, what was found and expected, and the remedy.
    public var description: String {
        switch self {
        case .noModel(let sha256):
            "The recipe continues the model whose file has the SHA-256 \(sha256), and no model is given. Train with that model."
        case .otherModel(let expected, let found):
            "The recipe continues the model whose file has the SHA-256 \(expected), but that of the given model is \(found). "
                + "Give the other model, or a recipe without it."
        case .noTarget(let source, let name, let available):
            "\(source): There is no column \(quoted(name)), which the model predicts. The columns are \(names(available)). Add it."
        case .unknownClass(let location, let known):
            "\(location): The model does not know the class \(location.found). It knows \(names(known)). Leave such rows out, or "
                + "replace the last layer to learn the classes of these rows."
        case .otherCategories(let location, let known):
            "\(location): No value of the column is a category that the model knows; the first is \(location.found). The model "
                + "knows \(names(known)). Give the column that it was trained on."
        case .otherInputs(let source, let missing, let added):
            "\(source): Fitted again, the preprocessing gives other inputs than the model has: "
                + difference(missing, added)
                + ". Keep the model's preprocessing, or train a new model."
        case .refittedText(let column):
            "The inputs of the text column \(quoted(column)) have another meaning after each fit, so that the preprocessing "
                + "cannot be fitted again. Keep the model's preprocessing."
        case .refittedBins(let column):
            "The bins of the column \(quoted(column)) follow the rows that they are fitted to, so that the preprocessing, "
                + "fitted again, gives other inputs than the model has. Keep the model's preprocessing."
        case .otherTask(let source, let expected, let found):
            "\(source): The model learned \(expected.rawValue), but the target of these rows is one of \(found.rawValue). Give "
                + "rows of the same task."
        case .noLastLayer(let layer):
            "Only a dense layer is replaced, but the network ends in \(quoted(layer)). Keep the last layer."
        case .severalRuns(let members):
            "The model averages \(members) networks of several runs, which have no recipe in common. Continue each of them, "
                + "and average the results."
        case .otherShape(let expected, let found):
            "The model takes rows of the shape \(expected), but these are \(found). Give rows as the model takes them."
        }
    }

    private func names(_ names: [String]) -> String { list(names.map(quoted), limit: 20) }

    private func difference(_ missing: [String], _ added: [String]) -> String {
        [(missing, "without "), (added, "with ")].filter { !$0.0.isEmpty }
            .map { $0.1 + list($0.0.map(quoted), limit: 5) }.joined(separator: ", and ")
    }
}
