/// A model prepared for many small sets of rows: its networks are compiled once, and plain rows need no table.
///
/// Its predictions are those of ``Model/predict(_:threads:)``, bit by bit. It belongs to one thread at a time.
package final class CompiledModel {
    /// The model.
    package let model: Model

    /// The names of the columns that plain rows have, or `nil` if rows of this model need a table.
    package let plainColumns: [String]?

    private let members: [any CompiledMember]

    /// Compiles a model.
    ///
    /// - Throws: ``ModelError`` if memory is short.
    package init(_ model: Model) throws(ModelError) {
        self.model = model
        let names = Self.names(of: model)
        var members: [any CompiledMember] = []
        for member in model.members {
            switch member.parameters.precision {
            case .float32: members.append(try ScalarMember<Float>(member, names: names))
            case .float64: members.append(try ScalarMember<Double>(member, names: names))
            }
        }
        self.members = members
        plainColumns = members.allSatisfy(\.takesPlainRows) ? names : nil
    }

    /// Returns the names of all columns that a member uses, in the order of their first member.
    private static func names(of model: Model) -> [String] {
        var seen = Set<String>()
        return model.members.flatMap { $0.preprocessor?.columns ?? [] }
            .filter { $0.width > 0 && seen.insert($0.name).inserted }.map(\.name)
    }

    /// Predicts raw rows, and collects their unusual values.
    ///
    /// - Throws: ``ModelError``, ``PreprocessingError`` or ``ImageError``.
    package func predictions(of rows: any RawRows) throws -> Predictions {
        let rows = try model.extended(rows)
        return Self.average(try members.map { try $0.predictions(of: rows) })
    }

    /// Predicts plain rows, and collects their unusual values, or returns `nil` if they need a table.
    ///
    /// - Parameter text: The bytes that the cells refer to.
    package func predictions(
        of rows: PlainRows, in text: UnsafeBufferPointer<UInt8>
    ) throws -> Predictions? {
        var parts: [Predictions] = []
        for member in members {
            guard let part = try member.predictions(of: rows, in: text) else { return nil }
            parts.append(part)
        }
        return Self.average(parts)
    }

    private static func average(_ parts: [Predictions]) -> Predictions {
        parts.count == 1 ? parts[0] : Predictions(averaging: parts)
    }
}

/// A compiled network of a model.
private protocol CompiledMember {
    /// Whether plain rows need no table.
    var takesPlainRows: Bool { get }

    func predictions(of rows: any RawRows) throws -> Predictions

    func predictions(of rows: PlainRows, in text: UnsafeBufferPointer<UInt8>) throws -> Predictions?
}

/// A compiled network of one precision.
private struct ScalarMember<S: Scalar>: CompiledMember {
    private let model: Model
    private let predictor: Predictor<S>
    private let encoder: PlainEncoder<S>?

    init(_ model: Model, names: [String]) throws(ModelError) {
        self.model = model
        predictor = try Predictor<S>(member: model, batchSize: 64)
        encoder = model.preprocessor.flatMap { PlainEncoder($0, names: names) }
    }

    var takesPlainRows: Bool { encoder != nil }

    func predictions(of rows: any RawRows) throws -> Predictions {
        try model.memberPredictions(of: rows, with: predictor, collectsUnusualValues: true)
    }

    func predictions(of rows: PlainRows, in text: UnsafeBufferPointer<UInt8>) throws -> Predictions? {
        guard let (values, report) = encoder?.features(of: rows, in: text) else { return nil }
        let outputs = predictor.outputs(for: values).map { Double($0) }
        return Predictions(
            content: try model.content(of: outputs), rowCount: rows.rowCount, report: report)
    }
}
