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
        case .delimiter: "--delimiter"
        case .decimalComma: "--decimal-comma"
        case .decimalPoint: "decimal-mark: point in a recipe"
        case .thousands(.point): "--thousands point --decimal-comma"
        case .thousands(let separator): "--thousands \(separator.rawValue)"
        case .encoding(let encoding): "--encoding \(encoding.rawValue)"
        case .header(let hasHeader): hasHeader ? "--header" : "--no-header"
        case .noComments: "--comment \"\""
        case .missingWord(let text): "--missing \"\(text)\""
        case .missingWords(let texts): texts.map { "--missing \"\($0)\"" }.joined(separator: " ")
        case .dates(let column, let format): "--date \"\(column) format \(format.rawValue)\""
        case .ignoreColumn(let column): "--ignore \"\(column)\""
        case .categorical(let column): "--categorical \"\(column)\""
        case .either(let remedies): remedies.map(\.option).joined(separator: " or ")
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
        if let error = error as? ImageError { return "\(ImageOptions.worded(error))" }
        return "\(error)" + (remedy(for: error).map { " (\($0.option))" } ?? "")
    }

    private static func remedy(for error: any Error) -> ReadingRemedy? {
        switch error {
        case let error as TableError: error.option
        case SchemaError.table(let error), PreprocessingError.table(let error): error.option
        case let error as SchemaError: error.remedy
        default: nil
        }
    }
}
