extension Checkpoint {
    /// The version of the form in which checkpoints are written.
    static let formatVersion = 1

    private enum Key {
        static let format = "backprop.checkpoint"
        static let recipe = "backprop.recipe"
        static let data = "backprop.data"
        static let progress = "backprop.progress"
    }

    private struct Progress: Codable {
        let state: TrainingState
        let limit: Int?
        let heldOut: HeldOutScores?
    }

    /// Writes the checkpoint as one safetensors file, atomically.
    ///
    /// - Throws: ``SafetensorsError`` with the path and the bytes written; an earlier file is then unchanged.
    public func write(to path: String) throws {
        let file: SafetensorsFile
        do {
            file = try safetensors()
        } catch {
            throw CheckpointError.notWritable(path: path, reason: "\(error)")
        }
        try file.write(to: path)
    }

    /// Returns the checkpoint as a safetensors file.
    ///
    /// - Throws: ``JSONError`` if a number of the state is not finite.
    public func safetensors() throws -> SafetensorsFile {
        var file = SafetensorsFile(tensors: [Self.tensor("parameters", parameters)])
        if optimizerState.count > 0 { file.tensors.append(Self.tensor("optimizer", optimizerState)) }
        file.tensors += earlier.sorted { $0.key < $1.key }.map { Self.tensor("epoch.\($0.key)", $0.value) }
        file.tensors.append(
            .init(
                name: "history", shape: [history.count, EpochReport.numberCount],
                values: history.flatMap(\.numbers)))
        file.metadata = [
            Key.format: "\(Self.formatVersion)",
            Key.recipe: try JSONValue(encoding: recipe).text(),
            Key.data: try JSONValue(encoding: data).text(),
            Key.progress: try JSONValue(encoding: Progress(state: state, limit: limit, heldOut: heldOut))
                .text(),
        ]
        file.addDigest()
        return file
    }

    /// Reads a checkpoint.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - registry: The kinds of layers, losses and optimizers that the file may name.
    /// - Throws: ``SafetensorsError`` if the file is damaged and ``CheckpointError`` if it is not a checkpoint.
    public init(contentsOf path: String, registry: TypeRegistry = .standard) throws {
        try self.init(try SafetensorsFile(contentsOf: path), source: path, registry: registry)
    }

    /// Reads a checkpoint from the content of a safetensors file; `source` names it in messages.
    public init(_ file: SafetensorsFile, source: String, registry: TypeRegistry = .standard) throws {
        guard let version = file.metadata[Key.format] else {
            throw CheckpointError.notACheckpoint(source: source)
        }
        guard version == "\(Self.formatVersion)" else {
            throw CheckpointError.unknownVersion(source: source, found: version, known: Self.formatVersion)
        }
        do {
            try self.init(file, registry)
        } catch {
            throw CheckpointError.inconsistent(source: source, reason: "\(error)")
        }
        if let reason = inconsistency { throw CheckpointError.inconsistent(source: source, reason: reason) }
    }

    private init(_ file: SafetensorsFile, _ registry: TypeRegistry) throws {
        guard file.matchesDigest == true else {
            throw Damage("its content is not what was written")
        }
        recipe = try Self.value(Key.recipe, file, registry)
        data = try Self.value(Key.data, file, registry)
        let progress: Progress = try Self.value(Key.progress, file, registry)
        (state, limit, heldOut) = (progress.state, progress.limit, progress.heldOut)
        let precision = recipe.precision
        guard let vector = file["parameters"] else { throw Damage("its parameters are missing") }
        parameters = try Self.values(vector, precision)
        optimizerState = try Self.values(
            file["optimizer"] ?? .init(name: "", shape: [0], values: [Float]()), precision)
        var earlier: [Int: Parameters] = [:]
        for tensor in file.tensors where tensor.name.hasPrefix("epoch.") {
            guard let epoch = Int(tensor.name.dropFirst("epoch.".count)) else { continue }
            earlier[epoch] = try Self.values(tensor, precision)
        }
        self.earlier = earlier
        guard let table = file["history"] else { throw Damage("its history is missing") }
        let numbers = try table.doubles()
        let count = numbers.count / EpochReport.numberCount
        history = (0..<count).map {
            EpochReport(epoch: $0 + 1, numbers: numbers[($0 * EpochReport.numberCount)...])
        }
    }

    /// The first inconsistency of the contents, or `nil` if there is none.
    private var inconsistency: String? {
        guard let layout = try? ParameterLayout(recipe.network, input: data.training.inputShape) else {
            return "its network does not take its rows"
        }
        let count = layout.vectorCount
        let (states, overflow) = count.multipliedReportingOverflow(by: recipe.optimizer.stateVectorCount)
        guard parameters.count == count, !overflow, optimizerState.count == states,
            earlier.values.allSatisfy({ $0.count == count })
        else { return "its vectors are not as long as the network's parameters" }
        let rows = data.training.rows
        guard rows > 0 else { return "it has no rows" }
        let size = recipe.batchSize.count(of: rows)
        let batches = rows / size + (rows % size > 0 ? 1 : 0)
        guard (0...recipe.epochs).contains(state.epoch), (0...batches).contains(state.batch),
            (limit ?? 1) > 0, (limit ?? 1) <= recipe.epochs, history.count == state.epoch, isInRange
        else { return "its numbers of epochs and batches do not go together" }
        let needed = [state.batch > 0 ? state.epoch : max(0, state.epoch - 1), state.best?.epoch]
        guard needed.compactMap(\.self).allSatisfy({ hasParameters(after: $0) }) else {
            return "parameters that it needs are missing"
        }
        return nil
    }

    /// Whether the counters are small enough that counting on cannot overflow.
    private var isInRange: Bool {
        let limit = 1 << 62
        return state.step < UInt64(limit) && (0...state.epoch).contains(state.plateau.waited)
            && (0...limit).contains(state.plateau.cooling)
            && state.best.map { (1...max(1, state.epoch)).contains($0.epoch) && state.epoch > 0 } ?? true
    }

    /// Whether the parameters that an epoch left are stored.
    private func hasParameters(after epoch: Int) -> Bool {
        earlier[epoch] != nil || (state.batch == 0 && epoch == state.epoch)
    }
}

extension Checkpoint {
    private struct Damage: Error, CustomStringConvertible {
        let description: String
        init(_ description: String) { self.description = description }
    }

    private static func tensor(_ name: String, _ values: Parameters) -> SafetensorsFile.Tensor {
        switch values {
        case .float32(let values): .init(name: name, shape: [values.count], values: values)
        case .float64(let values): .init(name: name, shape: [values.count], values: values)
        }
    }

    private static func values(_ tensor: SafetensorsFile.Tensor, _ precision: Precision) throws -> Parameters
    {
        switch precision {
        case .float32: .float32(try tensor.floats())
        case .float64: .float64(try tensor.doubles())
        }
    }

    private static func value<Value: Decodable>(
        _ key: String, _ file: SafetensorsFile, _ registry: TypeRegistry
    ) throws -> Value {
        guard let text = file.metadata[key] else { throw Damage("its metadata lack \"\(key)\"") }
        return try JSONValue(parsing: text).decode(Value.self, userInfo: [.registry: registry])
    }
}

extension EpochReport {
    /// The count of numbers that a report takes in a checkpoint.
    fileprivate static let numberCount = 4

    /// The report without the number of its epoch; a missing value becomes NaN.
    fileprivate var numbers: [Double] {
        [loss, validationLoss ?? .nan, validationMetric ?? .nan, learningRate]
    }

    fileprivate init(epoch: Int, numbers: ArraySlice<Double>) {
        let numbers = Array(numbers.prefix(Self.numberCount))
        self.init(
            epoch: epoch, loss: numbers[0], validationLoss: numbers[1].isNaN ? nil : numbers[1],
            validationMetric: numbers[2].isNaN ? nil : numbers[2], learningRate: numbers[3])
    }
}
