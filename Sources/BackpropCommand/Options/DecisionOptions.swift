import ArgumentParser
import Backprop

/// The options for the costs of decisions.
struct DecisionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            What wrong predictions cost, as “truth=prediction:cost” such as “yes=no:5, no=yes:1”: show the costs of the \
            decisions, and of two classes the threshold that costs least. Pairs that are left out cost 1, right \
            predictions 0.
            """,
            valueName: "costs"))
    var cost: String?

    @Option(
        "threshold", .betweenZeroAndOne,
        "Predict the positive class of two from this probability, in place of the model's",
        valueName: "probability")
    var threshold: Double?

    @Flag(
        help: "Store the threshold of --threshold, or the one of --cost that costs least, in the model file.")
    var saveThreshold = false

    func validate() throws {
        if saveThreshold, cost == nil, threshold == nil {
            throw ValidationError("--save-threshold needs --cost or --threshold")
        }
    }

    /// Returns the costs.
    func costs(of model: Model) throws -> CostMatrix? {
        try cost.map { text throws in
            guard model.input.task == .classification else { throw CostError.notClasses }
            return try CostMatrix(parsing: text, labels: model.input.classLabels)
        }
    }

    /// Returns the model with the explicit threshold.
    func deciding(_ model: Model) throws -> Model {
        guard let threshold else { return model }
        guard let label = model.positiveClass else {
            _ = try model.deciding(by: DecisionThreshold(label: "", probability: threshold))
            return model
        }
        return try model.deciding(by: DecisionThreshold(label: label, probability: threshold))
    }

    /// Stores the threshold in the model's file.
    func save(_ report: DecisionReport, to path: String) throws {
        guard saveThreshold else { return }
        // The model that was scored may have another history.
        let model = try Model(contentsOf: path)
        guard let found = threshold == nil ? report.analysis?.threshold?.value : report.explicit else {
            throw CostError.notTwoClasses(count: model.input.classLabels.count)
        }
        try model.deciding(by: found).write(to: path)
        Console.message(
            "\(path) now predicts \(quoted(found.label)) from a probability of \(NumberText.short(found.probability))"
        )
    }
}
