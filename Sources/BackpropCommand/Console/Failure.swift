import ArgumentParser
import Backprop

/// An error that ends the process: one voice for those of the library and those of the command line.
struct Failure {
    /// The sentences to print.
    let text: String

    /// The status that the process ends with.
    let status: Int32

    /// Creates the message of an error, or returns `nil` for a request for help, or a status without a message.
    init?(_ error: any Error, arguments: [String]) {
        if let status = ExitStatus(for: error) {
            text = ErrorText.of(error) + MissingFile.remark(on: error)
            self.status = status.rawValue
            return
        }
        let message = BackpropCommand.message(for: error)
        let code = BackpropCommand.exitCode(for: error)
        guard !code.isSuccess, !message.isEmpty else { return nil }
        text =
            code == .validationFailure
            ? ParserMessage(message, arguments: arguments).text : Self.lowercasingFirst(message)
        status = code.rawValue
    }

    /// Prints the error, for programs as one JSON object, and ends the process.
    func exit(asJSON: Bool) -> Never {
        if !Ranks.isFirst {
            Console.errorOfOtherRank(text)
        } else if asJSON, let json = try? json.text() {
            Console.message(json)
        } else {
            Console.error(text)
        }
        ExitStatus.endProcess(status)
    }

    private var json: JSONValue {
        ["error": ["message": JSONValue(text), "status": JSONValue(Int(status))]]
    }

    /// Returns the message with a small first letter, for the middle of a line.
    private static func lowercasingFirst(_ message: String) -> String {
        guard let first = message.first, message.dropFirst().first?.isLowercase == true else {
            return message
        }
        return first.lowercased() + message.dropFirst()
    }
}
