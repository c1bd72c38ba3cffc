import Backprop

/// The columns that a model needs and the values that it predicts, for descriptions and for rows by position.
struct ServedSchema: Sendable {
    /// A column or an output.
    struct Field: Hashable, Sendable {
        let name: String
        let isNumber: Bool
        /// The kind of values: `number`, `category`, `date` or `text`.
        var kind = "number"
        /// A value that stands for a missing one, or the most frequent one, or `nil` if there is none.
        var typical: JSONValue?
        /// The categories of a column, or the labels of an output; empty for others.
        var values: [String] = []
        /// The range of a column in training, for dates in seconds since the beginning of 1970, or `nil` for others.
        var range: ClosedRange<Double>?
        /// The decimal mark of percentages, or `nil` for other columns. Their cells are texts such as `12,5 %`, since a
        /// number could also mean the fraction.
        var percentMark: DecimalMark?
    }

    /// The columns that the model uses, in the order of the training table.
    let inputs: [Field]
    /// The columns of the answer, without that of unusual values.
    let outputs: [Field]
    /// The kind of prediction.
    let task: String
    /// The labels of classes; empty for other predictions.
    let classes: [String]

    /// The shape of images: height, width, channels, or `nil` for rows of tables.
    let image: Shape?

    init(_ model: Model) {
        var seen = Set<String>()
        let past = Set(model.columnsOfEarlierRows)
        let used = model.members.flatMap { $0.preprocessor?.columns ?? [] }
            .filter { $0.width > 0 && !past.contains($0.name) && seen.insert($0.name).inserted }
        inputs = used.map { Field($0) }
        image = model.images?.shape
        var choice = PredictionSheet.Choice()
        choice.hasRemarks = false
        let labels = model.input.classLabels
        let areTexts = model.input.task != .regression
        outputs = PredictionSheet(model, choice).header.map { name in
            Field(
                name: name, isNumber: !(areTexts && name.hasPrefix("prediction")),
                kind: areTexts && name.hasPrefix("prediction") ? "category" : "number",
                values: name == "prediction" ? labels : [])
        }
        tensorShapes = Self.tensorShapes(model)
        task = model.input.task.map { "\($0)" } ?? ""
        classes = labels
    }

    /// The names, types and widths of the outputs as tensors.
    let tensorShapes: [(name: String, type: String, width: Int)]

    private static func tensorShapes(_ model: Model) -> [(name: String, type: String, width: Int)] {
        let targets = model.preprocessor?.targetNames.count ?? 1
        switch model.input.task {
        case .classification, nil:
            let labels: [(name: String, type: String, width: Int)] = [("prediction", "BYTES", 1)]
            return model.network.givesProbabilities
                ? labels + [("probabilities", "FP64", model.input.classLabels.count)] : labels
        case .regression: return [("prediction", "FP64", targets)]
        case .multiLabel: return [("prediction", "BYTES", targets), ("probabilities", "FP64", targets)]
        }
    }

    /// The schema as JSON.
    var json: JSONValue {
        var object: JSONValue = [
            "task": JSONValue(task), "classes": JSONValue(classes.map { JSONValue($0) }),
            "columns": JSONValue(inputs.map(\.json)), "outputs": JSONValue(outputs.map(\.json)),
        ]
        if let image { object["image"] = JSONValue((0..<image.rank).map { JSONValue(image[$0]) }) }
        return object
    }
}

extension ServedSchema.Field {
    /// Describes a column that a model uses.
    init(_ column: PreprocessorColumn) {
        self.init(name: column.name, isNumber: column.numeric != nil)
        if let numbers = column.numeric {
            (range, typical) = (numbers.minimum...numbers.maximum, JSONValue(numbers.fill))
            if case .number(let format) = column.format, format.suffix == "%" {
                percentMark = format.decimalMark
            }
        } else if let categories = column.categories {
            (kind, values) = ("category", categories.labels + categories.rareLabels)
            typical = JSONValue(categories.labels[categories.mostFrequent])
        } else if let dates = column.dates {
            (kind, range, typical) = ("date", dates.minimum...dates.maximum, JSONValue(dates.fill))
        } else {
            kind = "text"
        }
    }

    /// The field as JSON.
    var json: JSONValue {
        var object: JSONValue = [
            "name": JSONValue(name), "type": isNumber ? "number" : "text", "kind": JSONValue(kind),
        ]
        if let typical { object["typical"] = typical }
        if let range {
            (object["minimum"], object["maximum"]) = (
                JSONValue(range.lowerBound), JSONValue(range.upperBound)
            )
        }
        if let percentMark { object["percentMark"] = percentMark == .comma ? "," : "." }
        if !values.isEmpty { object["values"] = JSONValue(values.map { JSONValue($0) }) }
        return object
    }
}
