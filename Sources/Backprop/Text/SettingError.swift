/// A setting with a value out of its range.
public struct SettingError: Error, Equatable, Sendable {
    /// The name of the setting, such as `augmentation’s shift`.
    public let name: String
    /// The value that was found.
    public let found: String
    /// The expected values.
    public let expected: String

    /// Creates an error about one setting.
    public init(name: String, found: String, expected: String) {
        self.name = name
        self.found = found
        self.expected = expected
    }
}

extension SettingError: CustomStringConvertible {
    /// The setting with its expected and its found value.
    public var description: String { "the \(name) is \(expected), not \(found)" }
}
