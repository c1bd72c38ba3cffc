extension Model {
    /// The version of the form in which models are written.
    static let formatVersion = 1

    /// The model as a safetensors file.
    ///
    /// Tensors are named and laid out as `torch.nn.Sequential` has them, `0.weight` of [outputs, inputs],
    /// so that PyTorch loads them as they are. Everything else is JSON under the file's metadata.
    public func safetensors() -> SafetensorsFile {
        SafetensorsFile(metadata: metadata, tensors: layout.entries.map(tensor))
    }

    /// Writes the model to a file, atomically: a reader sees the old file or the new one, nothing between.
    ///
    /// - Throws: ``SafetensorsError`` with the path and what failed.
    public func write(to path: String) throws {
        try safetensors().write(to: path)
    }

    /// Reads a model from a file.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - vocabulary: The kinds of layers, losses and optimizers that the file may name.
    /// - Throws: ``SafetensorsError`` when the file is damaged and ``ModelFileError`` when it is not a
    ///   model of this library.
    public init(contentsOf path: String, vocabulary: Vocabulary = .standard) throws {
        let file = try SafetensorsFile(contentsOf: path)
        try self.init(file, source: path, vocabulary: vocabulary)
    }

    /// Reads a model from the content of a safetensors file; `source` names it in messages.
    public init(_ file: SafetensorsFile, source: String, vocabulary: Vocabulary = .standard) throws {
        let metadata = try ModelMetadata(file.metadata, source: source, vocabulary: vocabulary)
        let layout: ParameterLayout
        do {
            layout = try ParameterLayout(metadata.recipe.network, input: metadata.inputShape)
        } catch {
            throw ModelFileError.inconsistent(source: source, reason: error.description)
        }
        try metadata.checkAgreement(with: layout, of: file, source: source)
        let parameters =
            switch metadata.recipe.precision {
            case .float32:
                Parameters(
                    try Self.read(layout, from: file, source) { (tensor) throws in try tensor.floats() })
            case .float64:
                Parameters(
                    try Self.read(layout, from: file, source) { (tensor) throws in try tensor.doubles() })
            }
        try self.init(
            recipe: metadata.recipe, inputShape: metadata.inputShape, parameters: parameters,
            preprocessor: metadata.preprocessor, provenance: metadata.provenance)
    }

    private var metadata: [String: String] {
        ModelMetadata(
            recipe: recipe, inputShape: inputShape, preprocessor: preprocessor, provenance: provenance
        ).texts
    }

    private func tensor(_ entry: ParameterLayout.Entry) -> SafetensorsFile.Tensor {
        switch parameters {
        case .float32(let values):
            let (shape, ordered) = entry.fileOrder(Array(values[entry.range]))
            return SafetensorsFile.Tensor(name: entry.name, shape: shape, values: ordered)
        case .float64(let values):
            let (shape, ordered) = entry.fileOrder(Array(values[entry.range]))
            return SafetensorsFile.Tensor(name: entry.name, shape: shape, values: ordered)
        }
    }

    /// Collects the tensors that the layout names into one vector.
    private static func read<S: Scalar>(
        _ layout: ParameterLayout, from file: SafetensorsFile, _ source: String,
        _ values: (SafetensorsFile.Tensor) throws -> [S]
    ) throws -> [S] {
        var parameters: [S] = []
        for entry in layout.entries {
            guard let tensor = file[entry.name] else {
                throw ModelFileError.inconsistent(
                    source: source, reason: "the tensor “\(entry.name)” is missing")
            }
            let expected = entry.fileShape
            guard tensor.shape == expected else {
                throw ModelFileError.inconsistent(
                    source: source,
                    reason: "the tensor “\(entry.name)” is \(tensor.shape), but the network needs \(expected)"
                )
            }
            parameters += entry.memoryOrder(try values(tensor))
        }
        guard parameters.allSatisfy(\.isFinite) else {
            throw ModelFileError.inconsistent(
                source: source, reason: "a parameter is infinite or not a number")
        }
        return parameters
    }
}

extension ParameterLayout.Entry {
    /// The extents in a model file, which is laid out as PyTorch lays out.
    public var fileShape: [Int] {
        parameter.isTransposedInFiles ? parameter.extents.reversed() : parameter.extents
    }

    /// The values as a file holds them, with their shape there.
    func fileOrder<S>(_ values: [S]) -> (shape: [Int], values: [S]) {
        guard parameter.isTransposedInFiles else { return (fileShape, values) }
        return (fileShape, Self.transposed(values, rows: parameter.extents[0], columns: parameter.extents[1]))
    }

    /// The values as memory holds them.
    func memoryOrder<S>(_ values: [S]) -> [S] {
        guard parameter.isTransposedInFiles else { return values }
        return Self.transposed(values, rows: parameter.extents[1], columns: parameter.extents[0])
    }

    private static func transposed<S>(_ values: [S], rows: Int, columns: Int) -> [S] {
        var result: [S] = []
        result.reserveCapacity(values.count)
        for column in 0..<columns {
            for row in 0..<rows { result.append(values[row * columns + column]) }
        }
        return result
    }
}
