import Backprop

/// Predictions as columns of text.
struct PredictionSheet {
    private let header: [String]
    private let rows: [[String]]
    /// The number of columns from the left that hold labels; the others hold numbers.
    private let labelCount: Int
    private let input: EncodingReport

    /// - Parameter images: The names of images, which become a first column, or `nil` for rows of a table.
    init(_ predictions: Predictions, withProbabilities: Bool, images: [String]? = nil) throws {
        input = predictions.report
        switch predictions.content {
        case .classes(_, let labels, let probabilities):
            let all = withProbabilities ? probabilities : []
            guard let all else {
                throw UsageError(
                    "this model's outputs are scores, not probabilities; leave --probabilities out, or train with the output softmax or sigmoid"
                )
            }
            labelCount = images == nil ? 1 : 2
            header =
                (images == nil ? [] : ["image"]) + ["prediction"]
                + (withProbabilities ? labels.map { "probability_\($0)" } : [])
            rows = (0..<predictions.rowCount).map { row in
                let shares = withProbabilities ? all[(row * labels.count)..<((row + 1) * labels.count)] : []
                return (images.map { [$0[row]] } ?? []) + predictions.texts(ofRow: row)
                    + shares.map { "\($0)" }
            }
        case .values(_, let targets):
            guard !withProbabilities else {
                throw UsageError("--probabilities goes with classes; this model predicts numbers")
            }
            labelCount = 0
            header = targets.count == 1 ? ["prediction"] : targets.map { "prediction_\($0)" }
            rows = (0..<predictions.rowCount).map { predictions.texts(ofRow: $0) }
        }
    }

    /// The columns with their header.
    var csv: String {
        DelimitedText.row(header) + rows.map { DelimitedText.row($0) }.joined()
    }

    /// A JSON object that holds an array with one object per row.
    var json: JSONValue {
        let objects = rows.map { row in
            var object: JSONValue = [:]
            for (index, text) in row.enumerated() {
                object[header[index]] = index < labelCount ? JSONValue(text) : JSONValue(Double(text) ?? .nan)
            }
            return object
        }
        return ["rows": JSONValue(rows.count), "predictions": JSONValue(objects), "input": input.json]
    }
}
