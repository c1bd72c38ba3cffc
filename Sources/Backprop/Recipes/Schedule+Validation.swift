extension Schedule {
    /// Throws if numbers are not valid.
    ///
    /// - Throws: ``SettingError`` for the first of them.
    func validate() throws(SettingError) {
        switch self {
        case .constant: break
        case .step(let every, let factor):
            try Self.require(every > 0, "number of epochs", every, "at least 1")
            try Self.requireFactor(factor)
        case .exponential(let factor): try Self.requireFactor(factor)
        case .polynomial(let power):
            try Self.require(power > 0 && power.isFinite, "power", power, "a number above 0")
        case .cosine(let floor): try Self.requireShare(floor, "floor")
        case .cosineLog(let waves):
            try Self.require(1...30 ~= waves, "number of waves", waves, "from 1 to 30")
        case .flatCosine(let flat): try Self.requireShare(flat, "flat share")
        case .cosineRestarts(let period, let growth, let floor):
            try Self.require(period > 0 && period < 1 << 31, "period", period, "at least 1 epoch")
            try Self.require(growth > 0 && growth < 1 << 31, "growth", growth, "at least 1")
            try Self.requireShare(floor, "floor")
        case .oneCycle(let rise, let first, let last):
            try Self.requireShare(rise, "rise")
            try Self.require(first > 0 && first <= 1, "first factor", first, "above 0 and at most 1")
            try Self.requireShare(last, "last factor")
        case .reduceOnPlateau(let factor, let patience, let minimum, let cooldown, let floor):
            try Self.require(factor > 0 && factor < 1, "factor", factor, "between 0 and 1")
            try Self.require(patience >= 0, "patience", patience, "at least 0 epochs")
            try Self.require(minimum >= 0 && minimum < 1, "least improvement", minimum, "from 0 to below 1")
            try Self.require(cooldown >= 0, "cooldown", cooldown, "at least 0 epochs")
            try Self.requireShare(floor, "floor")
        case .warmUp(let epochs, let from, let next):
            try Self.require(
                epochs > 0 && epochs < 1e6, "warm-up", epochs,
                "a number of epochs above 0 and below a million")
            try Self.requireShare(from, "first factor")
            if case .warmUp = next {
                throw SettingError(
                    name: "schedule after a warm-up", found: "another warm-up", expected: "of another kind")
            }
            try next.validate()
        }
    }

    private static func requireFactor(_ factor: Double) throws(SettingError) {
        try require(factor > 0 && factor <= 1, "factor", factor, "above 0 and at most 1")
    }

    private static func requireShare(_ share: Double, _ name: String) throws(SettingError) {
        try require(share >= 0 && share <= 1, name, share, "from 0 to 1")
    }

    private static func require(
        _ condition: Bool, _ name: String, _ found: some CustomStringConvertible, _ expected: String
    ) throws(SettingError) {
        guard condition else {
            throw SettingError(name: "schedule's \(name)", found: "\(found)", expected: expected)
        }
    }
}
