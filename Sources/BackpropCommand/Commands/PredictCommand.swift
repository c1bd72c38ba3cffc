import ArgumentParser
import Backprop

/// Predicts rows and writes one prediction a row.
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
        let (predictions, names) = try predict(trained)
        let sheet = try PredictionSheet(predictions, withProbabilities: probabilities, images: names)
        let isSheet = names == nil || csv || probabilities || destination != nil
        let text =
            output.json
            ? try sheet.json.text() + "\n" : isSheet ? sheet.csv : Self.sentences(predictions, names ?? [])
        guard let destination else { return Console.result(text) }
        try AtomicFile.write(Array(text.utf8), to: destination)
        let rows = predictions.rowCount == 1 ? "1 prediction" : "\(predictions.rowCount) predictions"
        Console.message("\(rows) written to \(destination)")
    }

    /// A line an image.
    private static func sentences(_ predictions: Predictions, _ names: [String]) -> String {
        names.enumerated().map { row, name in
            let image = Int(name) == nil ? name : "Image \(name)"
            return "\(image) -> Label \(predictions.texts(ofRow: row)[0])\n"
        }.joined()
    }

    /// The predictions, and what images are called where the model takes images.
    private func predict(_ model: Model) throws -> (Predictions, names: [String]?) {
        guard let preprocessor = model.images else {
            let table = try data.read(for: model)
            let predictions = try model.predict(table, threads: threads.count)
            Notices.show(table, predictions)
            return (predictions, nil)
        }
        let images = try ImageSource(path: data.data, reading: images.reading(), table: data.read).images(
            for: model, preprocessor)
        return (
            try model.predict(images, threads: threads.count),
            (0..<images.count).map { images.names?[$0] ?? "\($0 + 1)" }
        )
    }
}
