/// Returns a text as one word of a shell's command line: as it is, or in single quotes if the shell would split or change
/// it.
package func shellWord(_ text: String) -> String {
    func isPlain(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber) || "-_./:,=+@%".contains(character)
    }
    guard text.isEmpty || !text.allSatisfy(isPlain) else { return text }
    return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
}
