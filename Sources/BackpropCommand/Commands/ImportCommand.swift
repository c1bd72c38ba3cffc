import ArgumentParser
import Backprop
import BackpropInterchange

/// The command that makes a model of a network from another program.
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Make a model of an ONNX file, or of weights in a safetensors file.",
        discussion: """
            An ONNX file has its layers inside. For weights, such as a state dict of PyTorch, give the layers and the \
            inputs. The model predicts rows of a table with one number per input, or classes of images.

            Examples:
              backprop import model.onnx -o model.safetensors
              backprop import weights.safetensors --layers "dense 16 relu, dense 3 softmax" --inputs 4 \\
                --classes setosa,versicolor,virginica -o iris.safetensors
            """)

    @Argument(help: "The ONNX file, or the safetensors file with weights.") var file: String

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp("The file to save the model in.", valueName: "file"))
    var model: String

    @Option(help: "The layers that the weights belong to, the output layer included.")
    var layers: String?

    @Option(
        help: ArgumentHelp(
            "The shape of one example: a number of columns, or height x width x channels of images; for an ONNX file in the order of its graph (default: the file's shape).",
            valueName: "shape"))
    var inputs: String?

    @Option(
        help: ArgumentHelp(
            "The names of the columns, with commas (default: x1, x2, …).", valueName: "names"))
    var columns: String?

    @Option(
        help: ArgumentHelp(
            "The classes in the order of the outputs, with commas (default: those in the ONNX file, or numbers are predicted).",
            valueName: "names"))
    var classes: String?

    @Option(
        help: ArgumentHelp(
            "The name of the class, or of the predicted numbers with commas (default: class; y, or y1, y2, …).",
            valueName: "names"))
    var target: String?

    @Option(
        help: ArgumentHelp(
            "The activation to add to the outputs, such as softmax or sigmoid, if the network leaves it to its loss.",
            valueName: "activation"))
    var activateOutput: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The numbers to subtract from the inputs: one, or one per column or channel, with commas (default: 0, or those in the ONNX file).",
            valueName: "numbers"))
    var centers: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The divisors of the inputs after that, such as 255 for pixels (default: 1, or those in the ONNX file).",
            valueName: "numbers"))
    var scales: String?

    @Flag(help: "Take images as rows of a table, channel by channel.") var asTable = false

    @Option(
        help: ArgumentHelp(
            "The output of an ONNX file to predict (default: the only one, or the only one of scores).",
            valueName: "name"))
    var graphOutput: String?

    @Option(
        help:
            "The precision of the model, float32 or float64 (default: float32, or that of the ONNX file's input).",
        transform: { try OptionParsing.choice($0, "precision") })
    var precision: Precision?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if layers != nil, inputs == nil {
            throw ValidationError("--layers needs the shape of one example, such as --inputs 4")
        }
        if layers != nil, graphOutput != nil {
            throw ValidationError("--graph-output is about ONNX files, which need no --layers")
        }
        if let activateOutput, Activation(text: activateOutput) == nil {
            throw SettingError(
                unknown: "activation", activateOutput, known: Activation.allKinds.map(\.name))
        }
        _ = try options(ImportedRows())
        _ = try inputs.map { try ShapeOption.extents($0, "inputs") }
    }

    func run() throws {
        try OutputGuard.prepare(output: model, against: [file])
        var (network, rows) = try readNetwork()
        if let activation = activateOutput.flatMap({ Activation(text: $0) }) {
            try network.activateOutputs(activation)
        }
        let imported = try Model(
            network, rows: try options(rows), source: String(file.split(separator: "/").last ?? ""))
        try ModelOutput.write(imported, to: model)
        try output.show(json: json(network, imported), text: text(network, imported))
    }

    /// Returns the network, and what an ONNX file tells about its rows.
    private func readNetwork() throws -> (ImportedNetwork, ImportedRows) {
        let shape = try inputs.map { try ShapeOption.extents($0, "inputs") }
        if (try? Model(contentsOf: file)) != nil {
            throw UsageError(
                "\(file) is a model of this program already; predict, evaluate and export read it as it is")
        }
        if let layers, let shape {
            let network = try ImportedNetwork(
                weights: try SafetensorsFile(contentsOf: file), network: try Network(parsing: layers),
                input: Shape(shape))
            return (network, ImportedRows())
        }
        let bytes = try WholeFile.read(file, limit: 1 << 31)
        guard bytes.count <= 1 << 31 else { throw ONNXImportError.notONNX }
        if (try? SafetensorsFile(bytes: bytes)) != nil {
            throw UsageError("\(file) has weights without layers; describe them by --layers and --inputs")
        }
        let graph = try ONNXImport(bytes, output: graphOutput, shape: shape)
        return (graph.network, graph.rows)
    }

    /// Returns the description of rows with the explicit options.
    private func options(_ rows: ImportedRows) throws -> ImportedRows {
        var rows = rows
        if let columns { rows.columns = ShapeOption.names(columns) }
        if let classes { rows.classes = ShapeOption.names(classes) }
        if let target { rows.targets = ShapeOption.names(target) }
        if let centers { rows.centers = try ShapeOption.numbers(centers, "centers") }
        if let scales { rows.scales = try ShapeOption.numbers(scales, "scales") }
        if let precision { rows.precision = precision }
        rows.areTableRows = asTable
        return rows
    }

    private func json(_ network: ImportedNetwork, _ imported: Model) -> JSONValue {
        [
            "model": JSONValue(model), "layers": JSONValue(network.network.text),
            "input": JSONValue("\(network.inputShape)"), "outputs": JSONValue(network.outputCount),
            "parameters": JSONValue(imported.layout.count),
            "tensors": JSONValue(
                network.sources.map { ["name": JSONValue($0.name), "from": JSONValue($0.source)] }),
        ]
    }

    private func text(_ network: ImportedNetwork, _ imported: Model) -> String {
        let shown = network.sources.filter { $0.name != $0.source }
        let width = shown.map(\.name.count).max() ?? 0
        let pairs = shown.map { "  \($0.name.paddedRight(width))  \($0.source)" }
        let lines = shown.isEmpty ? [] : ["Tensors, and their names in the file:"] + pairs + [""]
        let classes = imported.preprocessor?.classLabels ?? imported.images?.classLabels ?? []
        let predicts = classes.isEmpty ? imported.preprocessor?.targetNames ?? [] : classes
        return """
            Layers:    \(network.network.text)
            Input:     \(network.inputShape), \(imported.layout.count) parameters
            Predicts:  \(nameList(predicts))

            \((lines + ["Model saved to \(model)"]).joined(separator: "\n"))

            """
    }
}
