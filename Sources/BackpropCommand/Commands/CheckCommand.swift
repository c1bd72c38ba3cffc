import ArgumentParser
import Backprop

/// The command that shows whether a model still fits new rows.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check whether new rows are still like those that a model was trained on.",
        discussion: """
            Columns, categories, ranges and distributions of the new rows are compared with a summary in the model \
            file, and the predictions with those for rows that were held out in training. The target may be missing.

            The exit status is 1 if the model cannot predict the rows, or if they drifted beyond --fail-above.

            Examples:
              backprop check houses.safetensors january.csv
              backprop check houses.safetensors january.csv --fail-above 0.25
              backprop check houses.safetensors january.csv --against houses.csv
            """)

    @Argument(help: "The model file that train wrote.") var model: String
    @OptionGroup var data: DataOptions
    @OptionGroup(title: "Drift") var drift: DriftOptions
    @OptionGroup var threads: ThreadOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let trained = try Model(contentsOf: model)
        if trained.images != nil {
            throw UsageError("check compares the columns of tables, and the model takes images")
        }
        let table = try data.read(for: trained)
        let earlier = try drift.against.map { try data.reading.table($0, for: trained) }
        Notices.show(table, [])
        let found = try trained.drift(of: table, since: earlier, threads: threads.count)
        let report = CheckReport(path: model, source: table.source, report: found, limit: drift.failAbove)
        try output.show(json: report.json, text: report.text)
        if report.fails { throw ExitCode(1) }
    }
}
