import Backprop

/// Reads the names that people write on the command line.
enum OptionParsing {
    static func activation(_ text: String) throws -> Activation {
        guard let activation = Activation(text) else {
            throw unknown("activation", text, Activation.allKinds.map(\.name))
        }
        return activation
    }

    static func loss(_ text: String) throws -> any Loss {
        let losses = TypeRegistry.losses
        guard let loss = losses.first(where: { type(of: $0).typeName == text }) else {
            throw unknown("loss", text, losses.map { type(of: $0).typeName })
        }
        return loss
    }

    static func optimizer(_ text: String) throws -> any Optimizer {
        let optimizers = TypeRegistry.optimizers
        guard let optimizer = optimizers.first(where: { type(of: $0).typeName == text }) else {
            throw unknown("optimizer", text, optimizers.map { type(of: $0).typeName })
        }
        return optimizer
    }

    static func batchSize(_ text: String) throws -> BatchSize {
        if text == "full" { return .full }
        guard let rows = Int(text), rows > 0 else {
            throw UsageError("--batch-size is a whole number of at least 1, or full, not “\(text)”")
        }
        return .rows(rows)
    }

    /// A choice that is written as a word.
    static func choice<Value: CaseIterable & RawRepresentable<String>>(
        _ text: String, _ what: String
    ) throws -> Value {
        try choice(text, what, Value.allCases.map(\.rawValue))
    }

    /// A choice that is written as a word, or as a word and numbers.
    ///
    /// - Parameter names: What to suggest.
    static func choice<Value: RawRepresentable<String>>(
        _ text: String, _ what: String, _ names: [String]
    ) throws -> Value {
        guard let value = Value(rawValue: text) else { throw unknown(what, text, names) }
        return value
    }

    private static func unknown(_ what: String, _ text: String, _ names: [String]) -> UsageError {
        UsageError("there is no \(what) “\(text)”\(NearestName.suggestion(for: text, among: names))")
    }
}
