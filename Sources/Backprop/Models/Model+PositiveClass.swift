extension Model {
    /// The label of the positive class of two, which precision, recall, average precision and calibration are about, or
    /// `nil` for other numbers of classes.
    ///
    /// It is the class with fewer training rows, or of equally frequent ones the second, unless another was chosen.
    public var positiveClass: String? { input.positiveClass.map { input.classLabels[$0] } }

    /// Returns the model with another positive class in its scores; predictions stay equal.
    ///
    /// - Throws: ``PositiveClassError`` unless the label is one of two.
    public func choosing(positiveClass label: String) throws(PositiveClassError) -> Model {
        var model = self
        model.input = try input.choosing(positive: label)
        return model
    }
}

/// The reason why a class cannot be the positive one.
public enum PositiveClassError: BackpropError {
    /// The label is not one of the classes.
    case unknown(label: String, known: [String])
    /// The number of classes is not two; 0 if numbers are predicted.
    case notTwoClasses(count: Int)
    /// The positive values of several yes/no targets are those that were chosen in training.
    case severalTargets
}

extension PositiveClassError {
    /// The category of the error.
    public var category: ErrorCategory { .setting }

    /// A sentence that names the problem, and another with a remedy.
    public var description: String {
        switch self {
        case .unknown(let label, let known):
            "There is no class \(quoted(label)) to be the positive one. The classes are "
                + "\(list(known.map(quoted), limit: 20)). Choose one of them."
        case .notTwoClasses(let count):
            "Only one of two classes can be the positive one, but "
                + (count == 0 ? "numbers are predicted here." : "there are \(count) classes here.")
                + " Leave the positive class out."
        case .severalTargets:
            "The outputs of several yes/no targets are probabilities of the positive values that training chose. "
                + "Leave the positive class out, or train with another one."
        }
    }
}
