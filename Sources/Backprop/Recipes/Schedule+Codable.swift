extension Schedule: Codable {
    private enum CodingKeys: String, CodingKey {
        case rule, every, factor, floor, power, period, growth, rise, first, last, patience
        case minimumImprovement, cooldown, epochs, from, then, waves, flat
    }

    private enum Rule: String, Codable {
        case constant, step, exponential, polynomial, cosine, cosineLog, flatCosine, cosineRestarts, oneCycle,
            plateau, warmUp
    }

    /// Reads an object with its kind under `rule`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func number(_ key: CodingKeys) throws -> Double { try container.decode(Double.self, forKey: key) }
        func whole(_ key: CodingKeys) throws -> Int { try container.decode(Int.self, forKey: key) }
        switch try container.decode(Rule.self, forKey: .rule) {
        case .constant: self = .constant
        case .step: self = .step(every: try whole(.every), factor: try number(.factor))
        case .exponential: self = .exponential(factor: try number(.factor))
        case .polynomial: self = .polynomial(power: try number(.power))
        case .cosine: self = .cosine(floor: try number(.floor))
        case .cosineLog: self = .cosineLog(waves: try whole(.waves))
        case .flatCosine: self = .flatCosine(flat: try number(.flat))
        case .cosineRestarts:
            self = .cosineRestarts(
                period: try whole(.period), growth: try whole(.growth), floor: try number(.floor))
        case .oneCycle:
            self = .oneCycle(rise: try number(.rise), first: try number(.first), last: try number(.last))
        case .plateau:
            self = .reduceOnPlateau(
                factor: try number(.factor), patience: try whole(.patience),
                minimumImprovement: try number(.minimumImprovement), cooldown: try whole(.cooldown),
                floor: try number(.floor))
        case .warmUp:
            self = .warmUp(
                epochs: try number(.epochs), from: try number(.from),
                then: try container.decode(Schedule.self, forKey: .then))
        }
    }

    /// Writes an object with its kind under `rule`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        func write(_ rule: Rule, _ values: [(CodingKeys, any Encodable)]) throws {
            try container.encode(rule, forKey: .rule)
            for (key, value) in values { try container.encode(value, forKey: key) }
        }
        switch self {
        case .constant: try write(.constant, [])
        case .step(let every, let factor): try write(.step, [(.every, every), (.factor, factor)])
        case .exponential(let factor): try write(.exponential, [(.factor, factor)])
        case .polynomial(let power): try write(.polynomial, [(.power, power)])
        case .cosine(let floor): try write(.cosine, [(.floor, floor)])
        case .cosineLog(let waves): try write(.cosineLog, [(.waves, waves)])
        case .flatCosine(let flat): try write(.flatCosine, [(.flat, flat)])
        case .cosineRestarts(let period, let growth, let floor):
            try write(.cosineRestarts, [(.period, period), (.growth, growth), (.floor, floor)])
        case .oneCycle(let rise, let first, let last):
            try write(.oneCycle, [(.rise, rise), (.first, first), (.last, last)])
        case .reduceOnPlateau(let factor, let patience, let minimum, let cooldown, let floor):
            try write(
                .plateau,
                [
                    (.factor, factor), (.patience, patience), (.minimumImprovement, minimum),
                    (.cooldown, cooldown), (.floor, floor),
                ])
        case .warmUp(let epochs, let from, let next):
            try write(.warmUp, [(.epochs, epochs), (.from, from), (.then, next)])
        }
    }
}
