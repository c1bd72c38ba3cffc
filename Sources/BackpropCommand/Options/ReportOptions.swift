import ArgumentParser
import Backprop
import BackpropRecipes

/// Where to write a page to look at, if anywhere.
struct ReportOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Where to write a page to look at, HTML, that needs no other file: scores beside baselines, charts, the network, the recipe.",
            valueName: "file"))
    var report: String?

    /// About how many multiplications the importance of the columns may take without being asked for.
    private static let importanceBudget = 2e10

    /// The page as an output.
    var target: OutputGuard.Output? { OutputGuard.Output("--report", report) }

    /// Refuses a page that would lie where an input lies, or that cannot be written, before anything is computed.
    func check(against inputs: [String?]) throws {
        guard let report else { return }
        try OutputGuard.prepare(output: report, against: inputs)
    }

    /// Writes the page that was asked for, if one was.
    func write(_ page: () throws -> HTMLReport) throws {
        guard let report else { return }
        try AtomicFile.write(Array(page().text.utf8), to: report)
        Console.message("Report written to \(report)")
    }

    /// Says that there is no page where one was asked for.
    func sayNothingIsWritten(because reason: String) {
        if let report { Console.warning("no report is written to \(report), since \(reason)") }
    }

    /// Why importance is left out of a page where ``importance(_:columns:rows:parameters:seed:)`` is nil.
    static let importanceTakesLong =
        "with so many columns, rows and parameters it would take long; evaluate --importance measures it"

    /// How the page's importance is measured where none was asked for; nil where that would take long.
    ///
    /// The score is one that is defined for whatever rows there are.
    func importance(
        _ task: LearningTask, columns: Int, rows: Int, parameters: Int, seed: UInt64
    ) -> PermutationSettings? {
        let settings = PermutationSettings(
            metric: task == .classification ? .accuracy : .rmse, seed: seed)
        let work = Double(columns) * Double(rows) * Double(parameters) * Double(settings.repeats)
        return report != nil && work <= Self.importanceBudget ? settings : nil
    }

    /// The command that was typed, as a shell reads it.
    static var command: String {
        (["backprop"] + CommandLine.arguments.dropFirst()).map(quoted).joined(separator: " ")
    }

    private static func quoted(_ word: String) -> String {
        func isPlain(_ character: Character) -> Bool {
            character.isASCII && (character.isLetter || character.isNumber)
                || "-_./=:,+@%".contains(character)
        }
        guard word.isEmpty || !word.allSatisfy(isPlain) else { return word }
        return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
            + "'"
    }
}
