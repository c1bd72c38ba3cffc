/// The columns of the predictions of a model for rows, and their cells.
package struct PredictionSheet: Sendable {
    /// The columns that are written besides the predictions.
    package struct Choice: Hashable, Sendable {
        /// Whether there is a probability for each class, rather than for the predicted one alone.
        package var hasAllProbabilities = false
        /// Whether a column lists the unusual values of each row of a table.
        package var hasRemarks = true
        /// Whether the cells of the input are written to a file that tells numbers from texts.
        package var hasTypedCells = false

        /// Creates the default columns.
        package init() {}
    }

    /// The names of the columns, each of them once.
    package let header: [String]
    /// The sentences about columns that got another name.
    package let notices: [String]

    private let copied: [CopiedColumn]
    private let imageName: (@Sendable (Int) -> String)?
    private let positiveClass: Int?
    private let hasProbability: Bool
    private let hasAllProbabilities: Bool
    private let hasRemarks: Bool
    private let uncertainty: UncertaintyRules

    /// Chooses the columns.
    ///
    /// - Parameters:
    ///   - images: The images, or `nil` for rows of a table.
    ///   - copied: The columns of the table that come first.
    ///   - table: The table, from which the model's names of columns without a header follow.
    ///   - choice: The other columns. Probabilities are left out if the model gives none.
    ///   - uncertainty: The rules of intervals and sets of classes, which have columns of their own.
    package init(
        _ model: Model, images: ImageSet? = nil, copying copied: [Column] = [], of table: Table? = nil,
        _ choice: Choice = Choice(), uncertainty: UncertaintyRules = UncertaintyRules()
    ) {
        self.copied = CopiedColumn.columns(copied, of: table, model, areTyped: choice.hasTypedCells)
        self.uncertainty = uncertainty
        imageName = images.map(Self.name)
        positiveClass = model.input.positiveClass
        let isScored = model.input.task == .classification && model.network.givesProbabilities
        hasProbability = isScored && !choice.hasAllProbabilities
        hasAllProbabilities = isScored && choice.hasAllProbabilities
        hasRemarks = choice.hasRemarks && images == nil
        var names = Self.names(of: model)
        if hasProbability { names.append("probability") }
        if hasAllProbabilities { names += model.input.classLabels.map { "probability_\($0)" } }
        names += uncertainty.names
        if hasRemarks { names.append("outside_training") }
        (header, notices) = Self.unique(images == nil ? self.copied.map(\.name) : ["image"], names)
    }

    /// Returns the function that names the image with an index.
    private static func name(in images: ImageSet) -> @Sendable (Int) -> String {
        { index in images.names?[index] ?? "\(index + 1)" }
    }

    /// Returns the names of the predictions, and of the probabilities that belong to them.
    private static func names(of model: Model) -> [String] {
        if let targets = model.input.binaryTargets {
            return targets.flatMap { ["prediction_\($0.name)", "probability_\($0.name)"] }
        }
        guard model.input.task != .classification else { return ["prediction"] }
        let targets = model.preprocessor?.targetNames ?? []
        return targets.count == 1 ? ["prediction"] : targets.map { "prediction_\($0)" }
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
    package func cells(of predictions: Predictions, row: Int, index: Int) -> [SheetCell] {
        var cells = copied.map { SheetCell.copied($0.column.written(at: index, in: $0.writing)) }
        if let imageName { cells.append(.text(imageName(index))) }
        switch predictions.content {
        case .classes(let classes, let labels, let probabilities):
            cells.append(.text(labels[classes[row]]))
            if hasProbability, let share = predictions.probability(ofRow: row) {
                cells.append(.number(share))
            }
            if hasAllProbabilities, let probabilities {
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
        if hasRemarks { cells.append(.remarks(predictions.report.unusualValues[row])) }
        return cells
    }

    /// Returns the number that a row is sorted by.
    package func sortedNumber(of predictions: Predictions, row: Int) -> Double {
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
