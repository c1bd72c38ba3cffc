/// Comparison of column names that people and programs write in several ways.
enum ColumnName {
    /// Returns the only one of `names` that equals a name except for case, blanks, underscores and the like. Returns
    /// `nil` if there is none or more than one.
    static func alike(_ name: String, among names: [String]) -> String? {
        let letters = letters(of: name)
        let found = names.filter { self.letters(of: $0) == letters }
        return found.count == 1 && !letters.isEmpty ? found[0] : nil
    }

    private static func letters(of name: String) -> String {
        name.lowercased().filter { $0.isLetter || $0.isNumber }
    }
}
