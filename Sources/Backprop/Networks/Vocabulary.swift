/// The kinds of layers, losses, optimizers and initializers that files may name.
///
/// Files write a description as an object with its kind under `type`. To read a file that names kinds of
/// your own, add them to a copy of ``standard`` and hand that to the reading call: nothing is registered
/// globally.
public struct Vocabulary: Sendable {
    private var layers: [String: any Layer.Type] = [:]
    private var losses: [String: any Loss.Type] = [:]
    private var optimizers: [String: any Optimizer.Type] = [:]

    /// Everything that comes with the library.
    public static let standard = Vocabulary(
        layers: Network.writtenLayers + [ActivationLayer.self],
        losses: [
            SquaredError.self, MeanSquaredError.self, MeanAbsoluteError.self, Huber.self,
            CrossEntropy.self, BinaryCrossEntropy.self,
        ],
        optimizers: [
            SGD.self, Adagrad.self, RMSprop.self, Adam.self, AdamW.self, AMSGrad.self, Nadam.self, Lion.self,
            Rprop.self,
        ])

    init(layers: [any Layer.Type], losses: [any Loss.Type], optimizers: [any Optimizer.Type]) {
        layers.forEach { add($0) }
        losses.forEach { add($0) }
        optimizers.forEach { add($0) }
    }

    /// Adds a kind of layer.
    public mutating func add(_ layer: any Layer.Type) { layers[layer.typeName] = layer }

    /// Adds a kind of loss.
    public mutating func add(_ loss: any Loss.Type) { losses[loss.typeName] = loss }

    /// Adds a kind of optimizer.
    public mutating func add(_ optimizer: any Optimizer.Type) { optimizers[optimizer.typeName] = optimizer }
}

extension CodingUserInfoKey {
    /// Where a decoder finds the ``Vocabulary``; without one the standard vocabulary serves.
    public static let vocabulary = CodingUserInfoKey(rawValue: "backprop.vocabulary")!
}

/// The key that names the kind of a described value.
private enum TypeKey: String, CodingKey {
    case type
}

extension Vocabulary {
    /// Writes a layer with its kind.
    static func encode(_ layer: any Layer, to encoder: any Encoder) throws {
        try encode(layer, kind: type(of: layer).typeName, to: encoder)
    }

    /// Writes a loss with its kind.
    static func encode(_ loss: any Loss, to encoder: any Encoder) throws {
        try encode(loss, kind: type(of: loss).typeName, to: encoder)
    }

    /// Writes an optimizer with its kind.
    static func encode(_ optimizer: any Optimizer, to encoder: any Encoder) throws {
        try encode(optimizer, kind: type(of: optimizer).typeName, to: encoder)
    }

    private static func encode(_ value: any Encodable, kind: String, to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: TypeKey.self)
        try container.encode(kind, forKey: .type)
        try value.encode(to: encoder)
    }

    /// Reads a layer of whichever kind the file names.
    static func decodeLayer(from decoder: any Decoder) throws -> any Layer {
        let kind: any Layer.Type = try kind(of: "layer", from: decoder, in: \.layers)
        return try kind.init(from: decoder)
    }

    /// Reads a loss of whichever kind the file names.
    static func decodeLoss(from decoder: any Decoder) throws -> any Loss {
        let kind: any Loss.Type = try kind(of: "loss", from: decoder, in: \.losses)
        return try kind.init(from: decoder)
    }

    /// Reads an optimizer of whichever kind the file names.
    static func decodeOptimizer(from decoder: any Decoder) throws -> any Optimizer {
        let kind: any Optimizer.Type = try kind(of: "optimizer", from: decoder, in: \.optimizers)
        return try kind.init(from: decoder)
    }

    private static func kind<Kind>(
        of what: String, from decoder: any Decoder, in kinds: KeyPath<Vocabulary, [String: Kind]>
    ) throws -> Kind {
        let vocabulary = decoder.userInfo[.vocabulary] as? Vocabulary ?? .standard
        let name = try decoder.container(keyedBy: TypeKey.self).decode(String.self, forKey: .type)
        guard let kind = vocabulary[keyPath: kinds][name] else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "there is no \(what) of the type “\(name)”; add it to the vocabulary"))
        }
        return kind
    }
}

/// A layer in a form that `Codable` containers hold.
struct CodedLayer: Codable {
    let layer: any Layer

    init(_ layer: any Layer) { self.layer = layer }

    init(from decoder: any Decoder) throws { layer = try Vocabulary.decodeLayer(from: decoder) }

    func encode(to encoder: any Encoder) throws { try Vocabulary.encode(layer, to: encoder) }
}

/// A loss in a form that `Codable` containers hold.
struct CodedLoss: Codable {
    let loss: any Loss

    init(_ loss: any Loss) { self.loss = loss }

    init(from decoder: any Decoder) throws { loss = try Vocabulary.decodeLoss(from: decoder) }

    func encode(to encoder: any Encoder) throws { try Vocabulary.encode(loss, to: encoder) }
}

/// An optimizer in a form that `Codable` containers hold.
struct CodedOptimizer: Codable {
    let optimizer: any Optimizer

    init(_ optimizer: any Optimizer) { self.optimizer = optimizer }

    init(from decoder: any Decoder) throws { optimizer = try Vocabulary.decodeOptimizer(from: decoder) }

    func encode(to encoder: any Encoder) throws { try Vocabulary.encode(optimizer, to: encoder) }
}

extension Network: Codable {
    /// Reads a list of layers, each an object with its kind under `type`.
    public init(from decoder: any Decoder) throws {
        self.init(try [CodedLayer](from: decoder).map(\.layer))
    }

    /// Writes the list of layers.
    public func encode(to encoder: any Encoder) throws {
        try layers.map(CodedLayer.init).encode(to: encoder)
    }
}
