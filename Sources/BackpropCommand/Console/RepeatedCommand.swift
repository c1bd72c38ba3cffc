import Backprop

/// The command line of this run, for a message that repeats it.
enum RepeatedCommand {
    /// Returns the words, quoted if a shell would split them, with one more flag unless it is there.
    static func text(adding flag: String, to arguments: [String] = CommandLine.arguments) -> String {
        (arguments + (arguments.contains(flag) ? [] : [flag])).map(shellWord).joined(separator: " ")
    }
}
