/// The reason why a prediction or a model cannot be explained.
public enum ExplanationError: BackpropError {
    /// The model was trained on images, which have no columns.
    case images(Shape)
    /// The model predicts classes without probabilities.
    case noProbabilities
    /// The class is not one of the model's.
    case unknownClass(label: String, known: [String])
    /// A class was chosen, but the model predicts something else.
    case classWithoutClasses(task: LearningTask)
    /// The target is not one of the model's.
    case unknownTarget(name: String, known: [String])
    /// A target was chosen, but the model predicts the classes of a single one.
    case targetOfClasses(name: String)
    /// Several targets are predicted, and none was chosen.
    case severalTargets(known: [String])
    /// The table has no such row, counted from 1.
    case noSuchRow(source: String, row: Int, count: Int)
    /// The background has no rows.
    case noBackground(source: String)
    /// The network has no gradient that could be integrated.
    case noGradient(inputs: Int)

    /// The category of the error.
    public var category: ErrorCategory {
        if case .noBackground = self { .data } else { .setting }
    }

    /// A sentence that names the problem, and another with a remedy.
    public var description: String {
        switch self {
        case .images(let shape):
            "Predictions are explained by the columns of a table, but this model was trained on images of \(shape). "
                + "Look at the pixels that decide in a report of its evaluation."
        case .noProbabilities:
            "The model predicts classes without probabilities, so there is no number to explain. "
                + "Train one whose network ends in softmax or sigmoid."
        case .unknownClass(let label, let known):
            "There is no class \(quoted(label)) to explain. The classes are "
                + "\(list(known.map(quoted), limit: 20)). Choose one of them."
        case .classWithoutClasses(let task):
            "There is no class to choose, since "
                + (task == .regression ? "numbers are" : "several yes/no targets are")
                + " predicted here. Leave the class out."
        case .unknownTarget(let name, let known):
            "There is no target \(quoted(name)) to explain. The targets are "
                + "\(list(known.map(quoted), limit: 20)). Choose one of them."
        case .targetOfClasses(let name):
            "There is no target to choose, since only the class of \(quoted(name)) is predicted here. "
                + "Leave the target out, or choose a class."
        case .severalTargets(let known):
            "The model predicts several targets, and a row is explained for one of them. "
                + "Choose \(list(known.map(quoted), limit: 20))."
        case .noSuchRow(let source, let row, let count):
            count == 0
                ? "There is no row \(row) in \(source), which has no rows. Choose another table."
                : "There is no row \(row) in \(source). Choose one from 1 to \(count)."
        case .noBackground(let source):
            "There are no rows in \(source) to compare with. A table of typical rows is needed."
        case .noGradient(let inputs):
            "The gradient of this network with \(inputs) inputs cannot be computed, because of its layers. "
                + "Use Shapley values."
        }
    }
}
