import ArgumentParser
import Backprop
import BackpropInterchange

/// The command that writes a model for other programs: as source code, as an ONNX or a Core ML file, or as weights for Keras.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract:
            "Write a model as an ONNX or a Core ML file, as source code of C or Swift, which needs no library, or as weights for Keras.",
        discussion: """
            The code has one function, from the values of a row to the prediction. Preprocessing, networks and \
            weights are inside, and its predictions are those of “predict” to the last bit. In C, the accents of texts must be written as in the training table. The header of the C \
            code is written next to it. The graph of an ONNX file takes the raw values of columns, and gives \
            the predictions of “predict” up to rounding. So does the pipeline of a Core ML file, which has the ending \
            .mlmodel and computes in single precision. PyTorch loads the weights of a model file as it is; those for \
            Keras have its order and layouts.

            Examples:
              backprop export iris.safetensors -o iris.onnx
              backprop export iris.safetensors -o iris.mlmodel
              backprop export iris.safetensors --c iris.c
              backprop export iris.safetensors --swift Iris.swift
              backprop export iris.safetensors --keras weights.safetensors
            """)

    @Argument(help: "The model file that train, tune or average wrote.") var model: String

    @Option(
        name: .customLong("c"),
        help: ArgumentHelp(
            "The file for the code in C; the header next to it has the same name with .h.",
            valueName: "file.c"))
    var cFile: String?

    @Option(
        name: .customLong("swift"),
        help: ArgumentHelp(
            "The file for the code in Swift; its structure has the name of the file.",
            valueName: "file.swift"))
    var swiftFile: String?

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp(
            "The ONNX file, or the Core ML file if its name ends with .mlmodel.", valueName: "file.onnx"))
    var graphFile: String?

    @Option(
        name: .customLong("keras"),
        help: ArgumentHelp(
            "The safetensors file for the weights alone, in the order of a Keras model's set_weights.",
            valueName: "file.safetensors"))
    var kerasFile: String?

    @Flag(
        help:
            "Write to the ONNX file the network alone, from prepared numbers to its outputs, without the preprocessing."
    )
    var bare = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if cFile == nil, swiftFile == nil, graphFile == nil, kerasFile == nil {
            throw ValidationError(
                "name a file to write, such as -o model.onnx, --c model.c or --swift Model.swift")
        }
        if bare, graphFile?.hasSuffix(Self.coreMLEnding) != false {
            throw ValidationError("--bare is about the ONNX file; name it, such as -o model.onnx")
        }
        if graphFile?.hasSuffix(Self.coreMLEnding) != true {
            try Self.require(".onnx or .mlmodel", "-o", graphFile, ".onnx")
        }
        try Self.require(".c", "--c", cFile)
        try Self.require(".swift", "--swift", swiftFile)
        try Self.require(".safetensors", "--keras", kerasFile)
    }

    /// The ending of the name of a Core ML file.
    private static let coreMLEnding = ".mlmodel"

    private static func require(
        _ endings: String, _ option: String, _ path: String?, _ ending: String? = nil
    ) throws {
        guard let path, !path.hasSuffix(ending ?? endings) else { return }
        throw ValidationError("\(option) names a file that ends with \(endings), not \"\(path)\"")
    }

    func run() throws {
        let header = cFile.map { String($0.dropLast()) + "h" }
        let outputs: [OutputGuard.Output?] = [
            .init("-o", graphFile), .init("--c", cFile), .init("the header of --c", header),
            .init("--swift", swiftFile), .init("--keras", kerasFile),
        ]
        try OutputGuard.prepare(outputs, against: [model])
        let (trained, bytes) = try readModel()
        let origin = SourceOrigin(
            file: Self.name(model), bytes: bytes,
            program: "backprop \(BackpropCommand.configuration.version)")
        // All contents are made before the first is written, so that an error leaves no file.
        let files =
            try graph(trained, origin) + cCode(trained, origin, header) + swiftCode(trained, origin)
            + kerasWeights(trained, origin)
        for file in files { try file.write() }
        try output.show(
            json: [
                "files": JSONValue(files.map { JSONValue($0.path) }), "sha256": JSONValue(origin.sha256),
            ],
            text: files.map { "Wrote \($0.path)\n" }.joined())
    }

    /// Returns the model and the bytes that it was read from, so that the digest is that of the exported model.
    private func readModel() throws -> (Model, [UInt8]) {
        guard let bytes = try? WholeFile.read(model, limit: 1 << 40),
            let file = try? SafetensorsFile(bytes: bytes)
        else {
            // This names what is wrong with the file.
            return (try Model(contentsOf: model), try WholeFile.read(model, limit: 1 << 40))
        }
        return (try Model(file, source: model), bytes)
    }

    /// A file to write.
    private struct File {
        let path: String
        let bytes: [UInt8]

        /// Writes the file. An existing one is kept under another name, unless it was exported.
        func write() throws {
            if let beginning = try? WholeFile.read(path, limit: 1 << 16),
                !String(decoding: beginning, as: UTF8.self).contains(SourceOrigin.remark),
                let kept = try AtomicFile.keep(path)
            {
                Console.warning("\(path) held something other than an exported model; it is kept as \(kept)")
            }
            try AtomicFile.write(bytes, to: path)
        }
    }

    private func graph(_ model: Model, _ origin: SourceOrigin) throws -> [File] {
        guard let graphFile else { return [] }
        if graphFile.hasSuffix(Self.coreMLEnding) {
            return [File(path: graphFile, bytes: try CoreMLFile(model, origin: origin).bytes)]
        }
        let file =
            bare
            ? try ONNXFile(networkOf: model, origin: origin) : try ONNXFile(model, origin: origin)
        return [File(path: graphFile, bytes: file.bytes)]
    }

    private func cCode(_ model: Model, _ origin: SourceOrigin, _ header: String?) throws -> [File] {
        guard let cFile, let header else { return [] }
        let code = try CSource(
            model, named: String(Self.name(cFile).dropLast(2)), headerName: Self.name(header), origin: origin)
        return [
            File(path: header, bytes: Array(code.header.utf8)),
            File(path: cFile, bytes: Array(code.source.utf8)),
        ]
    }

    private func swiftCode(_ model: Model, _ origin: SourceOrigin) throws -> [File] {
        guard let swiftFile else { return [] }
        let name = String(Self.name(swiftFile).dropLast(6))
        let code = try SwiftSource(model, named: name, origin: origin)
        return [File(path: swiftFile, bytes: Array(code.text.utf8))]
    }

    private func kerasWeights(_ model: Model, _ origin: SourceOrigin) throws -> [File] {
        guard let kerasFile else { return [] }
        let weights = try KerasWeights(model, origin: origin)
        return [File(path: kerasFile, bytes: try weights.file.serialized())]
    }

    /// Returns the name of a file without its folder.
    private static func name(_ path: String) -> String {
        String(path.split(separator: "/").last ?? "")
    }
}
