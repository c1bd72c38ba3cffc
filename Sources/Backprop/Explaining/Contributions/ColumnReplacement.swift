/// Predictions for background rows in which some columns have the values of another row.
///
/// Rows are encoded once. The inputs of a column depend on the column alone, so a replaced column is a copied block of
/// inputs. Thousands of such rows go through the network at a time.
struct ColumnReplacement: Sendable {
    /// Columns of all background rows that take the values of one row.
    struct Request: Sendable {
        /// The index of the row whose values are taken.
        let row: Int
        /// The indices of the columns that are replaced.
        let columns: [Int]
    }

    /// The columns that the model uses, in the order of the table.
    let columns: [String]
    /// The number of background rows.
    let backgroundCount: Int
    private let members: [any ReplaceableInputs]
    private let outputs: [ExplainedOutput]

    /// Encodes rows.
    ///
    /// - Parameters:
    ///   - rows: The rows whose values are taken.
    ///   - background: The rows whose columns are replaced.
    /// - Throws: ``PreprocessingError``, ``ModelError``.
    init(_ model: Model, rows: Table, background: Table, outputs: [ExplainedOutput]) throws {
        let used = try model.members.map { try $0.input.requireTable().inputBlocks }
        var names = Set<String>()
        let columns = used.flatMap(\.self).filter { names.insert($0.name).inserted }
            .sorted { $0.column < $1.column }.map(\.name)
        self.columns = columns
        self.outputs = outputs
        backgroundCount = background.rowCount
        members = try zip(model.members, used).map { member, blocks in
            let ranges = columns.map { name in blocks.first { $0.name == name }?.inputs }
            return try member.parameters.precision.withScalarType {
                try Self.inputs(member, rows, background, ranges, as: $0)
            }
        }
    }

    private static func inputs<S: Scalar>(
        _ member: Model, _ rows: Table, _ background: Table, _ ranges: [Range<Int>?], as scalar: S.Type
    ) throws -> any ReplaceableInputs {
        let preprocessor = try member.input.requireTable()
        return ScalarReplacement<S>(
            member: member, rows: try preprocessor.features(from: rows, as: S.self).values,
            background: try preprocessor.features(from: background, as: S.self).values,
            width: preprocessor.inputCount, ranges: ranges)
    }

    /// The approximate number of rows that go through the network at a time.
    private static let rowsAtATime = 4096

    /// Returns the mean predictions over the background, one list of outputs for each request.
    func means(_ requests: [Request], threads: Int) throws -> [[Double]] {
        try map(requests, threads: threads) { values in
            values.map { $0.reduce(0, +) / Double($0.count) }
        }
    }

    /// Applies a function to the predictions for each request: for each output, the numbers of the background rows.
    func map<Result: Sendable>(
        _ requests: [Request], threads: Int, _ transform: @Sendable ([[Double]]) -> Result
    ) throws -> [Result] {
        let size = max(1, Self.rowsAtATime / max(1, backgroundCount))
        // Each part compiles the networks once.
        let perPart = max(size, requests.count / (4 * max(1, threads)))
        let parts = stride(from: 0, to: requests.count, by: perPart).map {
            requests[$0..<min(requests.count, $0 + perPart)]
        }
        return try Threads.map(parts, threads: threads) { part in
            let predict = try members.map { try $0.predictor() }
            var results: [Result] = []
            for begin in stride(from: part.startIndex, to: part.endIndex, by: size) {
                let chunk = part[begin..<min(part.endIndex, begin + size)]
                let content = Predictions.Content(averaging: try predict.map { try $0(chunk) })
                let values = outputs.map { $0.values(content) }
                results += chunk.indices.map { index in
                    let first = (index - chunk.startIndex) * backgroundCount
                    return transform(values.map { Array($0[first..<(first + backgroundCount)]) })
                }
            }
            return results
        }.flatMap(\.self)
    }
}

/// Rows as numbers of one scalar type.
private protocol ReplaceableInputs: Sendable {
    /// Returns a function that predicts all background rows for each of some requests.
    func predictor() throws -> (ArraySlice<ColumnReplacement.Request>) throws -> Predictions.Content
}

private struct ScalarReplacement<S: Scalar>: ReplaceableInputs {
    let member: Model
    let rows: [S]
    let background: [S]
    let width: Int
    /// The inputs of each column, or `nil` for a column that this network does not use.
    let ranges: [Range<Int>?]

    func predictor() throws -> (ArraySlice<ColumnReplacement.Request>) throws -> Predictions.Content {
        let predictor = try Predictor<S>(member: member)
        return { requests in
            var inputs: [S] = []
            inputs.reserveCapacity(requests.count * background.count)
            for request in requests { append(request, to: &inputs) }
            return try member.content(of: predictor.outputs(for: inputs).map { Double($0) })
        }
    }

    private func append(_ request: ColumnReplacement.Request, to inputs: inout [S]) {
        let begin = inputs.count
        inputs += background
        for range in request.columns.compactMap({ ranges[$0] }) {
            for first in stride(from: begin, to: inputs.count, by: width) {
                for input in range { inputs[first + input] = rows[request.row * width + input] }
            }
        }
    }
}
