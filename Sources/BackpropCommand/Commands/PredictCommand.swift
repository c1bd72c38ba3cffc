import ArgumentParser
import Backprop

/// Predicts rows and writes one prediction a row.
struct PredictCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "predict",
        abstract: "Predict new rows, with or without the target column.",
        discussion: """
            Writes CSV with the header “prediction”, one row for each input row, in their order.

            Example:
              backprop predict iris.safetensors new-flowers.csv -o predictions.csv --probabilities
            """)

    @Argument(help: "The model file that train wrote.") var model: String
    @OptionGroup(title: "Data") var data: DataOptions
    @OptionGroup var threads: ThreadOptions
    @OptionGroup var output: OutputOptions

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: "Where the predictions go (default: standard output).")
    var destination: String?

    @Flag(help: "Add a column probability_LABEL for each class.")
    var probabilities = false

    func run() throws {
        let model = try Model(contentsOf: model)
        if let destination { try AtomicFile.checkWritable(destination) }
        let table = try data.read()
        let predictions = try model.predict(table, threads: threads.count)
        for notice in predictions.notices { Console.warning(notice) }
        let sheet = try PredictionSheet(predictions, withProbabilities: probabilities)
        let text = output.json ? ((try? sheet.json.text()) ?? "null") + "\n" : sheet.csv
        if let destination {
            try AtomicFile.write(Array(text.utf8), to: destination)
        } else {
            Console.result(text)
        }
    }
}

/// Predictions as columns of text.
struct PredictionSheet {
    private let header: [String]
    private let rows: [[String]]

    init(_ predictions: Predictions, withProbabilities: Bool) throws {
        switch predictions.content {
        case .classes(_, let labels, let probabilities):
            let all = withProbabilities ? probabilities : []
            guard let all else {
                throw UsageError(
                    "this model's outputs are scores, not probabilities; leave --probabilities out, or train with the output softmax or sigmoid"
                )
            }
            header = ["prediction"] + (withProbabilities ? labels.map { "probability_\($0)" } : [])
            rows = (0..<predictions.rowCount).map { row in
                let shares = withProbabilities ? all[(row * labels.count)..<((row + 1) * labels.count)] : []
                return predictions.texts(ofRow: row) + shares.map { "\($0)" }
            }
        case .values(_, let targets):
            guard !withProbabilities else {
                throw UsageError("--probabilities goes with classes; this model predicts numbers")
            }
            header = targets.count == 1 ? ["prediction"] : targets.map { "prediction_\($0)" }
            rows = (0..<predictions.rowCount).map { predictions.texts(ofRow: $0) }
        }
    }

    /// The columns with their header.
    var csv: String {
        DelimitedText.row(header) + rows.map { DelimitedText.row($0) }.joined()
    }

    /// An object with one object a row.
    var json: JSONValue {
        let objects = rows.map { row in
            var object: JSONValue = [:]
            for (name, text) in zip(header, row) {
                object[name] =
                    name.hasPrefix("probability_") ? Double(text).map { JSONValue($0) } : JSONValue(text)
            }
            return object
        }
        return ["rows": JSONValue(rows.count), "predictions": JSONValue(objects)]
    }
}
