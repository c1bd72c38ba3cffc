/// The command line as it was called, to be called again.
enum RepeatedCommand {
    /// The words, quoted where a shell would take them apart, with one more flag unless it is there.
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
