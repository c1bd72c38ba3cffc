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
        case .decimalMark(let mark): mark == .comma ? "--decimal-comma" : "decimal-mark: point in a recipe"
        case .thousands(let separator):
            "--thousands \(separator.rawValue)" + (separator == .point ? " --decimal-comma" : "")
        }
    }
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
