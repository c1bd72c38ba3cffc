import ArgumentParser
import Backprop

/// The message of an error of the argument parser, in the words of all other errors.
struct ParserMessage {
    /// A sentence that names the problem and a remedy.
    let text: String

    /// Rewords a message.
    ///
    /// - Parameters:
    ///   - message: The parser's message.
    ///   - arguments: The arguments that it could not parse.
    init(_ message: String, arguments: [String]) {
        let command = Self.commands.first { $0.configuration.commandName == arguments.first }
        text =
            Self.unknownCommand(arguments.first, command)
            ?? Self.unknownOption(message, command)
            ?? Self.unexpectedArgument(message, command)
            ?? Self.contradiction(message) ?? Self.invalidValue(message)
            ?? Self.checked(message) ?? Self.withoutCapital(message)
    }

    private static var commands: [any ParsableCommand.Type] { BackpropCommand.configuration.subcommands }

    private static func unknownCommand(
        _ name: String?, _ command: (any ParsableCommand.Type)?
    ) -> String? {
        guard command == nil, let name, !name.hasPrefix("-") else { return nil }
        return SettingError(
            unknown: "command", name, known: commands.compactMap { $0.configuration.commandName }
        ).description
    }

    /// Options are abbreviated as often as mistyped.
    private static func unknownOption(
        _ message: String, _ command: (any ParsableCommand.Type)?
    ) -> String? {
        guard message.hasPrefix("Unknown option '"), let option = quoted(message) else { return nil }
        let name = command?.configuration.commandName.map { "backprop \($0)" } ?? "backprop"
        let known = options(of: command ?? BackpropCommand.self)
        let longer = known.filter { $0.hasPrefix(option) }
        let nearest = longer.isEmpty ? known : longer
        var suggestion = NearestName.suggestion(for: option, among: nearest)
        if longer.count == 1 { suggestion = "; did you mean \"\(longer[0])\"?" }
        if let remedy = remedies[option] { suggestion = "; \(remedy)" }
        if suggestion.hasPrefix("; there are") { suggestion = "; \(name) --help lists the options" }
        return "\(name) has no option \"\(option)\"\(suggestion)"
    }

    /// Options that other programs have.
    private static let remedies = [
        "--activation": "write it after a layer, such as --layers \"dense 16 relu\", or as --output",
        "--hidden": "write --layers \"dense 16 relu\"", "--lr": "write --learning-rate",
        "--batch": "write --batch-size", "--proba": "write --probabilities",
    ]

    /// Returns the message about two flags of which only one can be set.
    private static func contradiction(_ message: String) -> String? {
        guard message.lowercased().hasPrefix("value to be set with flag") else { return nil }
        let flags = message.split(separator: "'").filter { $0.hasPrefix("--") }
        guard flags.count == 2 else { return nil }
        return "\(flags[0]) does not go with \(flags[1]); leave one of them out"
    }

    /// Returns the message about a value that is not one of an option's names.
    private static func invalidValue(_ message: String) -> String? {
        let parts = message.split(separator: "'", omittingEmptySubsequences: false)
        guard parts.count > 4, parts[2].contains("is invalid for"),
            parts[4].contains("Please provide one of"),
            let option = parts[3].split(separator: " ").first
        else { return nil }
        // Few names are in quotes in one line, many in lines of their own.
        let listed = message.split(separator: "\n").filter { $0.hasPrefix("  - ") }.map { $0.dropFirst(4) }
        let names = listed.isEmpty ? stride(from: 5, to: parts.count, by: 2).map { parts[$0] } : listed
        guard let last = names.last else { return nil }
        let character = parts[3].hasSuffix("<character>") ? "a character or " : ""
        let known = names.dropLast().joined(separator: ", ") + " or \(last)"
        return "\(option) must be \(character)one of \(known), not \"\(parts[1])\""
    }

    private static func unexpectedArgument(
        _ message: String, _ command: (any ParsableCommand.Type)?
    ) -> String? {
        guard message.contains("nexpected argument"), let found = quoted(message), let command else {
            return nil
        }
        let isPart = command is TutorialCommand.Type && TutorialPart(argument: found) != nil
        let name = command.configuration.commandName ?? ""
        return "backprop \(name) takes no argument \"\(found)\" here"
            + (isPart ? "; write --part \(found)" : "; put words that belong together in quotes")
    }

    /// Returns the message of an option's own check, without the parser's words before it.
    private static func checked(_ message: String) -> String? {
        message.firstRange(of: "': --").map { String(message[message.index($0.lowerBound, offsetBy: 3)...]) }
    }

    private static func withoutCapital(_ message: String) -> String {
        let text = message.hasSuffix(".") ? String(message.dropLast()) : message
        return text.prefix(1).lowercased() + text.dropFirst()
    }

    /// Returns the first text in single quotes.
    private static func quoted(_ message: String) -> String? {
        let parts = message.split(separator: "'", omittingEmptySubsequences: false)
        return parts.count > 2 ? String(parts[1]) : nil
    }

    /// Returns the long options that a command's help lists.
    private static func options(of command: any ParsableCommand.Type) -> [String] {
        let words = command.helpMessage(columns: 200).split { $0.isWhitespace || ",/()[]".contains($0) }
        var options: [String] = []
        for word in words where word.hasPrefix("--") && word.count > 2 {
            if !options.contains(String(word)) { options.append(String(word)) }
        }
        return options
    }
}
