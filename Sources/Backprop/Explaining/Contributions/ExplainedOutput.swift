/// A number that a model predicts and that is explained: the probability of a class or of a yes/no target, or a number
/// in the target's unit.
public struct ExplainedOutput: Hashable, Sendable {
    /// The meaning of the number: `probability of "yes"`, or the target's name.
    public let name: String

    /// The class, target or yes/no target.
    public let label: String

    /// Whether the number is a probability.
    public let isProbability: Bool

    /// The position among the classes or targets.
    let index: Int

    /// The number of classes or targets.
    let count: Int

    /// Returns the number of each row.
    func values(_ content: Predictions.Content) -> [Double] {
        switch content {
        case .classes(_, _, let probabilities?): column(of: probabilities)
        case .values(let values, _): column(of: values)
        case .multiLabel(let probabilities, _): column(of: probabilities)
        case .classes(_, _, nil): preconditionFailure("models without probabilities have no explained output")
        }
    }

    private func column(of values: [Double]) -> [Double] {
        stride(from: index, to: values.count, by: count).map { values[$0] }
    }

    /// The number in a sentence: `probability of "yes"`, `prediction of price`.
    package var phrase: String { isProbability ? name : "prediction of \(name)" }

    /// The number in a sentence of a page, with typographic quotes.
    var pagePhrase: String {
        var isOpen = false
        return String(
            phrase.map { character in
                guard character == "\"" else { return character }
                isOpen.toggle()
                return isOpen ? "“" : "”"
            })
    }

    /// Returns the number as text: four digits, a probability with four places.
    package func text(_ value: Double) -> String {
        isProbability ? NumberText.fixed(value, places: 4) : NumberText.significant(value, digits: 5)
    }
}

extension ExplainedOutput: Encodable {
    private enum CodingKeys: CodingKey { case name, label, isProbability }
}

extension Model {
    /// Returns the numbers that the model predicts for a row: a probability for each class or yes/no target, or a number
    /// for each target. Of two classes only the positive one has a probability here.
    ///
    /// - Parameters:
    ///   - label: The only class to return, or `nil` for all.
    ///   - target: The only target to return, or `nil` for all.
    /// - Throws: ``ModelError/trainedOnNumbers``; ``ExplanationError`` for models of images or without probabilities, and
    ///   for a class or target that does not exist.
    public func explainedOutputs(
        ofClass label: String? = nil, target: String? = nil
    ) throws -> [ExplainedOutput] {
        if let images { throw ExplanationError.images(images.shape) }
        let preprocessor = try input.requireTable()
        guard preprocessor.task == .classification else {
            if label != nil { throw ExplanationError.classWithoutClasses(task: preprocessor.task) }
            return try targets(of: preprocessor, named: target)
        }
        if target != nil { throw ExplanationError.targetOfClasses(name: preprocessor.targetNames[0]) }
        guard members.allSatisfy(\.network.givesProbabilities) else { throw ExplanationError.noProbabilities }
        let labels = preprocessor.classLabels
        let outputs = labels.enumerated().map { index, label in
            ExplainedOutput(
                name: "probability of \(quoted(label))", label: label, isProbability: true, index: index,
                count: labels.count)
        }
        guard let label else { return input.positiveClass.map { [outputs[$0]] } ?? outputs }
        guard let index = LabelVocabulary(labels: labels).index(of: label) else {
            throw ExplanationError.unknownClass(label: label, known: labels)
        }
        return [outputs[index]]
    }

    private func targets(of preprocessor: Preprocessor, named name: String?) throws -> [ExplainedOutput] {
        let names = preprocessor.targetNames
        let all = names.enumerated().map { index, name in
            let target = preprocessor.binaryTargets?[index]
            return ExplainedOutput(
                name: target.map { "probability of \(quoted($0.positive)) for \(quoted(name))" } ?? name,
                label: name, isProbability: target != nil, index: index, count: names.count)
        }
        guard let name else { return all }
        guard let index = names.firstIndex(of: name) else {
            throw ExplanationError.unknownTarget(name: name, known: names)
        }
        return [all[index]]
    }
}
