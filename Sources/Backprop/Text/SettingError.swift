/// A setting whose value is not one that it may have, or does not go with another setting.
public struct SettingError: BackpropError {
    /// The kind of mistake.
    enum Problem: Hashable, Sendable {
        case mismatch(subject: String, found: String, expected: String)
        case unknownName(kind: String, found: String, known: [String])
    }

    let problem: Problem

    /// A hint that tells what to do instead, or `nil` if the expected values tell enough.
    public let remedy: String?

    private init(_ problem: Problem, remedy: String?) {
        self.problem = problem
        self.remedy = remedy
    }

    /// Creates an error about the value of one setting.
    ///
    /// - Parameters:
    ///   - name: The name of the setting, such as `learning rate`.
    ///   - found: The value that was found.
    ///   - expected: The valid values, to complete the sentence “the learning rate must be …”.
    ///   - remedy: A hint that tells what to do instead.
    public init(name: String, found: String, expected: String, remedy: String? = nil) {
        self.init(.mismatch(subject: "the \(name)", found: found, expected: expected), remedy: remedy)
    }

    /// Creates an error about the text of an option, such as `--learning-rate`.
    package init(option: String, found: String, expected: String, remedy: String? = nil) {
        self.init(.mismatch(subject: option, found: "\"\(found)\"", expected: expected), remedy: remedy)
    }

    /// Creates an error about a name that is not one of the known names.
    ///
    /// - Parameters:
    ///   - kind: The kind of thing that has such names, such as `schedule`.
    ///   - found: The name that was found.
    ///   - known: The names to suggest.
    ///   - remedy: A hint in place of the nearest name.
    package init(unknown kind: String, _ found: String, known: [String], remedy: String? = nil) {
        self.init(.unknownName(kind: kind, found: found, known: known), remedy: remedy)
    }
}

extension SettingError {
    /// The category of the error.
    public var category: ErrorCategory { .setting }

    /// The setting, the expected values, the value that was found, and the remedy.
    public var description: String {
        switch problem {
        case .mismatch(let subject, let found, let expected):
            "\(subject) must be \(expected), not \(found)" + (remedy.map { "; \($0)" } ?? "")
        case .unknownName(let kind, let found, let known):
            "there is no \(kind) \"\(found)\""
                + (remedy.map { "; \($0)" } ?? NearestName.suggestion(for: found, among: known))
        }
    }
}
