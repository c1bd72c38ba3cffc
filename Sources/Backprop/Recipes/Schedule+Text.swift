extension Schedule: CustomStringConvertible {
    /// How each schedule is written.
    public static let forms = [
        "constant", "step:EVERY:FACTOR", "exponential:FACTOR", "polynomial[:POWER]", "cosine[:FLOOR]",
        "cosine-restarts:PERIOD[:GROWTH[:FLOOR]]", "one-cycle[:RISE[:FIRST:LAST]]",
        "plateau:PATIENCE:FACTOR[:FLOOR[:IMPROVEMENT:COOLDOWN]]", "warm-up:EPOCHS[:FROM]:SCHEDULE",
    ]

    /// Reads one of the ``forms``, such as `step:30:0.5` or `warm-up:2:cosine`.
    ///
    /// - Throws: ``TrainingError/invalidSetting(name:found:expected:)`` where the text is none of them, or a
    ///   number is out of its range.
    public init(parsing text: String) throws(TrainingError) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard let form = Self.forms.first(where: { Self.name(of: $0) == parts[0] }) else {
            let suggestion = NearestName.suggestion(for: parts[0], among: Self.forms.map(Self.name))
            throw .invalidSetting(name: "schedule", found: "“\(text)”\(suggestion)", expected: Self.formList)
        }
        guard let schedule = try Self.schedule(parts[0], Array(parts.dropFirst())) else {
            throw .invalidSetting(name: "schedule", found: "“\(text)”", expected: "written \(form)")
        }
        try schedule.validate()
        self = schedule
    }

    private static let formList = "one of \(forms.map(name).joined(separator: ", "))"

    private static func name(of form: String) -> String {
        String(form.prefix { $0 != ":" && $0 != "[" })
    }

    /// `nil` where the arguments are not of the form.
    private static func schedule(_ name: String, _ texts: [String]) throws(TrainingError) -> Schedule? {
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

    private static func warmUp(_ texts: [String]) throws(TrainingError) -> Schedule? {
        guard texts.count >= 2, let epochs = Double(texts[0]) else { return nil }
        let from = texts.count > 2 ? Double(texts[1]) : nil
        let next = try Schedule(parsing: texts.dropFirst(from == nil ? 1 : 2).joined(separator: ":"))
        return from.map { .warmUp(epochs: epochs, from: $0, then: next) }
            ?? .warmUp(epochs: epochs, then: next)
    }

    /// The schedule as ``init(parsing:)`` reads it, every number spelled out.
    public var description: String {
        switch self {
        case .constant: "constant"
        case .step(let every, let factor): "step:\(every):\(factor)"
        case .exponential(let factor): "exponential:\(factor)"
        case .polynomial(let power): "polynomial:\(power)"
        case .cosine(let floor): floor == 0 ? "cosine" : "cosine:\(floor)"
        case .cosineRestarts(let period, let growth, let floor):
            "cosine-restarts:\(period):\(growth):\(floor)"
        case .oneCycle(let rise, let first, let last): "one-cycle:\(rise):\(first):\(last)"
        case .reduceOnPlateau(let factor, let patience, let improvement, let cooldown, let floor):
            "plateau:\(patience):\(factor):\(floor):\(improvement):\(cooldown)"
        case .warmUp(let epochs, let from, let next): "warm-up:\(epochs):\(from):\(next)"
        }
    }
}
