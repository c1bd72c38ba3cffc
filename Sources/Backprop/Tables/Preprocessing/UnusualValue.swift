/// A value of a row that is missing, or that lies outside of what training saw.
public struct UnusualValue: Hashable, Sendable {
    /// The reason why a value is unusual.
    public enum Reason: String, Hashable, Sendable, CaseIterable {
        /// The value is missing.
        case missing
        /// The category does not occur in training.
        case unseen
        /// The text has no word, nor part of a word, that occurs in training.
        case noKnownWord = "no known word"
        /// The number is below the minimum of training.
        case below
        /// The number is above the maximum of training.
        case above
        /// The number is below the minimum of training by more than the range of training is wide.
        case farBelow = "far below"
        /// The number is above the maximum of training by more than the range of training is wide.
        case farAbove = "far above"
    }

    /// The name of the column.
    public let column: String
    /// The reason.
    public let reason: Reason
}

extension UnusualValue: CustomStringConvertible {
    /// The column with the reason: `age (above)`.
    public var description: String { "\(column) (\(reason.rawValue))" }
}

extension UnusualValue.Reason {
    /// Creates the reason why a number is unusual, or returns `nil` if it lies in the range of the training rows.
    init?(_ number: Double, minimum: Double, maximum: Double) {
        let width = maximum - minimum
        if number < minimum {
            self = number < minimum - width ? .farBelow : .below
        } else if number > maximum {
            self = number > maximum + width ? .farAbove : .above
        } else {
            return nil
        }
    }
}
