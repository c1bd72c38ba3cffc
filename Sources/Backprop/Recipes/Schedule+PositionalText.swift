// The older text of schedules, in which colons separate numbers: `step:30:0.5`.

extension Schedule {
    private static let positionalForms = [
        "constant", "step:EVERY:FACTOR", "exponential:FACTOR", "polynomial[:POWER]", "cosine[:FLOOR]",
        "cosine-restarts:PERIOD[:GROWTH[:FLOOR]]", "one-cycle[:RISE[:FIRST:LAST]]",
        "plateau:PATIENCE:FACTOR[:FLOOR[:IMPROVEMENT:COOLDOWN]]", "warm-up:EPOCHS[:FROM]:SCHEDULE",
    ]

    /// Reads one of the positional forms.
    static func schedule(positional text: String) throws -> Schedule {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard let form = positionalForms.first(where: { name(of: $0) == parts[0] }) else {
            throw SettingError(unknown: "schedule", parts[0], known: kinds)
        }
        guard let schedule = try schedule(parts[0], Array(parts.dropFirst())) else {
            throw SettingError(name: "schedule", found: "\"\(text)\"", expected: "written \(form)")
        }
        return schedule
    }

    private static func name(of form: String) -> String {
        String(form.prefix { $0 != ":" && $0 != "[" })
    }

    /// Returns the schedule of that name, or `nil` if the arguments are not of its form.
    private static func schedule(_ name: String, _ texts: [String]) throws -> Schedule? {
        if name == "warm-up" { return try warmUp(texts) }
        let numbers = texts.compactMap { Double($0) }
        guard numbers.count == texts.count else { return nil }
        func whole(_ index: Int) -> Int? { Int(exactly: numbers[index]) }
        switch (name, numbers.count) {
        case ("constant", 0): return .constant
        case ("step", 2): return whole(0).map { .step(every: $0, factor: numbers[1]) }
        case ("exponential", 1): return .exponential(factor: numbers[0])
        case ("polynomial", 0...1): return .polynomial(power: numbers.first ?? 1)
        case ("cosine", 0...1): return .cosine(floor: numbers.first ?? 0)
        case ("cosine-restarts", 1...3):
            guard let period = whole(0), let growth = numbers.count > 1 ? whole(1) : 1 else { return nil }
            return .cosineRestarts(period: period, growth: growth, floor: numbers.count > 2 ? numbers[2] : 0)
        case ("one-cycle", 0...1): return .oneCycle(rise: numbers.first ?? 0.3, first: 0.04, last: 0.000004)
        case ("one-cycle", 3): return .oneCycle(rise: numbers[0], first: numbers[1], last: numbers[2])
        case ("plateau", 2...3), ("plateau", 5): return plateau(numbers)
        default: return nil
        }
    }

    private static func plateau(_ numbers: [Double]) -> Schedule? {
        let rest = Array(numbers.dropFirst(2))
        guard let patience = Int(exactly: numbers[0]),
            let cooldown = Int(exactly: rest.count > 1 ? rest[2] : 0)
        else { return nil }
        return .reduceOnPlateau(
            factor: numbers[1], patience: patience, minimumImprovement: rest.count > 1 ? rest[1] : 0.0001,
            cooldown: cooldown, floor: rest.first ?? 0)
    }

    private static func warmUp(_ texts: [String]) throws -> Schedule? {
        guard texts.count >= 2, let epochs = Double(texts[0]) else { return nil }
        let from = texts.count > 2 ? Double(texts[1]) : nil
        let next = try Schedule(parsing: texts.dropFirst(from == nil ? 1 : 2).joined(separator: ":"))
        return from.map { .warmUp(epochs: epochs, from: $0, then: next) }
            ?? .warmUp(epochs: epochs, then: next)
    }
}
