extension Schedule: CustomStringConvertible {
    /// The names of all schedules.
    package static let kinds = RuleNotation<Schedule>.schedule.kinds + [warmUpName]

    private static let warmUpName = "warm-up"

    /// Reads the name of a schedule and its numbers, such as `step every 30, factor 0.5` or `warm-up epochs 2, then
    /// cosine`. Omitted numbers have defaults.
    ///
    /// The older form `step:30:0.5` is read too.
    ///
    /// - Throws: ``SettingError`` if the schedule does not exist, or if a number is out of its range.
    public init(parsing text: String) throws {
        let name = text.prefix { !$0.isWhitespace && $0 != "," && $0 != ":" }
        let schedule =
            if text.contains(":") { try Self.schedule(positional: text) } else if name == Self.warmUpName {
                try Self.warmUp(text)
            } else { try Self.schedule(text, name: String(name)) }
        try schedule.validate()
        self = schedule
    }

    private static func schedule(_ text: String, name: String) throws -> Schedule {
        let notation = RuleNotation<Schedule>.schedule
        guard notation.kinds.contains(SettingSynonyms.name(name, among: kinds)) else {
            throw SettingError(unknown: "schedule", name, known: kinds)
        }
        return try notation.parse(text)
    }

    /// Reads `warm-up epochs 2, from 0.1, then cosine`.
    private static func warmUp(_ text: String) throws -> Schedule {
        let words = text.split { $0.isWhitespace || $0 == "," }
        guard let position = words.firstIndex(of: "then"), position % 2 == 1, words.count > position + 1
        else {
            throw SettingError(
                name: "schedule", found: "\"\(text)\"",
                expected: "a warm-up and the schedule after it, such as \"warm-up epochs 2, then cosine\"")
        }
        guard words[position + 1] != Self.warmUpName else {
            throw SettingError(
                name: "schedule after a warm-up", found: "another warm-up", expected: "of another kind")
        }
        let next = try Schedule(parsing: words[(position + 1)...].joined(separator: " "))
        var (epochs, from) = (1.0, 0.1)
        for index in stride(from: 1, to: position, by: 2) {
            let (key, value) = (String(words[index]), String(words[index + 1]))
            guard let number = SettingNumber.decimal(value) else {
                throw SettingError(name: "warm-up's \(key)", found: "\"\(value)\"", expected: "a number")
            }
            switch key {
            case "epochs": epochs = number
            case "from": from = number
            default: throw SettingError(unknown: "number of warm-up", key, known: ["epochs", "from", "then"])
            }
        }
        return .warmUp(epochs: epochs, from: from, then: next)
    }

    /// The schedule in the form that ``init(parsing:)`` reads, with every number.
    public var description: String {
        switch self {
        case .cosine(floor: 0): "cosine"
        case .warmUp(let epochs, let from, let next):
            "\(Self.warmUpName) epochs \(epochs), from \(from), then \(next)"
        default: RuleNotation<Schedule>.schedule.text(self)
        }
    }
}
