extension Model {
    /// Returns the model as a safetensors file.
    ///
    /// Tensors have the names and layout of `torch.nn.Sequential`, `0.weight` of [outputs, inputs], so that PyTorch
    /// loads them unchanged. Everything else is JSON under the file's metadata. The further members of an average
    /// follow, each under names that begin with `companions.0.`, `companions.1.` and so on. A digest of each network's
    /// tensors and metadata shows whether a bit has changed since.
    public func safetensors() -> SafetensorsFile {
        var own = SafetensorsFile(metadata: metadata, tensors: layout.tensors.map(tensor))
        own.addDigest()
        return own.adding(furtherMembers.map { $0.safetensors() })
    }

    /// Writes the model to a file, atomically: a reader sees either the old file or the new one.
    ///
    /// - Throws: ``SafetensorsError`` with the path and the failure.
    public func write(to path: String) throws {
        try safetensors().write(to: path)
    }

    /// Reads a model from a file.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - registry: The kinds of layers, losses and optimizers that the file may name.
    /// - Throws: ``SafetensorsError`` when the file is damaged and ``ModelFileError`` when it is not a
    ///   model of this library.
    public init(contentsOf path: String, registry: TypeRegistry = .standard) throws {
        let read: (file: SafetensorsFile, frame: SafetensorsFrame)
        do {
            read = try SafetensorsFile.read(path)
        } catch {
            throw error.problem.isAboutHeader && Self.isTable(path)
                ? SafetensorsError(.table, path: path) : error
        }
        try self.init(read.file, source: path, registry: registry)
        fileFrame = read.frame
        // The bytes of tensors that are left out or converted do not follow from the model.
        let expected = parameters.precision.elementType
        let count = members.reduce(0) { $0 + $1.layout.tensors.count }
        if read.file.tensors.count != count || !read.file.tensors.allSatisfy({ $0.elementType == expected }) {
            fileFrame?.digest = read.frame.bytes(with: read.file.tensors).map(SHA256.text)
        }
    }

    /// Whether a file can be read as a table, which the first rows show.
    private static func isTable(_ path: String) -> Bool {
        var options = ReadingOptions()
        options.maximumRowCount = 3
        options.maximumRowLength = 1 << 16
        return (try? Table(contentsOf: path, options: options)) != nil
    }

    /// Reads a model from the content of a safetensors file; `source` names it in messages.
    public init(_ file: SafetensorsFile, source: String, registry: TypeRegistry = .standard) throws {
        let members = try file.members(source: source).map {
            try Model(member: $0, source: source, registry: registry)
        }
        do {
            if members.count > 1 { try members[0].checkAgreement(with: members) }
        } catch {
            throw ModelFileError.inconsistent(source: source, reason: "\(error)")
        }
        self = members[0]
        furtherMembers = Array(members.dropFirst())
    }

    private init(member file: SafetensorsFile, source: String, registry: TypeRegistry) throws {
        let metadata = try ModelMetadata(file.metadata, source: source, registry: registry)
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
            input: metadata.input, provenance: metadata.provenance)
        try restore(metadata, source: source)
        // This comes last, so that an error that names the damaged part goes first. Earlier versions wrote no digest.
        guard file.matchesDigest != false else { throw ModelFileError.otherContent(source: source) }
    }

    /// Takes over what the rows held out in training, and a threshold, have decided.
    private mutating func restore(_ metadata: ModelMetadata, source: String) throws(ModelFileError) {
        heldOutErrors = metadata.heldOutErrors
        dataSummary = metadata.dataSummary
        do {
            self = try deciding(by: metadata.threshold)
        } catch {
            throw .inconsistent(source: source, reason: error.description)
        }
    }

    private var metadata: [String: String] {
        ModelMetadata(
            recipe: recipe, inputShape: inputShape, input: input, provenance: provenance,
            heldOutErrors: heldOutErrors, dataSummary: dataSummary, threshold: threshold
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
        let tensors = Dictionary(file.tensors.map { ($0.name, $0) }) { first, _ in first }
        for entry in layout.tensors {
            guard let tensor = tensors[entry.name] else {
                throw ModelFileError.inconsistent(
                    source: source, reason: "the tensor \"\(entry.name)\" is missing")
            }
            let expected = entry.fileShape
            guard tensor.shape == expected else {
                throw ModelFileError.inconsistent(
                    source: source,
                    reason:
                        "the tensor \"\(entry.name)\" is \(tensor.shape), but the network needs \(expected)"
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
    /// The extents in a model file, which has PyTorch's layout.
    package var fileShape: [Int] { parameter.fileOrder.map { parameter.extents[$0] } }

    /// Returns the values in the order of a file, with their shape there.
    func fileOrder<S>(_ values: [S]) -> (shape: [Int], values: [S]) {
        (fileShape, Self.permuted(values, extents: parameter.extents, order: parameter.fileOrder))
    }

    /// Returns the values in the order of memory.
    func memoryOrder<S>(_ values: [S]) -> [S] {
        let order = parameter.fileOrder.indices.map { parameter.fileOrder.firstIndex(of: $0)! }
        return Self.permuted(values, extents: fileShape, order: order)
    }

    /// Returns the values of a tensor with its extents in another order: `order[0]` is the extent that comes first.
    private static func permuted<S>(_ values: [S], extents: [Int], order: [Int]) -> [S] {
        guard order != Array(order.indices), !values.isEmpty else { return values }
        var steps = extents.map { _ in 1 }
        for index in extents.indices.dropLast().reversed() {
            steps[index] = steps[index + 1] * extents[index + 1]
        }
        var offsets = [0]
        for extent in order {
            offsets = offsets.flatMap { offset in (0..<extents[extent]).map { offset + $0 * steps[extent] } }
        }
        return offsets.map { values[$0] }
    }
}
