import Backprop

/// The columns that a model needs and the values that it predicts, for descriptions and for rows by position.
struct ServedSchema: Sendable {
    /// A column or an output.
    struct Field: Hashable, Sendable {
        let name: String
        let isNumber: Bool
        /// The categories of a column, or the labels of an output; empty for others.
        var values: [String] = []
        /// The range of a column of numbers in training, or `nil` for others.
        var range: ClosedRange<Double>?
    }

    /// The columns that the model uses, in the order of the training table.
    let inputs: [Field]
    /// The columns of the answer, without that of unusual values.
    let outputs: [Field]
    /// The kind of prediction.
    let task: String
    /// The labels of classes; empty for other predictions.
    let classes: [String]

    init(_ model: Model, _ preprocessor: Preprocessor) {
        var seen = Set<String>()
        let past = Set(model.columnsOfEarlierRows)
        let used = model.members.flatMap { $0.preprocessor?.columns ?? [] }
            .filter { $0.width > 0 && !past.contains($0.name) && seen.insert($0.name).inserted }
        inputs = used.map { column in
            Field(
                name: column.name, isNumber: column.numeric != nil,
                values: column.categories.map { $0.labels + $0.rareLabels } ?? [],
                range: column.numeric.map { $0.minimum...$0.maximum })
        }
        var choice = PredictionSheet.Choice()
        choice.hasRemarks = false
        let labels = preprocessor.classLabels
        let areTexts = preprocessor.task != .regression
        outputs = PredictionSheet(model, choice).header.map { name in
            Field(
                name: name, isNumber: !(areTexts && name.hasPrefix("prediction")),
                values: name == "prediction" ? labels : [])
        }
        tensorShapes = Self.tensorShapes(model, preprocessor)
        task = "\(preprocessor.task)"
        classes = labels
    }

    /// The names, types and widths of the outputs as tensors.
    let tensorShapes: [(name: String, type: String, width: Int)]

    private static func tensorShapes(
        _ model: Model, _ preprocessor: Preprocessor
    ) -> [(name: String, type: String, width: Int)] {
        let targets = preprocessor.targetNames.count
        switch preprocessor.task {
        case .classification:
            let labels: [(name: String, type: String, width: Int)] = [("prediction", "BYTES", 1)]
            return model.network.givesProbabilities
                ? labels + [("probabilities", "FP64", preprocessor.classLabels.count)] : labels
        case .regression: return [("prediction", "FP64", targets)]
        case .multiLabel: return [("prediction", "BYTES", targets), ("probabilities", "FP64", targets)]
        }
    }

    /// The schema as JSON.
    var json: JSONValue {
        [
            "task": JSONValue(task), "classes": JSONValue(classes.map { JSONValue($0) }),
            "columns": JSONValue(inputs.map(\.json)), "outputs": JSONValue(outputs.map(\.json)),
        ]
    }
}

extension ServedSchema.Field {
    /// The field as JSON.
    var json: JSONValue {
        var object: JSONValue = ["name": JSONValue(name), "type": isNumber ? "number" : "text"]
        if let range {
            (object["minimum"], object["maximum"]) = (
                JSONValue(range.lowerBound), JSONValue(range.upperBound)
            )
        }
        if !values.isEmpty { object["values"] = JSONValue(values.map { JSONValue($0) }) }
        return object
    }
}
