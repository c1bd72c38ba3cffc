@testable import Backprop

/// The whole way of a table: schema, preprocessing, training, prediction, evaluation.
enum PipelineInput {
    /// Trains on a table behind a byte that chooses settings, and predicts the one behind a zero, if there is one. A model
    /// that is written and read again must predict the same.
    static func train(_ bytes: [UInt8]) throws {
        guard let bits = bytes.first else { return }
        let parts = bytes.dropFirst().split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
        let table = try TableInput.read(Array(parts[0]))
        guard table.columns.count <= 32, table.rowCount <= 300 else { return }
        let model = try Model.fit(table, options: options(bits))
        let again = try Model(SafetensorsFile(bytes: model.safetensors().serialized()), source: "F")
        for rows in [table]
            + (parts.count > 1 ? [try model.preprocessor!.table(reading: Array(parts[1]), source: "G")] : [])
        {
            let predictions = try model.predict(rows)
            require("\(predictions.content)", equals: "\(try again.predict(rows).content)", "predictions")
            _ = predictions.notices
            let evaluation = try? model.evaluate(predictions, on: rows)
            _ = evaluation.flatMap { try? JSONValue(encoding: $0).text() }
        }
    }

    private static func options(_ bits: UInt8) -> RecipeOptions {
        var options = RecipeOptions()
        options.hiddenLayers = Network([Dense(2, activation: .tanh)])
        (options.epochs, options.stopping, options.usesSelection) = (2, .afterAllEpochs, false)
        options.columns.task = [nil, .classification, .regression, nil][Int(bits & 3)]
        if bits & 4 != 0 { options.columns.targets = [.number(1)] }
        if bits & 8 != 0 { options.columns.weight = .number(2) }
        if bits & 16 != 0 { options.columns.categorical = [.number(1), .number(3)] }
        if bits & 32 != 0 { options.columns.group = .number(3) }
        if bits & 64 != 0 { options.stopping = .byCrossValidation(folds: 2) }
        if bits & 128 != 0 { options.precision = .float64 }
        return options
    }
}
