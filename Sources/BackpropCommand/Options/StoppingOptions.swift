import ArgumentParser
import Backprop

/// The options of the rule that ends a run.
struct StoppingOptions: ParsableArguments {
    @Option(
        "validation-split", .belowOne,
        "The share of the rows to hold out; training stops when --metric no longer improves on them",
        valueName: "share")
    var validationSplit: Double?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "With held-out rows: the metric that decides which epoch is the best, such as loss, accuracy, f1, roc-auc or rmse (default: loss).",
            valueName: "metric"))
    var metric: String?

    @Option(
        "patience", 1...1_000_000_000, "With held-out rows: the number of epochs to wait for an improvement",
        default: "20", valueName: "epochs")
    var patience: Int?

    @Option(
        "minimum-improvement", .nonNegative, "With held-out rows: the smallest improvement that counts",
        default: "0", valueName: "amount")
    var minimumImprovement: Double?

    @Option(
        "stop-by-cross-validation", 2...1_000_000,
        "The number of folds of a cross-validation that finds the number of epochs; then all rows are trained on",
        valueName: "folds")
    var stopByCrossValidation: Int?

    /// Returns the rule of these options.
    ///
    /// - Parameters:
    ///   - recipe: The rule of the recipe, which the options change.
    ///   - hasFile: Whether a file holds the rows to stop by.
    func stopping(_ recipe: Stopping?, hasFile: Bool) throws -> Stopping? {
        if let folds = stopByCrossValidation {
            guard validationSplit == nil, !hasFile, firstDetail == nil else {
                throw UsageError(
                    "--stop-by-cross-validation holds no rows out; leave the other options out")
            }
            return .byCrossValidation(folds: folds)
        }
        if hasFile && validationSplit != nil {
            throw UsageError("--validation and --validation-split exclude each other")
        }
        guard hasFile || validationSplit != nil || firstDetail != nil else { return recipe }
        return try onValidation(recipe?.early, hasFile: hasFile)
    }

    /// Whether any of the options is set.
    var isExplicit: Bool { stopByCrossValidation != nil || validationSplit != nil || firstDetail != nil }

    private var firstDetail: String? {
        metric != nil
            ? "--metric"
            : patience != nil ? "--patience" : minimumImprovement != nil ? "--minimum-improvement" : nil
    }

    private func onValidation(_ recipe: EarlyStopping?, hasFile: Bool) throws -> Stopping {
        guard let share = hasFile ? 0 : validationSplit ?? recipe?.share else {
            throw UsageError("\(firstDetail ?? "--patience") needs --validation-split or --validation")
        }
        var early = recipe ?? EarlyStopping()
        early.share = share
        if let patience { early.patience = patience }
        if let minimumImprovement { early.minimumImprovement = minimumImprovement }
        if let metric { early.metric = try ValidationMetric(parsing: metric) }
        return share == 0 && !hasFile ? .afterAllEpochs : .onValidation(early)
    }
}
