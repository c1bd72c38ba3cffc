import Backprop

/// A model card: a page in CommonMark about what a model does, how good it is, and what it must not be used for.
///
/// Source: Mitchell and others, “Model cards for model reporting”, FAT* (2019).
struct ModelCard {
    /// The model's file.
    let path: String
    let model: Model

    private static let maximumColumnCount = 100

    /// The page.
    var text: String {
        let sections: [(String, [String])] = [
            ("Data", dataItems), ("Columns", columnItems), ("Scores", scoreItems),
            ("Decisions and certainty", answerItems), ("Limits", limitItems), ("Recipe", recipeItems),
            ("To repeat it", repeatItems),
        ]
        let body = sections.filter { !$0.1.isEmpty }.map { title, items in
            "## \(title)\n\n" + items.map { "- \($0)\n" }.joined()
        }
        return "# \(Self.escaped(fileName))\n\n\(purpose)\n\n" + body.joined(separator: "\n")
    }

    private var fileName: String { path.split(separator: "/").last.map(String.init) ?? path }
    private var preprocessor: Preprocessor? { model.preprocessor }

    private var purpose: String {
        let count = model.members.count
        let network = count > 1 ? "The mean of \(count) neural networks" : "A neural network"
        let input = model.images.map { "images of \($0.shape)" } ?? "the columns of a table"
        guard let task = model.input.task else { return "\(network) for numbers." }
        let target = Self.names(preprocessor?.targetNames ?? ["the class"])
        let kind = task == .regression ? "a number" : task == .multiLabel ? "yes/no values" : "a class"
        return "\(network) that predicts \(target), \(kind), from \(input)."
    }

    private var dataItems: [String] {
        let provenance = model.provenance
        let source = provenance.source.isEmpty ? "numbers" : Self.escaped(provenance.source)
        let unit = model.images == nil ? "rows" : "images"
        return [
            "Trained on \(source), \(provenance.rows) \(unit).",
            "The SHA-256 of the model file is `\(model.sha256)`. The model does not know that of the data.",
        ]
    }

    private var columnItems: [String] {
        guard let preprocessor else { return [] }
        let columns = preprocessor.columns.filter { $0.width > 0 || $0.role == .target }
        let more = columns.count - Self.maximumColumnCount
        return columns.prefix(Self.maximumColumnCount).map { item($0, preprocessor) }
            + (more > 0 ? ["and \(more) more"] : [])
    }

    private func item(_ column: PreprocessorColumn, _ preprocessor: Preprocessor) -> String {
        let summary = model.dataSummary
        var parts = [column.role == .target ? "to predict" : "used as \(Self.words[column.role] ?? "")"]
        if let numeric = column.numeric {
            parts.append("from \(number(numeric.minimum)) to \(number(numeric.maximum))")
        }
        if let dates = column.dates {
            parts.append("from \(ColumnDrift.date(dates.minimum)) to \(ColumnDrift.date(dates.maximum))")
        }
        if let categories = column.categories {
            parts.append(Self.names(categories.labels + categories.rareLabels))
        }
        if column.role == .target { parts += targetWords(preprocessor) }
        if let summary, let missing = summary[column.name]?.missingCount, missing > 0 {
            parts.append("missing in \(missing) of \(summary.rowCount) rows")
        }
        return "\(Self.escaped(column.name)): \(parts.joined(separator: "; "))"
    }

    private static let words: [ColumnRole: String] = [
        .numeric: "a number", .categorical: "a category", .date: "a date", .text: "a text",
    ]

    private func targetWords(_ preprocessor: Preprocessor) -> [String] {
        let shares = preprocessor.targetSummary.classShares
        return zip(preprocessor.classLabels, shares).prefix(20).map { label, share in
            "\(Self.escaped(label)) in \(percent(share)) of rows"
        }
    }

    private var scoreItems: [String] {
        let task = model.input.task ?? .regression
        let scores = Metric.main(of: task).compactMap { metric in
            model.provenance.metrics[metric.rawValue].map {
                "\(metric.title) \(ScoreLines.text($0, metric))"
            }
        }
        let trained =
            scores.isEmpty
            ? []
            : [
                "On \(TrainReport.rowsScored(by: model)): \(scores.joined(separator: ", ")). Expect less on new rows."
            ]
        return heldOutItems + trained
    }

    /// The scores on held-out rows, as far as the model file keeps them.
    private var heldOutItems: [String] {
        guard let errors = model.heldOutErrors else {
            return [
                "The model file keeps no errors of held-out rows. `backprop cross-validate` measures the scores on new rows."
            ]
        }
        var items = ["Held out by cross-validation: \(errors.rowCount) rows."]
        if let table = errors.thresholds {
            let cut = table.cut(at: 0.5)
            let right = cut.truePositives + table.negatives - cut.falsePositives
            let interval = Self.wilson(right / table.total, count: table.total)
            items.append(
                "Accuracy on these rows: \(percent(right / table.total)), 95 % interval \(percent(interval.lower)) to \(percent(interval.upper)) (Wilson)."
            )
            let (precision, recall) = (table.precision(at: cut), table.recall(at: cut))
            if let precision, let recall {
                items.append(
                    "Of rows predicted as \(Self.escaped(table.label)), \(percent(precision)) are; of rows that are, \(percent(recall)) are predicted so."
                )
            }
        }
        if let median = errors.predictions?.numbers?.median,
            let range = try? IntervalRule(model, level: 0.9).interval(around: median)
        {
            items.append(
                "A prediction of \(number(median)) has the 90 % interval \(number(range.lowerBound)) to \(number(range.upperBound))."
            )
        }
        return items
    }

    /// Returns Wilson's interval of a share: (p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) / (1 + z²/n), with z = 1.96.
    ///
    /// Source: Wilson, “Probable inference, the law of succession, and statistical inference”, Journal of the American
    /// Statistical Association 22 (1927).
    static func wilson(_ share: Double, count: Double) -> (lower: Double, upper: Double) {
        let square = 1.959963984540054 * 1.959963984540054
        let center = share + square / (2 * count)
        let margin = (square * (share * (1 - share) / count + square / (4 * count * count))).squareRoot()
        let factor = 1 + square / count
        return (max(0, (center - margin) / factor), min(1, (center + margin) / factor))
    }

    private var answerItems: [String] {
        var items: [String] = []
        if let threshold = model.threshold {
            items.append(
                "\(Self.escaped(threshold.label)) is predicted from a probability of \(NumberText.short(threshold.probability))."
            )
        }
        if model.heldOutErrors != nil {
            let option = model.input.task == .regression ? "--interval 90" : "--sets 95"
            items.append("`backprop predict \(option)` shows how certain a prediction is.")
        }
        if let temperature = model.recipe.temperature {
            items.append(
                "Probabilities are calibrated on held-out rows, with the temperature \(NumberText.short(temperature))."
            )
        }
        if let error = model.provenance.metrics[Metric.calibrationError.rawValue] {
            items.append(
                "The calibration error on the rows of the scores is \(NumberText.significant(error, digits: 3))."
            )
        }
        return items
    }

    private var limitItems: [String] {
        guard preprocessor != nil else {
            return ["The model knows images like those that it was trained on."]
        }
        let rows = model.provenance.rows
        return [
            "Do not use it for rows with numbers outside of the ranges above, or with other categories: predictions there are not reliable. `predict` names such columns in `outside_training`.",
            "It knows the rows of one source and time. `backprop check` tells whether new rows are still like them.",
            "It was trained on \(rows) rows: groups of few rows among them may be predicted badly.",
            "It shows what occurs together, not what causes what. Columns may stand for others that are not in the table.",
        ] + (model.dataSummary == nil ? ["The file keeps no summary of its training rows."] : [])
    }

    private var recipeItems: [String] {
        let recipe = model.recipe
        return [
            "Network: \(Self.escaped(recipe.network.text)), \(model.layout.count) parameters, \(recipe.precision.rawValue)",
            "Loss: \(Self.escaped(type(of: recipe.loss).typeName))",
            "Optimizer: \(Self.escaped(type(of: recipe.optimizer).typeName)), learning rate \(number(recipe.optimizer.learningRate))",
            "\(model.provenance.epochs) epochs, seed \(recipe.seed)",
            "`backprop inspect --json` shows the complete recipe.",
        ]
    }

    private var repeatItems: [String] {
        let data = model.provenance.source.isEmpty ? "DATA" : model.provenance.source
        return [
            "Backprop \(Self.escaped(BackpropCommand.configuration.version)); a repeated run gives the same bits.",
            "Train by the recipe that `backprop train \(Self.code(data)) --save-recipe recipe.yaml` saved: "
                + "`backprop train --recipe recipe.yaml`.",
            "The importance of columns is not in the file: `backprop evaluate \(Self.code(fileName)) \(Self.code(data)) --importance` measures it.",
        ]
    }

    private func number(_ value: Double) -> String { Self.escaped(NumberText.short(value)) }
    private func percent(_ share: Double) -> String { "\(NumberText.fixed(share * 100, places: 1)) %" }

    private static func names(_ names: [String]) -> String {
        let more = names.count - 20
        return names.prefix(20).map(escaped).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    }

    /// Returns a text without meaning as CommonMark: punctuation has a backslash, and controls are blanks.
    static func escaped(_ text: String) -> String {
        let characters = Array(TextTable.label(text, limit: 60))
        return characters.indices.reduce(into: "") { result, index in
            let (character, next) = (
                characters[index], index + 1 < characters.count ? characters[index + 1] : " "
            )
            // Between letters and digits, these mean nothing in Markdown.
            let isPlain = index > 0 && ".,-:'%".contains(character) && (next.isLetter || next.isNumber)
            let isMark = character.isASCII && (character.isPunctuation || character.isSymbol)
            result += (isMark && !isPlain ? "\\" : "") + String(character)
        }
    }

    /// Returns a text for a span of code, without backticks.
    private static func code(_ text: String) -> String {
        TextTable.label(text, limit: 60).filter { $0 != "`" }
    }
}
