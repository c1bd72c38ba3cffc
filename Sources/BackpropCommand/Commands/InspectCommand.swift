import ArgumentParser
import Backprop

/// The command that shows the contents of a model file.
struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show the contents of a model file: its layers, recipe, scores and columns.",
        discussion: """
            Example:
              backprop inspect iris.safetensors
              backprop inspect iris.safetensors --card card.md
            """)

    @Argument(help: "The model file that train wrote.") var model: String
    @Option(help: ArgumentHelp("A file for a model card in CommonMark.", valueName: "file"))
    var card: String?

    @OptionGroup var output: OutputOptions

    func run() throws {
        if let card { try OutputGuard.prepare(output: card, against: [model]) }
        let report = InspectionReport(path: model, model: try Model(contentsOf: model))
        if let card {
            try AtomicFile.write(Array(ModelCard(path: model, model: report.model).text.utf8), to: card)
        }
        try output.show(json: report.json(), text: report.text)
    }
}

/// The report of `inspect`.
struct InspectionReport {
    let path: String
    let model: Model

    /// Returns the report as JSON.
    func json() throws -> JSONValue {
        var object = try networkJSON()
        object["model"] = JSONValue(path)
        object["companions"] = JSONValue(
            try model.furtherMembers.map { try InspectionReport(path: path, model: $0).networkJSON() })
        object["exports"] = exportJSON
        addAnswers(to: &object)
        return object
    }

    private func networkJSON() throws -> JSONValue {
        [
            "parameters": JSONValue(model.layout.count),
            "tensors": JSONValue(
                model.layout.entries.map {
                    ["name": JSONValue($0.name), "shape": JSONValue($0.fileShape.map { JSONValue($0) })]
                }),
            "recipe": try JSONValue(encoding: model.recipe),
            "trainedOn": try JSONValue(encoding: model.provenance),
            "memory": memoryJSON,
            "classes": JSONValue(
                (model.preprocessor?.classLabels ?? model.images?.classLabels ?? []).map { JSONValue($0) }),
        ]
    }

    /// The report as text.
    var text: String {
        ([path, ""] + (model.isAverage ? memberLines : ownLines)).joined(separator: "\n") + "\n"
    }

    private var ownLines: [String] {
        networkLines + memoryLines + trainingLines + scoreLines + inputLines + answerLines + exportLines
    }

    /// The lines about each of several networks, and once those that are common to all.
    private var memberLines: [String] {
        let count = model.members.count
        let lines = model.members.enumerated().flatMap { index, member in
            let report = InspectionReport(path: path, model: member)
            return ["Network \(index + 1) of \(count)", ""] + report.networkLines + report.trainingLines + [
                ""
            ]
        }
        return ["The mean of the predictions of \(count) networks, each trained by itself.", ""] + lines
            + scoreLines + inputLines + answerLines + exportLines
    }

    private var networkLines: [String] {
        var grid = TextGrid(rows: [["layer", "output", "parameters"], ["input", "\(model.inputShape)"]])
        let shapes = (try? model.network.shapes(for: model.inputShape)) ?? []
        for (index, layer) in model.network.layers.enumerated() {
            let count = model.layout.layerOffsets[index + 1] - model.layout.layerOffsets[index]
            grid.rows.append([layer.text, "\(shapes[index + 1])", "\(count)"])
        }
        grid.rows.append(["total", "", "\(model.layout.count)"])
        return grid.lines + [""]
    }

    /// The bytes that training takes in addition to its rows, by purpose.
    private var memory: [(key: String, name: String, bytes: Int)] {
        guard
            let plan = try? TrainingMemory(
                model.recipe, input: model.inputShape, rows: model.provenance.rows)
        else { return [] }
        let batch = model.recipe.batchSize
        return [
            ("parameters", "parameters", plan.parameters), ("gradients", "gradients", plan.gradients),
            ("optimizerState", "optimizer state", plan.optimizerState),
            ("activations", "activations, batch size \(batch)", plan.activations),
            ("batch", "rows of a batch", plan.batch), ("kept", "copies of the parameters", plan.kept),
            ("total", "total", plan.total),
        ]
    }

    private var memoryJSON: JSONValue {
        JSONValue(JSONObject(memory.map { ($0.key, JSONValue($0.bytes)) }))
    }

    private var memoryLines: [String] {
        TextGrid(
            rows: [["memory of training", "bytes"]] + memory.map { [$0.name, "\($0.bytes)"] }
        ).lines + [""]
    }

    private var trainingLines: [String] {
        let recipe = model.recipe
        let rate = "\(recipe.optimizer.learningRate)"
        return [
            "Precision: \(recipe.precision.rawValue)",
            "Data:      \(source), \(model.provenance.rows) \(model.images == nil ? "rows" : "images")",
            "Loss:      \(type(of: recipe.loss).typeName)",
            "Optimizer: \(type(of: recipe.optimizer).typeName), learning rate \(rate)",
            "Training:  \(model.provenance.epochs) epochs, batch size \(recipe.batchSize), seed \(recipe.seed)",
        ] + (recipe.frozenLayers.map { ["Frozen:    \($0)"] } ?? [])
            + (recipe.continuation.map { ["Continues: the model with the SHA-256 \($0.model)"] } ?? [])
    }

    private var scoreLines: [String] {
        let scores = metrics.prefix(3).compactMap { metric in
            model.provenance.metrics[metric.rawValue].map { "\(metric.title) \(ScoreLines.text($0, metric))" }
        }
        guard !scores.isEmpty else { return [] }
        return [
            "Scores:    \(scores.joined(separator: ", ")) on \(TrainReport.rowsScored(by: model))"
        ]
    }

    private var source: String { model.provenance.source.isEmpty ? "numbers" : model.provenance.source }

    private var metrics: [Metric] {
        Metric.main(
            of: model.images != nil ? .classification : model.preprocessor?.task ?? .regression)
    }

    private var inputLines: [String] {
        if let images = model.images { return lines(images) }
        guard let preprocessor = model.preprocessor else {
            return ["Inputs:    numbers, without preprocessing"]
        }
        var lines = [
            "Inputs:    \(nameList(preprocessor.featureNames))",
            "Predicts:  \(nameList(preprocessor.targetNames))",
        ]
        if !preprocessor.classLabels.isEmpty {
            lines.append("Classes:   \(nameList(preprocessor.classLabels))")
        }
        if let targets = preprocessor.binaryTargets {
            lines.append(
                "Values:    " + nameList(targets.map { "\($0.name): \($0.positive) or \($0.negative)" }))
        }
        return lines
    }

    private func lines(_ images: ImagePreprocessor) -> [String] {
        func list(_ numbers: [Double]) -> String {
            numbers.map { NumberText.short($0) }.joined(separator: ", ")
        }
        var lines = [
            "Inputs:    images of \(images.shape), less \(list(images.centers)), divided by \(list(images.scales))"
        ]
        if images.conversion.isGray { lines[0] += ", made gray" }
        if let height = images.conversion.height, let width = images.conversion.width {
            lines[0] += ", brought to \(height)×\(width)"
        }
        if let augmentation = model.recipe.augmentation { lines.append("Changes:   \(augmentation.text)") }
        return lines + ["Classes:   \(nameList(images.classLabels))"]
    }
}
