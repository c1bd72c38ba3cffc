import Backprop

extension ReadingRemedy {
    /// The command-line option for the remedy.
    var option: String {
        switch self {
        case .skipLines(let count): "--skip-lines \(count)"
        case .skipFooter(let count): "--skip-footer \(count)"
        case .skipBadRows: "--bad-rows skip"
        case .raiseMaximumColumnCount: "--maximum-columns"
        case .raiseMaximumRowLength: "--maximum-row-length"
        case .sheet(let name): "--sheet \(quotedForShell(name))"
        }
    }
}

/// Returns a text as one word of a command line.
private func quotedForShell(_ text: String) -> String {
    let isPlain = !text.isEmpty && text.allSatisfy { $0.isLetter || $0.isNumber || "-_.".contains($0) }
    return isPlain
        ? text
        : "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
}

extension Notice {
    /// The notice, with the option for its remedy.
    var text: String { description + (option.map { " (\($0.option))" } ?? "") }
}

/// The text of an error for a user of the command line.
enum ErrorText {
    /// Returns the error's description, with the option for its remedy.
    static func of(_ error: any Error) -> String {
        let option = (error as? TableError)?.option
        return "\(error)" + (option.map { " (\($0.option))" } ?? "")
    }
}
