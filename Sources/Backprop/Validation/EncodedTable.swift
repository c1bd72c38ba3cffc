/// A table as the network of a model's member sees it, for predicting it again and again with a column's values moved.
enum EncodedTable: Sendable {
    case float32(Inputs<Float>)
    case float64(Inputs<Double>)

    /// Makes numbers of a table once.
    init(_ member: Model, _ table: Table) throws {
        switch member.parameters.precision {
        case .float32: self = .float32(try Inputs(member, table))
        case .float64: self = .float64(try Inputs(member, table))
        }
    }

    /// What the member says of the table as it is.
    var content: Predictions.Content {
        switch self {
        case .float32(let inputs): inputs.content
        case .float64(let inputs): inputs.content
        }
    }

    /// What the member says where row k has in a column the values of row `order[k]`, for one order after another.
    func contents(moving column: String) throws -> ([Int]) -> Predictions.Content {
        switch self {
        case .float32(let inputs): try inputs.contents(moving: column)
        case .float64(let inputs): try inputs.contents(moving: column)
        }
    }

    /// The columns that the member uses.
    fileprivate var blocks: [Preprocessor.InputBlock] {
        switch self {
        case .float32(let inputs): inputs.preprocessor.inputBlocks
        case .float64(let inputs): inputs.preprocessor.inputBlocks
        }
    }

    struct Inputs<S: Scalar>: Sendable {
        let member: Model
        let preprocessor: Preprocessor
        let features: [S]
        let content: Predictions.Content

        init(_ member: Model, _ table: Table) throws {
            guard let preprocessor = member.preprocessor else { throw ModelError.trainedOnNumbers }
            (self.member, self.preprocessor) = (member, preprocessor)
            features = try preprocessor.features(from: table, as: S.self).values
            let outputs = try Predictor<S>(member: member).outputs(for: features).map { Double($0) }
            content = member.content(of: outputs, preprocessor)
        }

        func contents(moving column: String) throws -> ([Int]) -> Predictions.Content {
            guard let block = preprocessor.inputBlocks.first(where: { $0.name == column }) else {
                return { _ in content }
            }
            let predictor = try Predictor<S>(member: member)
            return { order in
                let moved = features.movingRows(order, of: block.inputs, width: preprocessor.inputCount)
                return member.content(of: predictor.outputs(for: moved).map { Double($0) }, preprocessor)
            }
        }
    }
}

extension [EncodedTable] {
    /// The columns that any member uses, each once, in the order of the table.
    var columns: [(name: String, place: Int)] {
        var names: Set<String> = []
        return flatMap(\.blocks).filter { names.insert($0.name).inserted }
            .map { (name: $0.name, place: $0.column) }.sorted { $0.place < $1.place }
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
    /// A row-major matrix in whose row k some columns are those of row `order[k]`.
    fileprivate func movingRows(_ order: [Int], of columns: Range<Int>, width: Int) -> [Element] {
        var moved = self
        for (row, source) in order.enumerated() {
            for column in columns { moved[row * width + column] = self[source * width + column] }
        }
        return moved
    }
}
