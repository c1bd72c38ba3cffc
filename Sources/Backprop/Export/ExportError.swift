/// A reason why a model cannot be written in another format.
public enum ExportError: BackpropError {
    /// The model was trained on numbers, which have no names.
    case trainedOnNumbers
    /// The model was trained on images.
    case trainedOnImages
    /// The model has features of earlier rows.
    case earlierRows(column: String)
    /// A column holds sentences, which become topics.
    case text(column: String)
    /// The model predicts several yes/no targets, and the classifier of a pipeline predicts one class.
    case severalTargets(names: [String])
    /// The networks of an average read a column as values of different kinds.
    case kindsDiffer(column: String)
    /// A layer is not one of the library's.
    case layer(text: String, position: Int)
    /// The network alone was wanted, and the model has several.
    case severalNetworks(count: Int)
    /// The model is an average, which a pipeline cannot compute.
    case average(networks: Int)
    /// A column holds dates, whose features a pipeline cannot compute.
    case date(column: String)
    /// A column is scaled by its quantiles, which no layer of a pipeline can do.
    case quantiles(column: String)
    /// A column has numbers that single precision cannot hold.
    case extremeNumbers(column: String)
    /// The model decides by a threshold, and the classifier of a pipeline predicts the more probable class.
    case threshold(label: String)
    /// The model has more parameters than an exported model should hold.
    case tooLarge(parameters: Int, limit: Int)
    /// The name of the type or of the functions has no letter or digit.
    case noName(String)
}

extension ExportError {
    /// The category of the error.
    public var category: ErrorCategory {
        switch self {
        case .noName, .severalNetworks: .setting
        default: .data
        }
    }

    /// A sentence that names the part of the model that cannot be written, and a remedy.
    public var description: String {
        switch self {
        case .trainedOnNumbers:
            "The model was trained on numbers alone, and an exported model needs the names of columns. Train it on a table."
        case .trainedOnImages:
            "The model was trained on images, which source code cannot read yet. Export it as ONNX, or predict with the model file."
        case .earlierRows(let column):
            """
            The model computes the column \(quoted(column)) from earlier rows, which an exported model does not know. \
            Train without features of earlier rows, or predict with the model file.
            """
        case .text(let column):
            """
            The column \(quoted(column)) holds sentences, whose topics an exported model cannot compute yet. \
            Train without this column, or predict with the model file.
            """
        case .kindsDiffer(let column):
            """
            The column \(quoted(column)) has values of different kinds in the networks of this average. \
            Export the networks one by one.
            """
        case .layer(let text, let position):
            """
            Layer \(position), \(quoted(text)), is not one that an exported model can compute. \
            Train with another layer in its place, or predict with the model file.
            """
        case .severalNetworks(let count):
            """
            The model is the mean of \(count) networks, and only one can be written alone. \
            Export the whole model, or one of the models that were averaged.
            """
        case .average, .date, .quantiles, .extremeNumbers, .threshold, .severalTargets: pipelineDescription
        case .tooLarge(let parameters, let limit):
            """
            The model has \(parameters) parameters, and a model in this form holds at most \(limit). \
            Train a smaller network, or predict with the model file.
            """
        case .noName(let name):
            "\(quoted(name)) has no letter or digit to name functions by. Choose a file name with a letter."
        }
    }
}
