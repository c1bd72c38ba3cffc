/// The kind of rows that a model takes, with the fitted preprocessor that turns them into numbers.
public enum ModelInput: Equatable, Sendable {
    /// Numbers, which the network takes unchanged.
    case numbers
    /// Rows of a table.
    case table(Preprocessor)
    /// Images.
    case images(ImagePreprocessor)

    /// The preprocessor of a table's rows, or `nil` for other kinds of rows.
    public var preprocessor: Preprocessor? {
        if case .table(let preprocessor) = self { preprocessor } else { nil }
    }

    /// The preprocessor of images, or `nil` for other kinds of rows.
    public var images: ImagePreprocessor? {
        if case .images(let preprocessor) = self { preprocessor } else { nil }
    }

    /// Returns the preprocessor of a table's rows, or throws an error that names the model's input instead.
    func requireTable() throws(ModelError) -> Preprocessor {
        switch self {
        case .table(let preprocessor): return preprocessor
        case .images(let preprocessor): throw .trainedOnImages(preprocessor.shape)
        case .numbers: throw .trainedOnNumbers
        }
    }

    /// Returns the preprocessor of images, or throws an error if the model takes something else.
    func requireImages() throws(ModelError) -> ImagePreprocessor {
        guard case .images(let preprocessor) = self else { throw .notTrainedOnImages }
        return preprocessor
    }
}

extension ModelInput {
    /// The kind of prediction, or `nil` for numbers, whose outputs the user interprets.
    package var task: LearningTask? {
        switch self {
        case .numbers: nil
        case .table(let preprocessor): preprocessor.task
        case .images: .classification
        }
    }

    /// The class labels in the order of the outputs; empty if numbers are predicted.
    package var classLabels: [String] {
        switch self {
        case .numbers: []
        case .table(let preprocessor): preprocessor.classLabels
        case .images(let preprocessor): preprocessor.classLabels
        }
    }

    /// The values of each of several yes/no targets, or `nil` if something else is predicted.
    package var binaryTargets: [BinaryTarget]? { preprocessor?.binaryTargets }

    /// The names of the inputs; empty if they have none.
    package var inputNames: [String] { preprocessor?.featureNames ?? [] }

    /// The names of the outputs: classes or targets; empty if they have none.
    package var outputNames: [String] {
        switch targetEncoding {
        case nil: []
        case .numeric, .multiLabel: preprocessor?.targetNames ?? []
        case .oneHot: classLabels
        case .binary: classLabels.suffix(1)
        }
    }

    /// The layout of the targets, or `nil` for numbers.
    var targetEncoding: TargetEncoding? {
        switch self {
        case .numbers: nil
        case .table(let preprocessor): preprocessor.targetEncoding
        case .images(let preprocessor): preprocessor.targetEncoding
        }
    }

    /// The targets of the training rows taken together, or `nil` for numbers.
    var targetSummary: TargetSummary? {
        switch self {
        case .numbers: nil
        case .table(let preprocessor): preprocessor.targetSummary
        case .images(let preprocessor): TargetSummary(classShares: preprocessor.classShares)
        }
    }

    /// The label of the positive class, if it was chosen explicitly.
    var positiveLabel: String? {
        switch self {
        case .numbers: nil
        case .table(let preprocessor): preprocessor.positiveLabel
        case .images(let preprocessor): preprocessor.positiveLabel
        }
    }

    /// The index of the positive class of two: the chosen one, or the one with fewer training rows, or of equally
    /// frequent ones the second. It is `nil` for other numbers of classes.
    package var positiveClass: Int? {
        guard classLabels.count == 2 else { return nil }
        if let index = positiveLabel.flatMap(classLabels.firstIndex(of:)) { return index }
        let shares = targetSummary?.classShares ?? []
        return shares.count == 2 && shares[0] < shares[1] ? 0 : 1
    }

    /// Returns the input with an explicit positive class.
    ///
    /// - Throws: ``PositiveClassError`` unless the label is one of two.
    func choosing(positive label: String) throws(PositiveClassError) -> ModelInput {
        let labels = classLabels
        if binaryTargets != nil { throw .severalTargets }
        guard labels.count == 2 else { throw .notTwoClasses(count: labels.count) }
        guard let index = LabelVocabulary(labels: labels).index(of: label) else {
            throw .unknown(label: label, known: labels)
        }
        switch self {
        case .numbers: return self
        case .table(var preprocessor):
            preprocessor.positiveLabel = labels[index]
            return .table(preprocessor)
        case .images(var preprocessor):
            preprocessor.positiveLabel = labels[index]
            return .images(preprocessor)
        }
    }

    /// The input without the weights of classes.
    var ignoringClassWeights: ModelInput {
        preprocessor.map { .table($0.ignoringClassWeights) } ?? self
    }
}
