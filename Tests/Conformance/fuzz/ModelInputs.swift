@testable import Backprop

/// Model files and checkpoints. The bytes are a file, or the texts of its metadata with zeros between them. Tensors and
/// digest are then made to match, so that changes pass the checks of these.
enum ModelInputs {
    private static let modelKeys = ["recipe", "input", "preprocessor", "images", "provenance"]
    private static let checkpointKeys = ["recipe", "data", "progress"]

    /// Reads a model, and predicts the table behind its metadata, or small images.
    static func readModel(_ bytes: [UInt8]) throws {
        guard bytes.first == UInt8(ascii: "{") else {
            var file = try SafetensorsFile(bytes: bytes)
            file.addDigest()
            return try use(Model(file, source: "F"), Array("a,b\n1,2\n".utf8))
        }
        var parts = bytes.split(
            separator: 0, maxSplits: modelKeys.count, omittingEmptySubsequences: false)
        let text = parts.count > modelKeys.count ? Array(parts.removeLast()) : []
        var file = SafetensorsFile(metadata: texts(parts, modelKeys, format: "backprop.format"))
        let metadata = try ModelMetadata(file.metadata, source: "F", registry: .standard)
        file.tensors = try tensors(metadata.recipe, metadata.inputShape)
        file.addDigest()
        try use(Model(file, source: "F"), text)
    }

    /// Predicts rows. The model that is written and read again must predict the same.
    static func use(_ model: Model, _ text: [UInt8]) throws {
        let again = try Model(SafetensorsFile(bytes: model.safetensors().serialized()), source: "F")
        guard model.layout.vectorCount < 1 << 12 else { return }
        if let images = model.images {
            guard images.shape.count < 1 << 12 else { return }
            let pixels = [UInt8](repeating: 7, count: 2 * images.shape.count)
            let set = ImageSet(bytes: pixels, shape: images.shape, labels: ["0", "1"])
            let predictions = try model.predict(set)
            require("\(predictions.content)", equals: "\(try again.predict(set).content)", "predictions")
            _ = try model.evaluate(predictions, on: set)
        } else if let preprocessor = model.preprocessor {
            let table = try preprocessor.table(reading: text, source: "F")
            let predictions = try model.predict(table)
            require("\(predictions.content)", equals: "\(try again.predict(table).content)", "predictions")
            _ = try model.evaluate(predictions, on: table)
        }
    }

    static func readCheckpoint(_ bytes: [UInt8]) throws {
        guard bytes.first == UInt8(ascii: "{") else {
            var file = try SafetensorsFile(bytes: bytes)
            file.addDigest()
            _ = try Checkpoint(file, source: "F")
            return
        }
        let parts = bytes.split(
            separator: 0, maxSplits: checkpointKeys.count - 1, omittingEmptySubsequences: false)
        var file = SafetensorsFile(metadata: texts(parts, checkpointKeys, format: "backprop.checkpoint"))
        guard let recipeText = file.metadata["backprop.recipe"], let dataText = file.metadata["backprop.data"]
        else { return }
        let registry = [CodingUserInfoKey.registry: TypeRegistry.standard]
        let recipe = try JSONValue(parsing: recipeText).decode(Recipe.self, userInfo: registry)
        let data = try JSONValue(parsing: dataText).decode(RunData.self, userInfo: registry)
        let progress = try JSONValue(parsing: file.metadata["backprop.progress"] ?? "")
        let count = try ParameterLayout(recipe.network, input: data.training.inputShape).vectorCount
        guard count < 1 << 16, recipe.optimizer.stateVectorCount < 16 else { return }
        let epochs = max(0, min(99, progress["state"]?["epoch"]?.int ?? 0))
        let (parameters, states) = (zeros(count), zeros(count * recipe.optimizer.stateVectorCount))
        file.tensors = [
            tensor("parameters", parameters, recipe), tensor("optimizer", states, recipe),
            tensor("epoch.\(epochs)", parameters, recipe), tensor("epoch.1", parameters, recipe),
            .init(name: "history", shape: [epochs, 4], values: zeros(4 * epochs)),
        ]
        file.addDigest()
        let checkpoint = try Checkpoint(file, source: "F")
        _ = try checkpoint.safetensors()
    }

    private static func texts(
        _ parts: [ArraySlice<UInt8>], _ keys: [String], format: String
    ) -> [String: String] {
        var texts = [format: "1"]
        for (key, part) in zip(keys, parts) where !part.isEmpty {
            texts["backprop." + key] = String(decoding: part, as: UTF8.self)
        }
        return texts
    }

    private static func tensors(_ recipe: Recipe, _ input: Shape) throws -> [SafetensorsFile.Tensor] {
        let layout = try ParameterLayout(recipe.network, input: input)
        guard layout.vectorCount < 1 << 16 else { return [] }
        return layout.tensors.map { entry in
            let values = entry.range.map { Double($0 % 7) / 8 }
            return recipe.precision == .float32
                ? .init(name: entry.name, shape: entry.fileShape, values: values.map { Float($0) })
                : .init(name: entry.name, shape: entry.fileShape, values: values)
        }
    }

    private static func tensor(_ name: String, _ values: [Double], _ recipe: Recipe) -> SafetensorsFile.Tensor
    {
        recipe.precision == .float32
            ? .init(name: name, shape: [values.count], values: values.map { Float($0) })
            : .init(name: name, shape: [values.count], values: values)
    }

    private static func zeros(_ count: Int) -> [Double] { [Double](repeating: 0, count: count) }
}
