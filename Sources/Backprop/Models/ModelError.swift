/// A reason why a model cannot do a task.
public enum ModelError: BackpropError {
    /// The model was trained on numbers and has no preprocessor that would read tables.
    case trainedOnNumbers
    /// The model was trained on images, but the input is a table.
    case trainedOnImages(Shape)
    /// The model was not trained on images, but the input is images.
    case notTrainedOnImages
    /// The model averages several networks, each of which has its own inputs.
    case averages(members: Int)
    /// The list of models to average is empty.
    case nothingToAverage
    /// The recipe averages several networks, but the data are numbers alone.
    case numbersToAverage
    /// A model, counted from 1, cannot be averaged with the first.
    case cannotAverage(member: Int, reason: String)
    /// The model's network cannot be computed on this machine.
    case cannotCompute(reason: String)

    /// The category of the error.
    public var category: ErrorCategory { .data }

    /// A sentence that names the problem, and a remedy.
    public var description: String {
        switch self {
        case .trainedOnNumbers:
            "the model was trained on numbers alone and cannot read tables; call outputs(for:) with numbers"
        case .trainedOnImages(let shape):
            "the model was trained on images of \(shape); give it images"
        case .notTrainedOnImages:
            "the model was not trained on images; give it a table with the columns that it was trained on"
        case .averages(let members):
            "the model averages \(members) networks, each with its own preprocessing; give it tables or images, or use its members one by one"
        case .nothingToAverage: "an average needs at least one model, but there is none"
        case .numbersToAverage:
            "networks that are trained on numbers alone are not averaged; train on a table or on images, or set members to 1"
        case .cannotAverage(let member, let reason):
            "model \(member) cannot be averaged with the first: \(reason)"
        case .cannotCompute(let reason): "the model cannot predict here: \(reason)"
        }
    }
}
