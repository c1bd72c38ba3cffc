/// The inputs of a model member's network for a table, for many predictions with a column's values moved.
struct EncodedTable: Sendable {
    fileprivate let inputs: any EncodedInputs

    /// Encodes a table once.
    init(_ member: Model, _ table: Table) throws {
        inputs = try member.parameters.precision.withScalarType { try Self.inputs(member, table, as: $0) }
    }

    private static func inputs<S: Scalar>(
        _ member: Model, _ table: Table, as scalar: S.Type
    ) throws -> any EncodedInputs {
        try ScalarInputs<S>(member, table)
    }

    /// The member's predictions for the unchanged table.
    var content: Predictions.Content { inputs.content }

    /// Returns a function of an order of rows, which returns the member's predictions with a column's value in row k
    /// from row `order[k]`.
    func contents(moving column: String) throws -> ([Int]) throws -> Predictions.Content {
        try inputs.contents(moving: column)
    }
}

/// A table as numbers of one scalar type.
private protocol EncodedInputs: Sendable {
    var content: Predictions.Content { get }
    var preprocessor: Preprocessor { get }
    func contents(moving column: String) throws -> ([Int]) throws -> Predictions.Content
}

private struct ScalarInputs<S: Scalar>: EncodedInputs {
    let member: Model
    let preprocessor: Preprocessor
    let features: [S]
    let content: Predictions.Content

    init(_ member: Model, _ table: Table) throws {
        self.member = member
        preprocessor = try member.input.requireTable()
        features = try preprocessor.features(from: table, as: S.self).values
        let outputs = try Predictor<S>(member: member).outputs(for: features).map { Double($0) }
        content = try member.content(of: outputs)
    }

    func contents(moving column: String) throws -> ([Int]) throws -> Predictions.Content {
        guard let block = preprocessor.inputBlocks.first(where: { $0.name == column }) else {
            return { _ in content }
        }
        let predictor = try Predictor<S>(member: member)
        return { order in
            let moved = features.movingRows(order, of: block.inputs, width: preprocessor.inputCount)
            return try member.content(of: predictor.outputs(for: moved).map { Double($0) })
        }
    }
}

extension [EncodedTable] {
    /// The columns that any member uses, each once, in the order of the table.
    var columns: [(name: String, index: Int)] {
        var names: Set<String> = []
        return flatMap(\.inputs.preprocessor.inputBlocks).filter { names.insert($0.name).inserted }
            .map { (name: $0.name, index: $0.column) }.sorted { $0.index < $1.index }
    }
}

extension Preprocessor {
    /// The inputs that belong to one raw column.
    struct InputBlock: Sendable {
        let name: String
        /// The position of the column in the training table.
        let column: Int
        let inputs: Range<Int>
    }

    /// The columns that are used, in the order of the table.
    var inputBlocks: [InputBlock] {
        var begin = 0
        return columns.enumerated().compactMap { index, column in
            guard column.width > 0 else { return nil }
            defer { begin += column.width }
            return InputBlock(name: column.name, column: index, inputs: begin..<begin + column.width)
        }
    }
}

extension Array {
    /// Returns a row-major matrix in whose row k some columns are those of row `order[k]`.
    fileprivate func movingRows(_ order: [Int], of columns: Range<Int>, width: Int) -> [Element] {
        var moved = self
        for (row, source) in order.enumerated() {
            for column in columns { moved[row * width + column] = self[source * width + column] }
        }
        return moved
    }
}
