extension Model {
    /// The maximum number of columns of a table that an imported network predicts.
    private static let maximumColumnCount = 1 << 20

    /// Creates a model from a network of another program.
    ///
    /// A network for images of height × width × channels predicts classes of images. Any other predicts rows of a table
    /// with one number per input. Inputs are scaled as the description of rows requires.
    ///
    /// - Parameters:
    ///   - imported: The network.
    ///   - rows: The names of columns and classes, and the scaling of inputs.
    ///   - source: The name of the file, for reports.
    /// - Throws: ``ImportError`` or ``NetworkError``.
    public init(_ imported: ImportedNetwork, rows: ImportedRows, source: String) throws {
        let isImage = imported.inputShape.rank == 3 && !rows.areTableRows
        let (network, shape) =
            isImage ? (imported.network, imported.inputShape) : imported.flattened
        let parameters = try imported.parameters(
            try ParameterLayout(network, input: shape), rows.precision)
        let (activation, outputs) = (network.outputActivation, imported.outputCount)
        let input: ModelInput
        var columns: [String] = []
        if isImage {
            input = .images(try ImagePreprocessor(shape: shape, outputs: outputs, activation, rows))
        } else {
            guard shape.count <= Self.maximumColumnCount else {
                throw ImportError.tooManyColumns(inputs: shape.count, limit: Self.maximumColumnCount)
            }
            let preprocessor = try Preprocessor(
                inputs: shape.count, outputs: outputs, activation, rows.flattened(imported.inputShape))
            columns = preprocessor.columns.map(\.name)
            input = .table(preprocessor)
        }
        let recipe = Recipe(
            network: network, loss: Self.loss(after: activation), precision: rows.precision,
            targetEncoding: input.targetEncoding ?? .numeric)
        try self.init(
            recipe: recipe, inputShape: shape, parameters: parameters, input: input,
            provenance: Provenance(source: source, rows: 0, columns: columns))
    }

    /// Returns the loss that networks with this activation at their end are mostly trained with.
    private static func loss(after activation: Activation) -> any Loss {
        switch activation {
        case .softmax: CrossEntropy()
        case .sigmoid: BinaryCrossEntropy()
        default: MeanSquaredError()
        }
    }
}

extension ImagePreprocessor {
    /// Creates the preprocessor of an imported network.
    fileprivate init(
        shape: Shape, outputs: Int, _ activation: Activation, _ rows: ImportedRows
    ) throws(ImportError) {
        if outputs == 1, activation != .sigmoid { throw .numberOfImage }
        let labels = rows.classes ?? (0..<max(2, outputs)).map { "\($0)" }
        let (centers, scales) = try rows.scaling(shape[2])
        self.init(
            shape: shape, centers: centers, scales: scales, classLabels: labels,
            targetEncoding: try rows.encoding(classes: labels, outputs: outputs, activation))
    }
}

extension Preprocessor {
    /// Creates the preprocessor of an imported network.
    fileprivate init(
        inputs: Int, outputs: Int, _ activation: Activation, _ rows: ImportedRows
    ) throws(ImportError) {
        let names = rows.columns ?? (1...inputs).map { "x\($0)" }
        guard names.count == inputs else { throw .columnCount(found: names.count, inputs: inputs) }
        let (centers, scales) = try rows.scaling(inputs)
        let fills = rows.fills.isEmpty ? centers : try rows.numbers(rows.fills, inputs, default: 0, "fills")
        guard fills.allSatisfy(\.isFinite) else { throw .badScale }
        let encoding = try rows.classes.map { (classes) throws(ImportError) in
            try rows.encoding(classes: classes, outputs: outputs, activation)
        }
        let targets = try Self.targets(rows, outputs: outputs, besides: names)
        var known: Set<String> = []
        for name in names + targets where name.isEmpty || !known.insert(name).inserted {
            throw .repeatedColumn(name)
        }
        self.init(
            numbers: zip(names, zip(fills, zip(centers, scales))).map { ($0, $1.0, $1.1.0, $1.1.1) },
            targets: targets, classLabels: rows.classes ?? [], targetEncoding: encoding ?? .numeric)
    }

    private static func targets(
        _ rows: ImportedRows, outputs: Int, besides columns: [String]
    ) throws(ImportError) -> [String] {
        let count = rows.classes == nil ? outputs : 1
        guard rows.targets.isEmpty else {
            guard rows.targets.count == count else {
                throw .targetCount(found: rows.targets.count, outputs: count)
            }
            return rows.targets
        }
        let taken = Set(columns)
        func free(_ name: String) -> String { taken.contains(name) ? free(name + "_") : name }
        if rows.classes != nil { return [free("class")] }
        return count == 1 ? [free("y")] : (1...max(1, count)).map { free("y\($0)") }
    }
}
