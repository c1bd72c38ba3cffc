/// The types of layers, losses, optimizers and initializers that files may name.
///
/// Files write a description as an object with the name of its type under `type`. To read a file that names types of
/// your own, add them to a copy of ``standard`` and pass it to the reading call. Nothing is registered globally.
public struct TypeRegistry: Sendable {
    private var layers: [String: any Layer.Type] = [:]
    private var losses: [String: any Loss.Type] = [:]
    private var optimizers: [String: any Optimizer.Type] = [:]
    private var initializers: [String: any Initializer.Type] = [:]

    /// All types of the library.
    public static let standard = TypeRegistry(
        layers: Network.writtenLayers + [ActivationLayer.self],
        losses: losses.map { type(of: $0) }, optimizers: optimizers.map { type(of: $0) },
        initializers: Initializers.all)

    /// One loss of each type in the library, with its default settings.
    package static let losses: [any Loss] = [
        SquaredError(), MeanSquaredError(), MeanAbsoluteError(), Huber(), CrossEntropy(),
        BinaryCrossEntropy(),
    ]

    /// One optimizer of each type in the library, with its default settings.
    package static let optimizers: [any Optimizer] = [
        SGD(), Adagrad(), RMSprop(), Adam(), AdamW(), AMSGrad(), Nadam(), Lion(), Rprop(),
        LBFGS(),
    ]

    init(
        layers: [any Layer.Type], losses: [any Loss.Type], optimizers: [any Optimizer.Type],
        initializers: [any Initializer.Type]
    ) {
        layers.forEach { add($0) }
        losses.forEach { add($0) }
        optimizers.forEach { add($0) }
        initializers.forEach { add($0) }
    }

    /// Adds a type of layer.
    public mutating func add(_ layer: any Layer.Type) { layers[layer.typeName] = layer }

    /// Adds a type of loss.
    public mutating func add(_ loss: any Loss.Type) { losses[loss.typeName] = loss }

    /// Adds a type of optimizer.
    public mutating func add(_ optimizer: any Optimizer.Type) { optimizers[optimizer.typeName] = optimizer }

    /// Adds a type of initializer.
    public mutating func add(_ initializer: any Initializer.Type) {
        initializers[initializer.typeName] = initializer
    }
}

extension CodingUserInfoKey {
    /// The key of a decoder's ``TypeRegistry``; without one, the standard registry is used.
    public static let registry = CodingUserInfoKey(rawValue: "backprop.registry")!
}

/// The key for the type of a described value.
private enum TypeKey: String, CodingKey {
    case type
}

extension TypeRegistry {
    /// Writes a layer with its type.
    static func encode(_ layer: any Layer, to encoder: any Encoder) throws {
        try encode(layer, kind: type(of: layer).typeName, to: encoder)
    }

    /// Writes a loss with its type.
    static func encode(_ loss: any Loss, to encoder: any Encoder) throws {
        try encode(loss, kind: type(of: loss).typeName, to: encoder)
    }

    /// Writes an optimizer with its type.
    static func encode(_ optimizer: any Optimizer, to encoder: any Encoder) throws {
        try encode(optimizer, kind: type(of: optimizer).typeName, to: encoder)
    }

    /// Writes an initializer with its type.
    static func encode(_ initializer: any Initializer, to encoder: any Encoder) throws {
        try encode(initializer, kind: type(of: initializer).typeName, to: encoder)
    }

    private static func encode(_ value: any Encodable, kind: String, to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: TypeKey.self)
        try container.encode(kind, forKey: .type)
        try value.encode(to: encoder)
    }

    /// Reads a layer of the type that the file names.
    static func decodeLayer(from decoder: any Decoder) throws -> any Layer {
        let kind: any Layer.Type = try kind(of: "layer", from: decoder, in: \.layers)
        return try kind.init(from: decoder)
    }

    /// Reads a loss of the type that the file names.
    static func decodeLoss(from decoder: any Decoder) throws -> any Loss {
        let kind: any Loss.Type = try kind(of: "loss", from: decoder, in: \.losses)
        return try kind.init(from: decoder)
    }

    /// Reads an optimizer of the type that the file names.
    static func decodeOptimizer(from decoder: any Decoder) throws -> any Optimizer {
        let kind: any Optimizer.Type = try kind(of: "optimizer", from: decoder, in: \.optimizers)
        return try kind.init(from: decoder)
    }

    /// Reads an initializer of the type that the file names.
    static func decodeInitializer(from decoder: any Decoder) throws -> any Initializer {
        let kind: any Initializer.Type = try kind(of: "initializer", from: decoder, in: \.initializers)
        return try kind.init(from: decoder)
    }

    private static func kind<Kind>(
        of what: String, from decoder: any Decoder, in kinds: KeyPath<TypeRegistry, [String: Kind]>
    ) throws -> Kind {
        let registry = decoder.userInfo[.registry] as? TypeRegistry ?? .standard
        let name = try decoder.container(keyedBy: TypeKey.self).decode(String.self, forKey: .type)
        guard let kind = registry[keyPath: kinds][name] else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription:
                        "there is no \(what) of the type \"\(name)\"; add it to the type registry"
                ))
        }
        return kind
    }
}

/// A layer in a form for `Codable` containers.
struct AnyCodableLayer: Codable {
    let layer: any Layer

    init(_ layer: any Layer) { self.layer = layer }

    init(from decoder: any Decoder) throws { layer = try TypeRegistry.decodeLayer(from: decoder) }

    func encode(to encoder: any Encoder) throws { try TypeRegistry.encode(layer, to: encoder) }
}

/// A loss of any type in a form for `Codable` containers: an object with its type under `type`.
package struct AnyCodableLoss: Codable, Sendable {
    /// The loss.
    package let loss: any Loss

    /// Wraps a loss.
    package init(_ loss: any Loss) { self.loss = loss }

    /// Reads a loss of a type in the decoder's ``TypeRegistry``.
    package init(from decoder: any Decoder) throws { loss = try TypeRegistry.decodeLoss(from: decoder) }

    /// Writes the name of the type, followed by the loss's own values.
    package func encode(to encoder: any Encoder) throws { try TypeRegistry.encode(loss, to: encoder) }
}

/// An optimizer of any type in a form for `Codable` containers: an object with its type under `type`.
package struct AnyCodableOptimizer: Codable, Sendable {
    /// The optimizer.
    package let optimizer: any Optimizer

    /// Wraps an optimizer.
    package init(_ optimizer: any Optimizer) { self.optimizer = optimizer }

    /// Reads an optimizer of a type in the decoder's ``TypeRegistry``.
    package init(from decoder: any Decoder) throws {
        optimizer = try TypeRegistry.decodeOptimizer(from: decoder)
    }

    /// Writes the name of the type, followed by the optimizer's own values.
    package func encode(to encoder: any Encoder) throws { try TypeRegistry.encode(optimizer, to: encoder) }
}

extension Network: Codable {
    /// Reads a list of layers, each an object with its type under `type`.
    public init(from decoder: any Decoder) throws {
        self.init(try [AnyCodableLayer](from: decoder).map(\.layer))
    }

    /// Writes the list of layers.
    public func encode(to encoder: any Encoder) throws {
        try layers.map(AnyCodableLayer.init).encode(to: encoder)
    }
}
