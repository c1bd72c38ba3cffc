import Backprop

/// Reads the names that people write on the command line.
enum Names {
    static func activation(_ text: String) throws -> Activation {
        guard let activation = Activation(text) else {
            throw unknown("activation", text, Activation.allKinds.map(\.name))
        }
        return activation
    }

    static func loss(_ text: String) throws -> any Loss {
        let losses: [any Loss] = [
            SquaredError(), MeanSquaredError(), MeanAbsoluteError(), Huber(), CrossEntropy(),
            BinaryCrossEntropy(),
        ]
        guard let loss = losses.first(where: { type(of: $0).typeName == text }) else {
            throw unknown("loss", text, losses.map { type(of: $0).typeName })
        }
        return loss
    }

    static func optimizer(
        _ text: String, momentum: Double?, nesterov: Bool, weightDecay: Double?
    ) throws -> any Optimizer {
        guard optimizers.contains(text) else { throw unknown("optimizer", text, optimizers) }
        let takesMomentum = [SGD.typeName, RMSprop.typeName]
        if momentum != nil && !takesMomentum.contains(text) {
            throw UsageError("--momentum goes with sgd and rmsprop, not with \(text)")
        }
        if let momentum, !(momentum >= 0 && momentum < 1) {
            throw UsageError("--momentum is at least 0 and below 1, not \(momentum)")
        }
        if let weightDecay, !(weightDecay >= 0 && weightDecay.isFinite) {
            throw UsageError("--weight-decay is at least 0, not \(weightDecay)")
        }
        if nesterov && (text != SGD.typeName || (momentum ?? 0) == 0) {
            throw UsageError("--nesterov goes with sgd and a --momentum above 0")
        }
        let decay = weightDecay ?? 0
        switch text {
        case SGD.typeName:
            return SGD(momentum: momentum ?? 0, nesterov: nesterov, weightDecay: decay)
        case Adagrad.typeName: return Adagrad(weightDecay: decay)
        case RMSprop.typeName: return RMSprop(momentum: momentum ?? 0, weightDecay: decay)
        case Adam.typeName: return Adam(weightDecay: decay)
        case AdamW.typeName: return AdamW(weightDecay: weightDecay ?? 0.01)
        case AMSGrad.typeName: return AMSGrad(weightDecay: decay)
        case Nadam.typeName: return Nadam(weightDecay: decay)
        case Lion.typeName: return Lion(weightDecay: decay)
        case Rprop.typeName where weightDecay == nil: return Rprop()
        case Rprop.typeName: throw UsageError("--weight-decay does not go with rprop")
        default: throw unknown("optimizer", text, optimizers)
        }
    }

    private static let optimizers = [
        SGD.typeName, Adagrad.typeName, RMSprop.typeName, Adam.typeName, AdamW.typeName, AMSGrad.typeName,
        Nadam.typeName, Lion.typeName, Rprop.typeName,
    ]

    static func schedule(_ text: String) throws -> Schedule {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        switch (parts[0], parts.count) {
        case ("constant", 1): return .constant
        case ("cosine", 1): return .cosine(floor: 0)
        case ("step", 3):
            if let every = Int(parts[1]), every > 0, let factor = Double(parts[2]), factor > 0, factor <= 1 {
                return .step(every: every, factor: factor)
            }
            throw UsageError(
                "a step schedule is written step:EVERY:FACTOR, such as step:30:0.5, not “\(text)”")
        default: throw unknown("schedule", text, ["constant", "cosine", "step:30:0.5"])
        }
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
