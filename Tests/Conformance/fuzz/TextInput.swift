@testable import Backprop

/// Columns of text, from the words to the importance of each. The bytes are the metadata of a model with such a column, or
/// texts, one in a line.
enum TextInput {
    /// Reads a model, or learns from texts behind a byte that chooses settings, and predicts those behind a zero.
    static func read(_ bytes: [UInt8]) throws {
        if bytes.first == UInt8(ascii: "{") { return try ModelInputs.readModel(bytes) }
        guard let bits = bytes.first else { return }
        let parts = bytes.dropFirst().split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
        let lines = parts[0].split(separator: 10, omittingEmptySubsequences: false)
        guard lines.count <= 200 else { return }
        let table = table(lines, hasTargets: true)
        let model = try Model.fit(table, options: options(bits))
        try requireFinite(model, table)
        let again = try Model(SafetensorsFile(bytes: model.safetensors().serialized()), source: "F")
        let others = parts.count > 1 ? parts[1].split(separator: 10, omittingEmptySubsequences: false) : []
        for rows in [table] + (others.isEmpty ? [] : [Self.table(others, hasTargets: false)]) {
            let predictions = try model.predict(rows)
            require("\(predictions.content)", equals: "\(try again.predict(rows).content)", "predictions")
            _ = predictions.notices
        }
        let importance = try model.importance(on: table, PermutationSettings(repeats: 1))
        for word in importance.words?.words ?? [] where !word.importance.isFinite {
            fatalError("the importance of \(word.word) is \(word.importance)")
        }
        _ = try JSONValue(encoding: importance).text()
    }

    /// Returns a table of texts and of targets that the number of a row decides.
    private static func table(_ lines: [ArraySlice<UInt8>], hasTargets: Bool) -> Table {
        let texts = lines.map { line -> String? in line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
        }
        let rows = Array(lines.indices)
        var columns: [(name: String, values: [String?])] = [
            (name: "t", values: texts), (name: "u", values: texts.reversed()),
            (name: "w", values: rows.map { "\($0 % 3 + 1)" }),
        ]
        if hasTargets {
            columns.append((name: "p", values: rows.map { $0 % 2 == 0 ? "yes" : "no" }))
            columns.append((name: "q", values: rows.map { $0 % 3 == 0 ? "yes" : "no" }))
            columns.append((name: "n", values: rows.map { "\($0).5" }))
        }
        return Table(columns: columns, source: "F")
    }

    private static func options(_ bits: UInt8) -> RecipeOptions {
        var options = RecipeOptions()
        options.hiddenLayers = Network([Dense(2, activation: .tanh)])
        (options.epochs, options.stopping, options.usesSelection) = (2, .afterAllEpochs, false)
        let targets: [[String]] = [["p"], ["n"], ["p", "q"], ["q"]]
        let chosen = targets[Int(bits & 3)]
        options.columns.targets = chosen.map { .name($0) }
        options.columns.ignored = ["p", "q", "n"].filter { !chosen.contains($0) }.map { .name($0) }
        options.columns.text = bits & 4 != 0 ? [.name("t"), .name("u")] : [.name("t")]
        if bits & 4 == 0 { options.columns.ignored?.append(.name("u")) }
        if bits & 8 != 0 { options.columns.weight = .name("w") }
        if bits & 16 != 0 { options.preprocessing.missingIndicators = true }
        if bits & 32 != 0 { options.precision = .float64 }
        if bits & 64 != 0 { options.stopping = .byCrossValidation(folds: 2) }
        return options
    }

    /// Ends the process unless every input of a network is a finite number.
    private static func requireFinite(_ model: Model, _ table: Table) throws {
        let values = try model.preprocessor!.features(from: table, as: Double.self).values
        if let value = values.first(where: { !$0.isFinite }) { fatalError("an input is \(value)") }
    }
}
