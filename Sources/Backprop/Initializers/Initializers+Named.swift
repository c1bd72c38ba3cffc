// Rules as text, on a command line or in a recipe.

extension Initializers {
    /// Returns the rule that a text names.
    ///
    /// | text | rule |
    /// |---|---|
    /// | `glorot-uniform`, `he-normal`, `zeros`, … | the rule of that name |
    /// | `uniform`, `uniform:-0.5..0.5` | uniform in 0 ..< 1, or in the given range |
    /// | `normal`, `normal:0,0.1` | mean 0 and standard deviation 1, or the given ones |
    /// | `constant:0.1` | that number everywhere |
    ///
    /// The text of a rule's `description` yields that rule again.
    ///
    /// - Throws: ``InitializerError`` with the nearest rule, or with the arguments that the rule takes.
    public static func named(_ text: String) throws(InitializerError) -> any Initializer {
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
                expected: "a range of finite numbers such as 'uniform:-0.5..0.5'")
        }
        return Uniform(lower..<upper)
    }

    private static func normal(_ arguments: String?) throws(InitializerError) -> any Initializer {
        guard let arguments else { return Normal() }
        guard let (mean, deviation) = twoNumbers(arguments, separator: ","), Normal.isValid(mean, deviation)
        else {
            throw .invalidArguments(
                name: Normal.textName, found: arguments,
                expected: "a mean and a standard deviation of 0 or more such as 'normal:0,0.1'")
        }
        return Normal(mean: mean, standardDeviation: deviation)
    }

    private static func constant(_ arguments: String?) throws(InitializerError) -> any Initializer {
        guard let value = Double(arguments ?? ""), value.isFinite else {
            throw .invalidArguments(
                name: Constant.textName, found: arguments ?? "",
                expected: "a finite number such as 'constant:0.1'")
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
