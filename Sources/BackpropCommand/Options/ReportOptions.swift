import ArgumentParser
import Backprop
import BackpropRecipes

/// The option for the path of an HTML report.
struct ReportOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The file to write a report to, as one HTML page: scores compared with baselines, charts, the network, the recipe.",
            valueName: "file"))
    var report: String?

    /// The approximate number of multiplications that an importance may take that was not requested.
    private static let importanceBudget = 2e10

    /// The page as an output.
    var target: OutputGuard.Output? { OutputGuard.Output("--report", report) }

    /// Refuses a page that would replace an input, or that cannot be written, before any computation.
    func check(against inputs: [String?]) throws {
        guard let report else { return }
        try OutputGuard.prepare(output: report, against: inputs)
    }

    /// Writes the page, if one was requested.
    func write(_ page: () throws -> HTMLReport) throws {
        guard let report, Ranks.isFirst else { return }
        try AtomicFile.write(Array(page().text.utf8), to: report)
        Console.message("Report written to \(report)")
    }

    /// Writes the page, if one was requested, and returns the error if that failed.
    func failure(_ page: () throws -> HTMLReport) -> (any Error)? {
        do {
            try write(page)
            return nil
        } catch {
            return error
        }
    }

    /// Reports that no page is written, if one was requested.
    func sayNothingIsWritten(because reason: String) {
        if let report { Console.warning("no report is written to \(report), since \(reason)") }
    }

    /// The reason why importance is left out of a page if ``importance(_:columns:rows:parameters:seed:)`` returns
    /// `nil`.
    static let importanceTakesLong =
        "with so many columns, rows and parameters it would take long; evaluate --importance measures it"

    /// Returns the settings for the page's importance if none was requested, or `nil` if measuring it would take long.
    ///
    /// The score is one that is defined for any rows.
    func importance(
        _ task: LearningTask, columns: Int, rows: Int, parameters: Int, seed: UInt64
    ) -> PermutationSettings? {
        let metric: Metric =
            switch task {
            case .classification: .accuracy
            case .regression: .rmse
            case .multiLabel: .logLoss
            }
        let settings = PermutationSettings(metric: metric, seed: seed)
        let work = Double(columns) * Double(rows) * Double(parameters) * Double(settings.repeats)
        return report != nil && work <= Self.importanceBudget ? settings : nil
    }

    /// Returns the dependence of predictions on the most important columns for a page. It is `nil` if no page is written,
    /// importance is not known, or computing it would take long.
    func dependence(
        of model: Model, on table: Table, _ importance: PermutationImportance?, threads: Int
    ) throws -> ModelExplanation? {
        guard report != nil, let importance, model.predictsNumbersOrProbabilities else { return nil }
        let columns = importance.explainedColumns
        let parameters = model.members.reduce(0) { $0 + $1.layout.count }
        let work = Double(ModelExplanation.predictedRowCount(columns: columns.count)) * Double(parameters)
        guard work <= Self.importanceBudget else { return nil }
        return try model.explanation(on: table, columns: columns, seed: model.recipe.seed, threads: threads)
    }

    /// The command of this run, in a form that a shell reads.
    static var command: String {
        (["backprop"] + CommandLine.arguments.dropFirst()).map(shellWord).joined(separator: " ")
    }
}

extension Model {
    /// Whether predictions have numbers that curves can show.
    fileprivate var predictsNumbersOrProbabilities: Bool {
        preprocessor?.task != .classification || members.allSatisfy(\.network.givesProbabilities)
    }
}
