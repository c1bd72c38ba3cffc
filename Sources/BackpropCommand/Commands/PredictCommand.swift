import ArgumentParser
import Backprop

/// The command that predicts rows and writes one prediction per row.
struct PredictCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "predict",
        abstract: "Predict new rows or images, with or without what is to be predicted.",
        discussion: """
            Writes CSV with the header “prediction”, one row for each input row, in their order. Columns are \
            matched by name where there is a header, else by position. For images it writes a line such as \
            “Image 1 -> Label 7”, or with --csv, --probabilities or --output the same CSV.

            Examples:
              backprop predict iris.safetensors flowers.csv --probabilities
              backprop predict iris.safetensors flowers.csv -o predictions.csv
              backprop predict digits.safetensors t10k-images-idx3-ubyte.gz
            """)

    @Argument(help: "The model file that train wrote.") var model: String
    @OptionGroup var data: DataOptions
    @OptionGroup(title: "Images") var images: ImageOptions
    @OptionGroup var threads: ThreadOptions
    @OptionGroup var output: OutputOptions

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("Where the predictions go (default: standard output).", valueName: "file"))
    var destination: String?

    @Flag(help: "Add a column probability_LABEL for each class.")
    var probabilities = false

    @Flag(help: "Write CSV for images too, not a sentence for each.")
    var csv = false

    func run() throws {
        let trained = try Model(contentsOf: model)
        if let destination {
            try OutputGuard.refuse(output: destination, input: data.data)
            try OutputGuard.refuse(output: destination, input: model)
            try AtomicFile.checkWritable(destination)
        }
        let rows = try trained.rows(data, images)
        let predictions = try trained.predictions(of: rows, threads: threads.count)
        Notices.show(rows, predictions)
        let names = rows is ImageSet ? (0..<rows.rowCount).map(RowLabels(rows).name) : nil
        let sheet = try PredictionSheet(predictions, withProbabilities: probabilities, images: names)
        let isSheet = names == nil || csv || probabilities || destination != nil
        let text =
            output.json
            ? try sheet.json.text() + "\n" : isSheet ? sheet.csv : Self.sentences(predictions, names ?? [])
        guard let destination else { return Console.result(text) }
        try AtomicFile.write(Array(text.utf8), to: destination)
        let count = predictions.rowCount == 1 ? "1 prediction" : "\(predictions.rowCount) predictions"
        Console.message("\(count) written to \(destination)")
    }

    /// Returns a line per image.
    private static func sentences(_ predictions: Predictions, _ names: [String]) -> String {
        names.enumerated().map { row, name in
            let image = Int(name) == nil ? name : "Image \(name)"
            return "\(image) -> Label \(predictions.texts(ofRow: row)[0])\n"
        }.joined()
    }
}
