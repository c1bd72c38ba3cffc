/// The possible values of a dimension of a search space.
public enum SearchValues: Hashable, Sendable {
    /// A list of values with equal probabilities.
    case choices([SettingValue])

    /// A number from one to another, both included, evenly on the scale.
    case range(from: Double, to: Double, scale: SearchScale)

    /// A whole number from one to another, both included, evenly on the scale.
    case wholeRange(from: Int, to: Int, scale: SearchScale)

    /// Returns a choice of whole numbers.
    public static func choices(_ numbers: [Int]) -> SearchValues { .choices(numbers.map { .whole($0) }) }

    /// Returns a choice of numbers.
    public static func choices(_ numbers: [Double]) -> SearchValues { .choices(numbers.map { .number($0) }) }

    /// Returns a choice of words.
    public static func choices(_ words: [String]) -> SearchValues { .choices(words.map { .text($0) }) }

    /// Returns the numbers of a range, evenly distributed in their logarithm.
    public static func logarithmic(from: Double, to: Double) -> SearchValues {
        .range(from: from, to: to, scale: .logarithmic)
    }

    /// Returns the whole numbers of a range, evenly distributed in their logarithm.
    public static func logarithmic(from: Int, to: Int) -> SearchValues {
        .wholeRange(from: from, to: to, scale: .logarithmic)
    }

    /// Whether there is only one value.
    package var isFixed: Bool {
        switch self {
        case .choices(let values): Set(values).count == 1
        case .range(let from, let to, _): from == to
        case .wholeRange(let from, let to, _): from == to
        }
    }

    /// Returns the value at a position from 0 to below 1.
    func value(at position: Double) -> SettingValue {
        switch self {
        case .choices(let values): return values[min(Int(position * Double(values.count)), values.count - 1)]
        case .range(let from, let to, let scale):
            // Scores do not distinguish values beyond four digits; a rounded value makes the recipe readable.
            let rounded = Self.fourDigits(scale.point(at: position, from: from, to: to))
            return .number(min(max(rounded, from), to))
        case .wholeRange(let from, let to, let scale):
            // Half a step more at both ends, so that these are as likely as the others.
            let point = scale.point(at: position, from: Double(from) - 0.5, to: Double(to) + 0.5)
            return .whole(min(max(Int(point.rounded()), from), to))
        }
    }

    private static func fourDigits(_ value: Double) -> Double {
        Double(NumberText.significant(value, digits: 4)) ?? value
    }

    /// The reason why the values are invalid, or `nil` if they are valid.
    package var problem: String? {
        switch self {
        case .choices(let values): values.isEmpty ? "there are no values to choose from" : nil
        case .range(let from, let to, let scale): Self.problem(from, to, scale)
        case .wholeRange(let from, let to, let scale): Self.problem(Double(from), Double(to), scale)
        }
    }

    private static func problem(_ from: Double, _ to: Double, _ scale: SearchScale) -> String? {
        func text(_ value: Double) -> String { SettingValue.number(value).text }
        if !(from.isFinite && to.isFinite) { return "a range is from one finite number to another" }
        if from > to { return "the range from \(text(from)) to \(text(to)) is empty; exchange its ends" }
        if scale == .logarithmic, from <= 0 {
            return "a range on a logarithmic scale begins above 0, not at \(text(from))"
        }
        return nil
    }
}

/// The scale on which a range is drawn from evenly.
public enum SearchScale: String, Hashable, Sendable, CaseIterable {
    /// Every number has the same probability.
    case linear
    /// Every ratio has the same probability: as many draws between 0.01 and 0.1 as between 0.1 and 1.
    case logarithmic = "log"

    /// Returns the number at a position from 0, the beginning of the range, to 1.
    func point(at position: Double, from: Double, to: Double) -> Double {
        switch self {
        case .linear: return from + position * (to - from)
        case .logarithmic:
            // from · (to / from)^position by square roots, which are the same bits everywhere.
            var (root, rest, point) = (to / from, position, from)
            for _ in 0..<40 {
                (root, rest) = (root.squareRoot(), rest * 2)
                if rest >= 1 { (point, rest) = (point * root, rest - 1) }
            }
            return point
        }
    }
}

extension SettingValue {
    /// The number without an unnecessary fraction, or the text.
    var text: String {
        guard let number, number == number.rounded(), abs(number) < 1e15 else { return description }
        return "\(Int(number))"
    }
}

extension SearchValues: CustomStringConvertible {
    /// The values on one line: `16, 32`, or `0.001 to 0.1 (log)`.
    public var description: String {
        switch self {
        case .choices(let values): values.map(\.description).joined(separator: ", ")
        case .range(let from, let to, let scale): "\(from) to \(to)\(scale.note)"
        case .wholeRange(let from, let to, let scale): "\(from) to \(to)\(scale.note)"
        }
    }
}

extension SearchScale {
    fileprivate var note: String { self == .linear ? "" : " (\(rawValue))" }
}
