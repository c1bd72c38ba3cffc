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

    /// Returns a function of rows and of the words of each, which returns the member's predictions for these rows with
    /// these words as their text.
    func contents(writing column: String) throws -> ([Int], [[String]]) throws -> Predictions.Content {
        try inputs.contents(writing: column)
    }

    /// Returns the words of each text of a column, or `nil` if the member has no such column.
    func words(of column: String, in table: Table) throws -> [[String]]? {
        let preprocessor = inputs.preprocessor
        guard let index = preprocessor.columns.firstIndex(where: { $0.name == column && $0.text != nil })
        else {
            return nil
        }
        let match = try preprocessor.match(table)
        guard let position = match.positions[index] else { return nil }
        let texts = preprocessor.reading(table, match).columns[position].texts()
        return texts.map { $0.map(WordSplitter.words) ?? [] }
    }

    /// Returns the words that the member knows in a column, and pairs of words.
    func knownWords(of column: String) -> Set<String> {
        Set(inputs.preprocessor.columns.first { $0.name == column }?.text?.words.terms ?? [])
    }
}

/// A table as numbers of one scalar type.
private protocol EncodedInputs: Sendable {
    var content: Predictions.Content { get }
    var preprocessor: Preprocessor { get }
    func contents(moving column: String) throws -> ([Int]) throws -> Predictions.Content
    func contents(writing column: String) throws -> ([Int], [[String]]) throws -> Predictions.Content
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

extension ScalarInputs {
    func contents(writing column: String) throws -> ([Int], [[String]]) throws -> Predictions.Content {
        let predictor = try Predictor<S>(member: member)
        let width = preprocessor.inputCount
        let block = preprocessor.inputBlocks.first { $0.name == column }
        let fitted = block.flatMap { preprocessor.columns[$0.column].text }
        let first = block?.inputs.lowerBound ?? 0
        var encoder = fitted.map { TextEncoder($0) }
        return { rows, texts in
            var changed: [S] = []
            for (row, words) in zip(rows, texts) {
                let begin = changed.count
                changed += features[(row * width)..<((row + 1) * width)]
                guard let count = fitted?.topics.count else { continue }
                let topics = encoder?.topics(of: words) ?? [Double](repeating: 0, count: count)
                for (topic, value) in topics.enumerated() { changed[begin + first + topic] = S(value) }
            }
            return try member.content(of: predictor.outputs(for: changed).map { Double($0) })
        }
    }
}

extension [EncodedTable] {
    /// Returns the words of each text of a column.
    func words(of column: String, in table: Table) throws -> [[String]] {
        for member in self {
            if let words = try member.words(of: column, in: table) { return words }
        }
        return []
    }

    /// The columns of text that any member uses, each once.
    var textColumns: [(name: String, index: Int)] {
        columns.filter { column in
            contains { $0.inputs.preprocessor.columns.contains { $0.name == column.name && $0.text != nil } }
        }
    }

    /// The columns that any member uses, each once, in the order of the table.
    var columns: [(name: String, index: Int)] {
        var names: Set<String> = []
        return flatMap(\.inputs.preprocessor.inputBlocks).filter { names.insert($0.name).inserted }
            .map { (name: $0.name, index: $0.column) }.sorted { $0.index < $1.index }
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
