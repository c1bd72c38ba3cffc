/// The command line of this run, for a message that repeats it.
enum RepeatedCommand {
    /// Returns the words, quoted if a shell would split them, with one more flag unless it is there.
    static func text(adding flag: String, to arguments: [String] = CommandLine.arguments) -> String {
        (arguments + (arguments.contains(flag) ? [] : [flag])).map(quoted).joined(separator: " ")
    }

    private static func quoted(_ word: String) -> String {
        let plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:,=+@%"
        if !word.isEmpty && word.allSatisfy({ plain.contains($0) }) { return word }
        return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
            + "'"
    }
}
