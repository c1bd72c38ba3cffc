/// The JSON texts that a model file holds in addition to tensors, under the names below.
struct ModelMetadata {
    var recipe: Recipe
    var inputShape: Shape
    var input: ModelInput
    var provenance: Provenance
    var heldOutErrors: HeldOutErrors?
    var dataSummary: DataSummary?
    var threshold: DecisionThreshold?

    private enum Key {
        static let recipe = "backprop.recipe"
        static let input = "backprop.input"
        static let preprocessor = "backprop.preprocessor"
        static let images = "backprop.images"
        static let provenance = "backprop.provenance"
        static let heldOutErrors = "backprop.heldOutErrors"
        static let dataSummary = "backprop.dataSummary"
        static let threshold = "backprop.threshold"
    }

    /// The texts in the file; equal values give equal texts.
    var texts: [String: String] {
        // An earlier version of the library would ignore a threshold, and predict otherwise.
        let version =
            threshold == nil ? SafetensorsFile.formatVersion : SafetensorsFile.thresholdVersion
        var texts = [SafetensorsFile.formatKey: "\(version)"]
        texts[Key.recipe] = Self.text(recipe)
        texts[Key.input] = Self.text(inputShape)
        texts[Key.preprocessor] = input.preprocessor.map(Self.text)
        texts[Key.images] = input.images.map(Self.text)
        texts[Key.provenance] = Self.text(provenance)
        texts[Key.heldOutErrors] = heldOutErrors.map(Self.text)
        texts[Key.dataSummary] = dataSummary.map(Self.text)
        texts[Key.threshold] = threshold.map(Self.text)
        return texts
    }
}

extension ModelMetadata {
    /// Reads the texts, refusing a file that this library did not write or that a later one did.
    init(_ texts: [String: String], source: String, registry: TypeRegistry) throws(ModelFileError) {
        guard let version = texts[SafetensorsFile.formatKey] else { throw .notAModel(source: source) }
        let hasThreshold = version == "\(SafetensorsFile.thresholdVersion)"
        guard version == "\(SafetensorsFile.formatVersion)" || hasThreshold else {
            throw .unknownVersion(
                source: source, found: version, known: SafetensorsFile.thresholdVersion)
        }
        recipe = try Self.value(Recipe.self, Key.recipe, texts, source, registry)
        inputShape = try Self.value(Shape.self, Key.input, texts, source, registry)
        provenance = try Self.value(Provenance.self, Key.provenance, texts, source, registry)
        if texts[Key.heldOutErrors] != nil {
            heldOutErrors = try Self.value(
                HeldOutErrors.self, Key.heldOutErrors, texts, source, registry)
        }
        dataSummary = try Self.dataSummary(texts, source, registry)
        if hasThreshold {
            threshold = try Self.value(DecisionThreshold.self, Key.threshold, texts, source, registry)
        }
        switch (texts[Key.preprocessor], texts[Key.images]) {
        case (nil, nil): input = .numbers
        case (.some, nil):
            input = .table(
                try Self.value(Preprocessor.self, Key.preprocessor, texts, source, registry))
        case (nil, .some):
            input = .images(try Self.value(ImagePreprocessor.self, Key.images, texts, source, registry))
        case (.some, .some):
            throw .inconsistent(
                source: source,
                reason: "its metadata have both \"\(Key.preprocessor)\" and \"\(Key.images)\"")
        }
    }

    /// Reads the summary of the training rows; earlier versions wrote none.
    private static func dataSummary(
        _ texts: [String: String], _ source: String, _ registry: TypeRegistry
    ) throws(ModelFileError) -> DataSummary? {
        guard texts[Key.dataSummary] != nil else { return nil }
        let summary = try value(DataSummary.self, Key.dataSummary, texts, source, registry)
        guard summary.isValid else {
            throw .inconsistent(
                source: source,
                reason: "\"\(Key.dataSummary)\": the counts of a column are not those of its rows")
        }
        return summary
    }

    private static func text(_ value: some Encodable) -> String {
        do {
            return try JSONValue(encoding: value).text()
        } catch {
            preconditionFailure("a model's parts are finite numbers and texts: \(error)")
        }
    }

    private static func value<Value: Decodable>(
        _ type: Value.Type, _ key: String, _ texts: [String: String], _ source: String,
        _ registry: TypeRegistry
    ) throws(ModelFileError) -> Value {
        guard let text = texts[key] else {
            throw .inconsistent(source: source, reason: "its metadata lack \"\(key)\"")
        }
        do {
            return try JSONValue(parsing: text).decode(type, userInfo: [.registry: registry])
        } catch {
            throw .inconsistent(source: source, reason: "\"\(key)\": \(error)")
        }
    }
}

/// The reason why a sound safetensors file is not a model of this library.
public enum ModelFileError: BackpropError {
    /// The file has no metadata of this library.
    case notAModel(source: String)
    /// A later version of the library wrote the file.
    case unknownVersion(source: String, found: String, known: Int)
    /// The parts of the file contradict each other.
    case inconsistent(source: String, reason: String)
    /// The digest in the file is not that of its content.
    case otherContent(source: String)
}

extension ModelFileError {
    /// The category of the error.
    public var category: ErrorCategory { .data }

    /// A sentence that names the file and the problem, and a remedy.
    public var description: String {
        switch self {
        case .notAModel(let source):
            "\(source) is a safetensors file, but not a model of Backprop. Give a file that Backprop saved after training."
        case .unknownVersion(let source, let found, let known):
            """
            \(source) has the model format \(found), but this version reads formats up to \(known). \
            Use the version of Backprop that wrote it, or a newer one.
            """
        case .inconsistent(let source, let reason):
            "\(source) is damaged or was changed by hand: \(reason)"
        case .otherContent(let source):
            """
            \(source) is damaged or was changed by hand: its content is not that of its digest. \
            Copy the file again; if you changed it on purpose, remove "\(SafetensorsFile.digestKey)" from its metadata.
            """
        }
    }
}
