import ArgumentParser
import Backprop

/// When a run ends, option by option.
struct StoppingArguments: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Keep this share of the rows apart, and stop when --metric stops improving on them.",
            valueName: "share"))
    var validationSplit: Double?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "With rows kept apart: what decides which epoch is the best, such as loss, accuracy, f1, roc-auc or rmse (default: loss).",
            valueName: "metric"))
    var metric: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "With rows kept apart: how many epochs to wait for an improvement (default: 20).",
            valueName: "epochs"))
    var patience: Int?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "With rows kept apart: the improvement below which none counts (default: 0).",
            valueName: "amount"))
    var minimumImprovement: Double?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Find the number of epochs by cross-validation in so many folds, then train on all rows that long.",
            valueName: "folds"))
    var stopByCrossValidation: Int?

    /// The rule, given what a recipe says and whether a file holds the rows to stop by.
    func stopping(_ given: Stopping?, hasFile: Bool) throws -> Stopping? {
        if let folds = stopByCrossValidation {
            guard folds >= 2 else {
                throw UsageError("--stop-by-cross-validation is at least 2, not \(folds)")
            }
            guard validationSplit == nil, !hasFile, firstDetail == nil else {
                throw UsageError(
                    "--stop-by-cross-validation keeps no rows apart; leave the other options out")
            }
            return .byCrossValidation(folds: folds)
        }
        if hasFile && validationSplit != nil {
            throw UsageError("--validation and --validation-split exclude each other")
        }
        guard hasFile || validationSplit != nil || firstDetail != nil else { return given }
        return try onValidation(given, hasFile: hasFile)
    }

    /// Whether any of the options was given.
    var isSaid: Bool { stopByCrossValidation != nil || validationSplit != nil || firstDetail != nil }

    private var firstDetail: String? {
        metric != nil
            ? "--metric"
            : patience != nil ? "--patience" : minimumImprovement != nil ? "--minimum-improvement" : nil
    }

    private func onValidation(_ given: Stopping?, hasFile: Bool) throws -> Stopping? {
        var (share, wait, least, measure) = (validationSplit, 20, 0.0, ValidationMetric.loss)
        if case .onValidation(let givenShare, let givenWait, let givenLeast, let givenMetric) = given {
            (share, wait, least, measure) = (share ?? givenShare, givenWait, givenLeast, givenMetric)
        }
        if hasFile { share = 0 }
        guard let share else {
            throw UsageError("\(firstDetail ?? "--patience") needs --validation-split or --validation")
        }
        guard share >= 0, share < 1 else {
            throw UsageError("--validation-split is a share from 0 to below 1, not \(share)")
        }
        wait = patience ?? wait
        guard wait > 0 else { throw UsageError("--patience is at least 1, not \(wait)") }
        least = minimumImprovement ?? least
        guard least >= 0, least.isFinite else {
            throw UsageError("--minimum-improvement is at least 0, not \(least)")
        }
        if let metric { measure = try ValidationMetric(named: metric) }
        if share == 0 && !hasFile { return .afterAllEpochs }
        return .onValidation(share: share, patience: wait, minimumImprovement: least, metric: measure)
    }
}
