import ArgumentParser
import Backprop

/// Predicts rows and writes one prediction a row.
struct PredictCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "predict",
        abstract: "Predict new rows, with or without the target column.",
        discussion: """
            Writes CSV with the header “prediction”, one row for each input row, in their order. Columns are \
            matched by name where there is a header, else by position.

            Examples:
              backprop predict iris.safetensors flowers.csv --probabilities
              backprop predict iris.safetensors flowers.csv -o predictions.csv
            """)

    @Argument(help: "The model file that train wrote.") var model: String
    @OptionGroup var data: DataOptions
    @OptionGroup var threads: ThreadOptions
    @OptionGroup var output: OutputOptions

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("Where the predictions go (default: standard output).", valueName: "file"))
    var destination: String?

    @Flag(help: "Add a column probability_LABEL for each class.")
    var probabilities = false

    func run() throws {
        let trained = try Model(contentsOf: model)
        if let destination {
            try SameFile.refuse(output: destination, input: data.data)
            try SameFile.refuse(output: destination, input: model)
            try AtomicFile.checkWritable(destination)
        }
        let table = try data.read()
        let predictions = try trained.predict(table, threads: threads.count)
        Notices.show(table, predictions)
        let sheet = try PredictionSheet(predictions, withProbabilities: probabilities)
        let text = output.json ? try sheet.json.text() + "\n" : sheet.csv
        guard let destination else { return Console.result(text) }
        try AtomicFile.write(Array(text.utf8), to: destination)
        let rows = predictions.rowCount == 1 ? "1 prediction" : "\(predictions.rowCount) predictions"
        Console.message("\(rows) written to \(destination)")
    }
}
