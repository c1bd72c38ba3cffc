// Rules as text, on a command line or in a recipe.

extension Initializers {
    /// Returns the rule that a text names.
    ///
    /// | text | rule |
    /// |---|---|
    /// | `glorot-uniform`, `he-normal`, `zeros`, … | the rule of that name |
    /// | `uniform`, `uniform lower -0.5, upper 0.5` | uniform in 0 ..< 1, or in an explicit range |
    /// | `normal`, `normal mean 0, standard-deviation 0.1` | mean 0 and standard deviation 1, or explicit ones |
    /// | `constant value 0.1` | the same number everywhere |
    ///
    /// It reads what a rule's `description` writes. The older forms `uniform:-0.5..0.5`, `normal:0,0.1` and
    /// `constant:0.1` are read too.
    ///
    /// - Throws: ``InitializerError`` that names the nearest rule, or the numbers that the rule takes.
    package static func parse(_ text: String) throws(InitializerError) -> any Initializer {
        if !text.contains(":"), let setting = try? SettingText(parsing: text, kind: "", example: ""),
            !setting.members.isEmpty
        {
            return try rule(setting)
        }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        let arguments = parts.count > 1 ? String(parts[1]) : nil
        switch name {
        case Uniform.textName: return try uniform(arguments)
        case Normal.textName: return try normal(arguments)
        case Constant.textName: return try constant(arguments)
        default: return try plain(name, arguments)
        }
    }

    /// Returns the rule of a name and numbers with keys.
    private static func rule(_ setting: SettingText) throws(InitializerError) -> any Initializer {
        let found = SettingText.text("", setting.members).dropFirst()
        var numbers: [String: Double] = [:]
        for (key, text) in setting.members { numbers[key] = SettingNumber.decimal(text) ?? .nan }
        func number(_ key: String, _ default: Double) -> Double {
            numbers.removeValue(forKey: key) ?? `default`
        }
        switch setting.name {
        case Uniform.textName:
            let (lower, upper) = (number("lower", 0), number("upper", 1))
            if numbers.isEmpty, Uniform.isValid(lower, upper) { return Uniform(lower..<upper) }
            throw .invalidArguments(name: setting.name, found: String(found), expected: Self.uniformNumbers)
        case Normal.textName:
            let (mean, deviation) = (number("mean", 0), number("standard-deviation", 1))
            if numbers.isEmpty, Normal.isValid(mean, deviation) {
                return Normal(mean: mean, standardDeviation: deviation)
            }
            throw .invalidArguments(name: setting.name, found: String(found), expected: Self.normalNumbers)
        case Constant.textName:
            let value = number("value", .nan)
            if numbers.isEmpty, value.isFinite { return Constant(value) }
            throw .invalidArguments(name: setting.name, found: String(found), expected: Self.constantNumber)
        default: return try plain(setting.name, String(found))
        }
    }

    private static let uniformNumbers = "a range of finite numbers such as \"uniform lower -0.5, upper 0.5\""
    private static let normalNumbers =
        "a mean and a standard deviation of 0 or more such as \"normal mean 0, standard-deviation 0.1\""
    private static let constantNumber = "a finite number such as \"constant value 0.1\""

    private static let plainRules: [any Initializer] = [
        GlorotUniform(), GlorotNormal(), HeUniform(), HeNormal(), LeCunUniform(), LeCunNormal(),
        FanInUniform(), SmallUniform(), Zeros(),
    ]

    private static func plain(
        _ name: String, _ arguments: String?
    ) throws(InitializerError) -> any Initializer {
        guard let rule = plainRules.first(where: { type(of: $0).textName == name }) else {
            throw .unknownName(name, suggestion: suggestion(for: name))
        }
        if let arguments { throw .unexpectedArguments(name: name, found: arguments) }
        return rule
    }

    private static func uniform(_ arguments: String?) throws(InitializerError) -> any Initializer {
        guard let arguments else { return Uniform(0..<1) }
        guard let (lower, upper) = twoNumbers(arguments, separator: ".."), Uniform.isValid(lower, upper)
        else {
            throw .invalidArguments(
                name: Uniform.textName, found: arguments,
                expected: uniformNumbers)
        }
        return Uniform(lower..<upper)
    }

    private static func normal(_ arguments: String?) throws(InitializerError) -> any Initializer {
        guard let arguments else { return Normal() }
        guard let (mean, deviation) = twoNumbers(arguments, separator: ","), Normal.isValid(mean, deviation)
        else {
            throw .invalidArguments(
                name: Normal.textName, found: arguments,
                expected: normalNumbers)
        }
        return Normal(mean: mean, standardDeviation: deviation)
    }

    private static func constant(_ arguments: String?) throws(InitializerError) -> any Initializer {
        guard let value = Double(arguments ?? ""), value.isFinite else {
            throw .invalidArguments(
                name: Constant.textName, found: arguments ?? "",
                expected: constantNumber)
        }
        return Constant(value)
    }

    /// Returns the two numbers on either side of the first separator, or `nil` if there are none.
    private static func twoNumbers(_ text: String, separator: String) -> (Double, Double)? {
        guard let range = text.firstRange(of: separator),
            let first = Double(text[..<range.lowerBound]), let second = Double(text[range.upperBound...])
        else { return nil }
        return (first, second)
    }
}
