extension Model {
    /// Creates a model whose predictions are the means of those of several models, each trained separately.
    ///
    /// Formula: p(x) = (p₁(x) + … + p_n(x)) / n, over the probabilities of classes or over predicted numbers in the
    /// targets' own units. The class is the most probable one, the first of equals. Both the log loss and the squared
    /// error of p are at most the mean of the members' own. They are the smaller the more the members differ. Source:
    /// Hansen and Salamon, “Neural network ensembles”, IEEE Transactions on Pattern Analysis and Machine Intelligence
    /// 12(10) (1990), p. 993; Krogh and Vedelsby, “Neural network ensembles, cross validation, and active learning”,
    /// NIPS 7 (1995), eq. 6.
    ///
    /// Members may differ in everything but the targets: in network, preprocessing, precision and rows. A member that
    /// is an average itself contributes each of its own. All of the model's properties except its predictions, such as
    /// ``recipe`` and ``provenance``, are those of the first.
    ///
    /// ```swift
    /// let models = try (1...5).map { seed in
    ///     var recipe = recipe
    ///     recipe.seed = seed
    ///     return try Trainer(recipe).train(on: table).model
    /// }
    /// let model = try Model(averaging: models)
    /// ```
    ///
    /// - Parameter models: The members, in order; one is itself.
    /// - Throws: ``ModelError`` if there is no model, or if they predict different targets, or do not give
    ///   probabilities.
    public init(averaging models: [Model]) throws(ModelError) {
        let members = models.flatMap(\.members)
        guard let first = members.first else { throw .nothingToAverage }
        self = first
        guard members.count > 1 else { return }
        try checkAgreement(with: models)
        furtherMembers = Array(members.dropFirst())
        // The recorded scores are those of the first alone.
        provenance.metrics = [:]
        (heldOutErrors, threshold) = (nil, nil)
        // Members of other rows have no common summary.
        if members.contains(where: { $0.dataSummary != first.dataSummary }) { dataSummary = nil }
    }

    /// Refuses models whose predictions cannot be averaged with this one's; they are counted from 1.
    func checkAgreement(with models: [Model]) throws(ModelError) {
        for (index, model) in models.enumerated() {
            if let reason = disagreement(with: model) {
                throw .cannotAverage(member: index + 1, reason: reason)
            }
        }
    }

    /// The models whose predictions are averaged, each with one network; the model itself if nothing is averaged.
    ///
    /// ``Recipe/members`` is their number if one run trains them all. ``init(averaging:)`` takes models of any runs.
    public var members: [Model] {
        var first = self
        first.furtherMembers = []
        if isAverage { (first.heldOutErrors, first.threshold) = (nil, nil) }
        return [first] + furtherMembers
    }

    /// Whether the model averages the predictions of several networks.
    package var isAverage: Bool { !furtherMembers.isEmpty }

    /// Returns a sentence on why another member's predictions cannot be averaged with this one's, or `nil` if they can.
    private func disagreement(with other: Model) -> String? {
        switch (targets, other.targets) {
        case (nil, _), (_, nil):
            return "it was trained on numbers alone and predicts neither tables nor images"
        case (let own?, let theirs?) where own != theirs:
            return "it predicts \(theirs), but the first predicts \(own)"
        case (let own?, _):
            return own.areClasses && !other.network.givesProbabilities
                ? "it gives no probabilities, since its network ends in neither softmax nor sigmoid" : nil
        }
    }

    /// The targets that are predicted.
    private var targets: PredictedTargets? {
        input.task.map {
            PredictedTargets(
                names: preprocessor?.targetNames ?? [], classes: input.classLabels,
                binaryTargets: input.binaryTargets, areClasses: $0 == .classification, images: images?.shape)
        }
    }
}

/// The targets of a model, and the images that they are predicted from.
private struct PredictedTargets: Equatable, CustomStringConvertible {
    let names: [String]
    let classes: [String]
    let binaryTargets: [BinaryTarget]?
    let areClasses: Bool
    let images: Shape?

    var description: String {
        if let binaryTargets {
            let values = binaryTargets.map { "\($0.name) (\($0.positive) or \($0.negative))" }
            return "the yes/no targets \(list(values, limit: 10))"
        }
        let classes = areClasses ? "the classes \(list(classes, limit: 10))" : "numbers"
        return images.map { "\(classes) of images of \($0)" } ?? "\(classes) of \(list(names, limit: 10))"
    }
}

extension Predictions {
    /// Averages the predictions of several models for the same rows; the notes on raw values are those of the first.
    init(averaging parts: [Predictions]) {
        precondition(!parts.isEmpty, "there is something to average")
        self.init(
            content: Content(averaging: parts.map(\.content)), rowCount: parts[0].rowCount,
            report: parts[0].report)
    }
}

extension Predictions.Content {
    /// Averages several models' probabilities, and takes the most probable classes, or averages their numbers.
    init(averaging parts: [Self]) {
        guard parts.count > 1, let first = parts.first else {
            self = parts[0]
            return
        }
        let numbers = parts.map(\.numbers)
        let means = numbers[0].indices.map { index in
            numbers.reduce(0) { $0 + $1[index] } / Double(numbers.count)
        }
        switch first {
        case .classes(_, let labels, _):
            self = .classes(
                ClassScoring.classes(of: means, classCount: labels.count), labels: labels,
                probabilities: means)
        case .values(_, let targets): self = .values(means, targets: targets)
        case .multiLabel(_, let targets): self = .multiLabel(means, targets: targets)
        }
    }

    /// Rows × classes or rows × targets.
    private var numbers: [Double] {
        switch self {
        case .classes(_, _, let probabilities?): probabilities
        case .classes(_, _, nil): preconditionFailure("members of an average give probabilities")
        case .values(let values, _), .multiLabel(let values, _): values
        }
    }
}
