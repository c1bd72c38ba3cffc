import Backprop

/// The columns of the predictions of a model for rows, and their cells.
struct PredictionSheet {
    /// The names of the columns, each of them once.
    let header: [String]
    /// The sentences about columns that got another name.
    let notices: [String]

    private let copied: [Column]
    private let imageName: ((Int) -> String)?
    private let positiveClass: Int?
    private let content: Content
    private let uncertainty: UncertaintyRules

    /// The columns next to those of the input.
    private struct Content {
        var hasProbability = false
        var hasAllProbabilities = false
        var hasRemarks = false
    }

    init(
        _ model: Model, _ rows: any RawRows, _ options: PredictionOptions,
        _ uncertainty: UncertaintyOptions
    ) throws {
        let table = rows as? Table
        imageName = rows is ImageSet ? RowLabels(rows).name : nil
        positiveClass = model.input.positiveClass
        copied = try options.copiedColumns(of: rows, model)
        var content = Content(hasRemarks: options.outsideTraining && table != nil)
        let names = try Self.names(model, options, &content)
        let first = imageName == nil ? copied.map(\.name) : ["image"]
        self.uncertainty = try uncertainty.rules(of: model)
        let computed = names + self.uncertainty.names + (content.hasRemarks ? ["outside_training"] : [])
        (header, notices) = Self.unique(first, computed)
        self.content = content
    }

    /// Returns the names of the predictions and probabilities.
    private static func names(
        _ model: Model, _ options: PredictionOptions, _ content: inout Content
    ) throws -> [String] {
        if let targets = model.input.binaryTargets {
            return targets.flatMap { ["prediction_\($0.name)", "probability_\($0.name)"] }
        }
        guard model.input.task == .classification else {
            guard !options.probabilities else {
                throw UsageError("--probabilities goes with classes; this model predicts numbers")
            }
            let targets = model.preprocessor?.targetNames ?? []
            return targets.count == 1 ? ["prediction"] : targets.map { "prediction_\($0)" }
        }
        if options.probabilities { try requireProbabilities(model, "--probabilities") }
        if options.order != nil { try requireProbabilities(model, "--sort") }
        content.hasAllProbabilities = options.probabilities
        content.hasProbability = !options.probabilities && model.network.givesProbabilities
        return ["prediction"] + (content.hasProbability ? ["probability"] : [])
            + (options.probabilities ? model.input.classLabels.map { "probability_\($0)" } : [])
    }

    /// Throws an error if the model gives no probabilities of classes.
    private static func requireProbabilities(_ model: Model, _ option: String) throws {
        guard !model.network.givesProbabilities else { return }
        throw UsageError(
            "this model's outputs are scores, not probabilities; leave \(option) out, or train with the output softmax or sigmoid"
        )
    }

    /// Returns all names, with a number after a computed one that is taken.
    private static func unique(
        _ copied: [String], _ computed: [String]
    ) -> (header: [String], notices: [String]) {
        var header = copied
        var notices: [String] = []
        for name in computed {
            var unique = name
            var number = 2
            while header.contains(unique) {
                unique = "\(name)_\(number)"
                number += 1
            }
            header.append(unique)
            if unique == name { continue }
            notices.append(
                "There is a column \"\(name)\" among those before it, so this one is named \"\(unique)\".")
        }
        return (header, notices)
    }
}

extension PredictionSheet {
    /// Returns the cells of a row.
    ///
    /// - Parameters:
    ///   - row: The index of the row among those that were predicted together.
    ///   - index: The index among all rows.
    func cells(of predictions: Predictions, row: Int, index: Int) -> [SheetCell] {
        var cells = copied.map { SheetCell.copied($0.written(at: index)) }
        if let imageName { cells.append(.text(imageName(index))) }
        switch predictions.content {
        case .classes(let classes, let labels, let probabilities):
            cells.append(.text(labels[classes[row]]))
            if content.hasProbability, let share = predictions.probability(ofRow: row) {
                cells.append(.number(share))
            }
            if content.hasAllProbabilities, let probabilities {
                let range = (row * labels.count)..<((row + 1) * labels.count)
                cells += probabilities[range].map { .number($0) }
            }
        case .values(let values, let targets):
            cells += (0..<targets.count).map { .number(values[row * targets.count + $0]) }
        case .multiLabel(let probabilities, let targets):
            cells += zip(predictions.texts(ofRow: row), targets.indices).flatMap { text, target in
                [.text(text), .number(probabilities[row * targets.count + target])]
            }
        }
        cells += uncertainty.cells(of: predictions, row: row)
        if content.hasRemarks { cells.append(.remarks(predictions.report.unusualValues[row])) }
        return cells
    }

    /// Returns the number that a row is sorted by.
    func sortedNumber(of predictions: Predictions, row: Int) -> Double {
        switch predictions.content {
        case .values(let values, let targets): values[row * targets.count]
        case .multiLabel(let probabilities, let targets): probabilities[row * targets.count]
        case .classes(_, let labels, let probabilities?):
            positiveClass.map { probabilities[row * labels.count + $0] }
                ?? predictions.probability(ofRow: row) ?? 0
        case .classes: 0
        }
    }
}
