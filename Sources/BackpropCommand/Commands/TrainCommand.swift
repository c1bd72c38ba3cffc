import ArgumentParser
import Backprop

/// The command that trains a network on a table or on images and saves it as a model.
struct TrainCommand: ParsableCommand, SharedCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Train a network on a table or on images and save it as a model.",
        discussion: """
            Settings that you leave out are chosen from the data and printed; override any of them.

            Examples:
              backprop train iris.csv --target species
              backprop train wheat.csv --layers "dense 5 sigmoid" --epochs 500
              backprop train digits.csv.gz --image 8x8
              backprop train train-images-idx3-ubyte.gz --labels train-labels-idx1-ubyte.gz
              backprop train photos/ --resize 32x32
              backprop train iris-2025.csv --from iris.safetensors
            """)

    @OptionGroup var learning: LearningOptions
    @OptionGroup(title: "Continuing a model") var continuing: ContinuationOptions
    @OptionGroup(title: "Checkpoints") var checkpoints: CheckpointOptions
    @OptionGroup var page: ReportOptions
    @OptionGroup var threads: ThreadOptions
    @OptionGroup var output: OutputOptions

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp(
            "The file to save the model in (default: the data's name with .safetensors, in this folder).",
            valueName: "file"))
    var model: String?

    @Option(
        help: ArgumentHelp(
            "Held-out rows or images that decide when to stop, in place of a share of the data; read as the data are.",
            valueName: "file"))
    var validation: String?

    @Option(
        help: ArgumentHelp("The labels of the images of --validation: an IDX file.", valueName: "file"))
    var validationLabels: String?

    @Option(
        help: ArgumentHelp("The file to save the complete recipe in, with every choice.", valueName: "file"))
    var saveRecipe: String?

    @Flag(
        help: """
            Keep the data in temporary files, in TMPDIR or next to the model, for data larger than the memory. \
            The model is the same.
            """)
    var stream = false

    @Option(
        help: ArgumentHelp(
            "A file to write one JSON object to for each epoch, one per line; a resumed run appends to it.",
            valueName: "file"))
    var log: String?

    @Option(
        help: ArgumentHelp(
            "A folder to write an event file for TensorBoard to: losses, metric, learning rate, speed, and histograms of weights and gradients.",
            valueName: "folder"))
    var tensorboard: String?

    func run() throws {
        let job = try prepared()
        let open = Ranks.sharing(
            try recipe(for: job.data, job.file.options, continuing: job.start),
            explicit: job.file.options.shards, rows: job.data.rows.rowCount)
        let rows = try job.data.learning(for: open.recipe)
        show(TrainReport.data(job.data) + TrainReport.start(job.start, continuing.from))
        if divides(open.recipe, job.validation) { Notices.warnOfTime(job.data, open.recipe.time) }
        let selection = try selection(of: open.recipe, rows, job.validation)
        let choices = open.recipe.choices(open.choices, resolvedAs: selection.recipe)
        show(
            TrainReport.settings(
                job.data, selection.recipe.preprocessing, choices: choices,
                continuing: job.start?.preprocessor))
        try showOtherValues(job)
        let complete = job.data.complete(selection.recipe, job.file)
        if Ranks.isFirst { try saveRecipe.map { try complete.write(to: $0, choices: choices) } }
        Notices.show(learning.remarks(on: selection.recipe, choices: choices))
        let result = try watched(selection, continuing: job.start) { trainer, observer in
            try trainer.train(
                job.data.learning(for: selection.recipe), validation: job.validation,
                scratchFolder: job.scratchFolder, onEvent: observer.observe)
        }
        // The first rank scores, saves and reports the model of all.
        guard Ranks.isFirst else { return }
        Notices.show((result.model.preprocessor?.notices ?? []) + result.notices)
        try finish(result, job.data, path: job.path) {
            try self.page($0, result, job.data, complete.text(choices: choices))
        }
    }

    /// Prints a part of the report in text.
    private func show(_ text: String) {
        if !output.json { Console.result(Console.replacingControls(text)) }
    }

    /// Returns the page.
    private func page(
        _ rows: any RawRows, _ result: TrainingResult, _ data: CommandData, _ recipe: String
    ) throws -> HTMLReport {
        let model = result.model
        let rowsScored = "\(TrainReport.rowsScored(by: model)); expect less on new ones"
        let origin = ReportOrigin(recipes: [recipe], commands: [ReportOptions.command])
        switch data {
        case .images(let images, _):
            let predictions = try model.predict(images, threads: threads.count)
            var report = try ImageModelReport(
                model, predictions: predictions, on: images, threads: threads.count)
            (report.rowsScored, report.training, report.origin) = (rowsScored, result, origin)
            return try report.page()
        case .table(let table, let schema):
            let table = rows as? Table ?? table
            var report = try TableModelReport(
                model, on: table, schema: schema, rowsScored: rowsScored, threads: threads.count)
            (report.training, report.origin) = (result, origin)
            report.importance = try page.importance(
                schema.task, columns: schema.features.count, rows: table.rowCount,
                parameters: model.layout.count, seed: model.recipe.seed
            ).map { try model.importance(on: table, $0, threads: threads.count) }
            report.importanceAbsence = ReportOptions.importanceTakesLong
            report.dependence = try page.dependence(
                of: model, on: table, report.importance, threads: threads.count)
            return try report.page()
        }
    }

    /// Scores the model on its own rows, saves it, writes the requested page, and reports.
    private func finish(
        _ result: TrainingResult, _ data: CommandData, path: String,
        page html: (any RawRows) throws -> HTMLReport
    ) throws {
        let model = result.model
        let rows = data.scoredRows
        let isWorthSaving = Self.isWorthSaving(result)
        // This comes before scoring, so that an error there does not cost the model.
        if isWorthSaving { try ModelOutput.write(model, to: path) }
        Self.tellInterruption(result, savedTo: isWorthSaving ? path : nil)
        var scores: (model: Evaluation, baselines: [NamedBaseline])?
        do {
            if isWorthSaving {
                scores = (
                    try model.evaluation(of: rows, threads: threads.count), try model.baselines(of: rows)
                )
            }
        } catch {
            // The last parameters of a run that failed may give numbers that are not finite.
            if case .failed = result.ending {
            } else {
                Console.warning("the model is saved to \(path), without scores")
                throw error
            }
        }
        if let scores { try model.addingMetrics(scores.model).write(to: path) }
        let report = TrainReport(
            task: data.task, result: result, scores: scores, path: isWorthSaving ? path : nil,
            streaming: streaming(data, result, path))
        // This comes after the model, so that an error of the page does not cost the model.
        var pageFailure: (any Error)?
        if scores != nil {
            pageFailure = page.failure { try html(rows) }
        } else {
            page.sayNothingIsWritten(
                because: isWorthSaving
                    ? "the scores of the trained model are not finite numbers"
                    : "no epoch left a valid model")
        }
        try output.show(json: report.json, text: report.text)
        if let pageFailure { throw pageFailure }
        if case .interrupted = result.ending, let signal = Interruption.signal { Interruption.exit(signal) }
        guard case .failed(let error) = result.ending else { return }
        Console.warning(
            isWorthSaving
                ? "the model saved is that of epoch \(model.provenance.epochs), the last valid one"
                : "nothing was saved, since no epoch left a valid model")
        throw error
    }

    /// Returns the memory and files used by streaming, if the data were streamed.
    private func streaming(_ data: CommandData, _ result: TrainingResult, _ path: String) -> Streaming? {
        guard stream, case .table(let table, _) = data else { return nil }
        return Streaming(table, result, besideModel: path)
    }
}
