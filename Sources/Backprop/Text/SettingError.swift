/// A setting whose value is not one of those it may have.
public struct SettingError: Error, Equatable, Sendable {
    /// The name of the setting, such as `augmentation’s shift`.
    public let name: String
    /// The value that was found.
    public let found: String
    /// The values that were expected.
    public let expected: String

    /// Creates an error about one setting.
    public init(name: String, found: String, expected: String) {
        self.name = name
        self.found = found
        self.expected = expected
    }
}

extension SettingError: CustomStringConvertible {
    /// The setting, what it must be, and what was found.
    public var description: String { "the \(name) is \(expected), not \(found)" }
}
