import Backprop

extension ReadingRemedy {
    /// The option of the command line that does it.
    var option: String {
        switch self {
        case .skipLines(let count): "--skip-lines \(count)"
        case .skipFooter(let count): "--skip-footer \(count)"
        case .skipBadRows: "--bad-rows skip"
        case .raiseMaximumColumnCount: "--maximum-columns"
        case .raiseMaximumRowLength: "--maximum-row-length"
        }
    }
}

extension Notice {
    /// The notice, with the option that does what it advises.
    var text: String { description + (option.map { " (\($0.option))" } ?? "") }
}

/// The text of an error for the person at the command line.
enum ErrorText {
    /// Returns the error's description, with the option that does what it advises.
    static func of(_ error: any Error) -> String {
        let option = (error as? TableError)?.option
        return "\(error)" + (option.map { " (\($0.option))" } ?? "")
    }
}
