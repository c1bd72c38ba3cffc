/// An observation about a table's columns that deserves attention.
public struct SchemaFinding: Hashable, Sendable {
    /// A remedy for a finding, for code that words it in its own way.
    public enum Remedy: Hashable, Sendable {
        /// Name the column as ignored.
        case ignoreColumn(String)
        /// Name the column as an identifier.
        case identifier(String)
        /// Name the column as the one whose equal values keep rows together.
        case group(String)
        /// Name the column as categorical.
        case categorical(String)
        /// Name the column as numeric.
        case numeric(String)
        /// List the text as one for a missing value.
        case missingWord(String)
        /// Take the text off the list of those for a missing value.
        case keptWord(String)
        /// Scale by median and quartiles.
        case robustScaling
        /// Scale targets by their logarithm.
        case logarithmOfTarget
        /// Give classes weights.
        case classWeights
        /// Choose another target.
        case target
        /// Choose the column as the target.
        case targetColumn(String)
        /// Learn the target as a number.
        case regression
        /// Learn the target as classes.
        case classification
    }

    /// The observation in sentences, with what to do if there is no remedy for it.
    public let message: String
    /// The condition of the remedies: `If it does here`. Empty if there is none.
    public let condition: String
    /// The remedies, any one of which is enough.
    public let remedies: [Remedy]

    init(_ message: String, if condition: String = "", _ remedies: Remedy...) {
        self.init(message, if: condition, remedies)
    }

    init(_ message: String, if condition: String = "", _ remedies: [Remedy]) {
        self.message = message
        self.condition = condition
        self.remedies = remedies
    }

    /// Returns the message, and the remedies in the caller's wording: `name column "x" as ignored`.
    public func description(wording: (Remedy) -> String) -> String {
        guard !remedies.isEmpty else { return message }
        let choices = remedies.map(wording).joined(separator: ", or ")
        if !condition.isEmpty { return "\(message) \(condition), \(choices)." }
        return "\(message) \(choices.capitalizedFirst)."
    }
}

extension SchemaFinding.Remedy: CustomStringConvertible {
    /// The remedy in the library's wording.
    public var description: String {
        switch self {
        case .ignoreColumn(let column): "name column \(quoted(column)) as ignored"
        case .identifier(let column): "name column \(quoted(column)) as an identifier"
        case .group(let column): "name column \(quoted(column)) as the group of the rows"
        case .categorical(let column): "name column \(quoted(column)) as categorical"
        case .numeric(let column): "name column \(quoted(column)) as numeric"
        case .missingWord(let text): "list \(quoted(text)) as a text for a missing value"
        case .keptWord(let text): "take \(quoted(text)) off the texts for a missing value"
        case .robustScaling: "scale by median and quartiles"
        case .logarithmOfTarget: "scale targets by it"
        case .classWeights: "give classes balanced weights"
        case .target: "choose another target"
        case .targetColumn(let column): "choose column \(quoted(column)) as the target"
        case .regression: "choose regression as the task"
        case .classification: "choose classification as the task"
        }
    }
}

extension SchemaFinding {
    /// Whether two findings have the same wording.
    public static func == (first: SchemaFinding, second: SchemaFinding) -> Bool {
        first.description == second.description
    }

    /// Adds the sentences to a hash.
    public func hash(into hasher: inout Hasher) { hasher.combine(description) }
}

extension SchemaFinding: CustomStringConvertible {
    /// The message and its remedies.
    public var description: String { description(wording: \.description) }
}

extension SchemaFinding: Codable {
    /// Reads the sentences.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    /// Writes the sentences.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
