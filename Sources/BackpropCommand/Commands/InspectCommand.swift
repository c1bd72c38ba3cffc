import ArgumentParser
import Backprop

/// Shows what a model file holds.
struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show what a model file holds.",
        discussion: """
            Example:
              backprop inspect iris.safetensors
            """)

    @Argument(help: "The model file that train wrote.") var model: String
    @OptionGroup var output: OutputOptions

    func run() throws {
        let report = InspectionReport(path: model, model: try Model(contentsOf: model))
        try output.show(json: report.json(), text: report.text)
    }
}

/// What `inspect` has to say.
struct InspectionReport {
    let path: String
    let model: Model

    /// For programs.
    func json() throws -> JSONValue {
        [
            "model": JSONValue(path),
            "parameters": JSONValue(model.layout.count),
            "tensors": JSONValue(
                model.layout.entries.map {
                    ["name": JSONValue($0.name), "shape": JSONValue($0.fileShape.map { JSONValue($0) })]
                }),
            "recipe": try JSONValue(encoding: model.recipe),
            "trainedOn": try JSONValue(encoding: model.provenance),
            "classes": JSONValue((model.preprocessor?.classLabels ?? []).map { JSONValue($0) }),
        ]
    }

    /// For people.
    var text: String {
        ([path, ""] + networkLines + [""] + trainingLines + [""] + inputLines).joined(separator: "\n") + "\n"
    }

    private var networkLines: [String] {
        var lines = ["Layer".padding(to: 28) + "Output".padding(to: 14) + "Parameters"]
        lines.append("input".padding(to: 28) + "\(model.inputShape)")
        let shapes = (try? model.network.shapes(for: model.inputShape)) ?? []
        for (index, layer) in model.network.layers.enumerated() {
            let count = model.layout.layerOffsets[index + 1] - model.layout.layerOffsets[index]
            lines.append(layer.text.padding(to: 28) + "\(shapes[index + 1])".padding(to: 14) + "\(count)")
        }
        let bytes = model.layout.count * (model.recipe.precision == .float32 ? 4 : 8)
        lines.append("\(model.layout.count) parameters, \(model.recipe.precision.rawValue), \(bytes) bytes")
        return lines
    }

    private var trainingLines: [String] {
        let recipe = model.recipe
        var lines = [
            "Trained on \(model.provenance.source), \(model.provenance.rows) rows, for \(model.provenance.epochs) epochs",
            "loss \(type(of: recipe.loss).typeName), optimizer \(type(of: recipe.optimizer).typeName), learning rate \(Number.short(recipe.optimizer.learningRate)), batch size \(recipe.batchSize), seed \(recipe.seed)",
        ]
        for (name, value) in model.provenance.metrics.sorted(by: { $0.key < $1.key }) {
            lines.append("  \(name.padding(to: 22)) \(Number.short(value)) on the training rows")
        }
        return lines
    }

    private var inputLines: [String] {
        guard let preprocessor = model.preprocessor else { return ["Inputs: numbers, without preprocessing"] }
        var lines = ["Inputs: \(preprocessor.featureNames.prefix(20).joined(separator: ", "))"]
        if preprocessor.featureNames.count > 20 {
            lines[0] += " and \(preprocessor.featureNames.count - 20) more"
        }
        lines.append("Predicts: \(preprocessor.targetNames.joined(separator: ", "))")
        if !preprocessor.classLabels.isEmpty {
            lines.append("Classes: \(preprocessor.classLabels.joined(separator: ", "))")
        }
        return lines
    }
}
