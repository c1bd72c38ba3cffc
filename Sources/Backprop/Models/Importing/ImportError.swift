/// A reason why a network of another program cannot become a model.
public enum ImportError: BackpropError {
    /// A tensor has another shape than the network needs.
    case tensorShape(tensor: String, found: [Int], layer: String, position: Int, expected: [Int])
    /// A layer needs a tensor that is not in the file.
    case missingTensor(module: String?, tensor: String, layer: String, position: Int, expected: [Int])
    /// A tensor of the file belongs to no layer.
    case strayTensor(tensor: String, shape: [Int])
    /// There are more or fewer tensors than the network needs.
    case tensorCount(found: Int, expected: Int)
    /// A number is infinite, not a number, or too large for single precision.
    case notFinite(tensor: String)
    /// There are more or fewer names of columns than inputs.
    case columnCount(found: Int, inputs: Int)
    /// The network has more inputs than a table should have columns.
    case tooManyColumns(inputs: Int, limit: Int)
    /// Two columns have one name, or a name is empty.
    case repeatedColumn(String)
    /// There are more or fewer classes than outputs.
    case classCount(found: Int, outputs: Int)
    /// Two classes have one name, or a name is empty.
    case repeatedClass
    /// There are more or fewer names of targets than outputs.
    case targetCount(found: Int, outputs: Int)
    /// There are more or fewer numbers of a setting than inputs.
    case numberCount(name: String, found: Int, expected: Int)
    /// A center is not finite, or a scale is not above 0.
    case badScale
    /// One output for two classes is not a probability.
    case needsSigmoid(Activation)
    /// An activation for the outputs was chosen, but they have one.
    case endsInActivation(Activation)
    /// The network is for images, and its one output is a number.
    case numberOfImage
}

extension ImportError {
    /// The category of the error.
    public var category: ErrorCategory {
        switch self {
        case .tensorShape, .missingTensor, .strayTensor, .tensorCount, .notFinite: .data
        default: .setting
        }
    }

    /// A sentence with the found and the expected value, and a remedy.
    public var description: String {
        switch self {
        case .tensorShape(let tensor, let found, let layer, let position, let expected):
            """
            The tensor \(quoted(tensor)) has the shape \(found), but layer \(position), \(quoted(layer)), needs \(expected). \
            Change the layers or the inputs, so that both agree.
            """
        case .missingTensor(let module, let tensor, let layer, let position, let expected):
            """
            Layer \(position), \(quoted(layer)), needs a tensor \(quoted(tensor)) of the shape \(expected), but \
            \(module.map { "\(quoted($0)) in the file has none" } ?? "the file has no more tensors"). Change the layers.
            """
        case .strayTensor(let tensor, let shape):
            """
            The tensor \(quoted(tensor)) of the shape \(shape) belongs to no layer. Add its layer, or save a file without it.
            """
        case .tensorCount(let found, let expected):
            "There are \(found) tensors, but the network needs \(expected). Change the layers."
        case .notFinite(let tensor):
            """
            The tensor \(quoted(tensor)) has a number that is infinite, not a number, or too large for the precision. \
            Save the weights of a network that predicts numbers.
            """
        default: rowsDescription
        }
    }

    private var rowsDescription: String {
        switch self {
        case .columnCount(let found, let inputs):
            "There are \(found) names of columns, but the network has \(inputs) inputs. Name each input once."
        case .tooManyColumns(let inputs, let limit):
            "The network has \(inputs) inputs, and a table here has at most \(limit) columns. Import a smaller network."
        case .repeatedColumn(let name):
            "The name of a column, \(quoted(name)), is empty or occurs twice. Give each column a name of its own."
        case .classCount(let found, let outputs):
            """
            There are \(found) classes, but the network has \(outputs) output\(outputs == 1 ? "" : "s"). \
            Name one class for each output, or two for one output.
            """
        case .repeatedClass:
            "The name of a class is empty or occurs twice. Give each class a name of its own."
        case .targetCount(let found, let outputs):
            "There are \(found) names of targets, but \(outputs) are needed. Name each predicted number once."
        case .numberCount(let name, let found, let expected):
            "There are \(found) \(name), but the inputs need \(expected). Give one for all, or one for each."
        case .badScale: "A center is not finite, or a scale is not above 0. Choose other numbers."
        case .needsSigmoid(let activation):
            """
            One output for two classes must be a probability from sigmoid, but the network ends in \(activation). \
            Add sigmoid to the outputs, or predict a number.
            """
        case .endsInActivation(let activation):
            "The network ends in \(activation) already. Leave its outputs unchanged."
        case .numberOfImage:
            """
            The network takes images and has one output, which is not a probability. \
            Add sigmoid to the output, or take images as rows of a table.
            """
        default: ""
        }
    }
}
