/// A fault in the text of an initializer.
public enum InitializerError: BackpropError {
    /// No rule has this name; the nearest name is suggested if one is near.
    case unknownName(String, suggestion: String?)
    /// The rule takes nothing after its name.
    case unexpectedArguments(name: String, found: String)
    /// The text after the name is not valid for the rule.
    case invalidArguments(name: String, found: String, expected: String)

    /// The category of the error.
    public var category: ErrorCategory { .setting }

    /// The expected and found text and the remedy, in full sentences.
    public var description: String {
        switch self {
        case .unknownName(let name, let suggestion?):
            "There is no initializer \"\(name)\". Did you mean \"\(suggestion)\"?"
        case .unknownName(let name, nil):
            "There is no initializer \"\(name)\". Choose one of \(Self.names)."
        case .unexpectedArguments(let name, let found):
            "The initializer \"\(name)\" takes no numbers, but \"\(found)\" follows it. Remove \"\(found)\"."
        case .invalidArguments(let name, let found, let expected):
            "The initializer \"\(name)\" takes \(expected), but was given \"\(found)\"."
        }
    }

    private static var names: String {
        Initializers.all.map { $0.textName }.joined(separator: ", ")
    }
}
