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

    /// Whether a name ends in a word for a number by which people and things are told apart: `Customer No`, `order no.`,
    /// `Kunden-Nr.`, `Kundennummer`, `Account Number`, `key`.
    ///
    /// Such a column may also count something. It names rows if its values are whole and all differ.
    static func endsInNumber(_ name: String) -> Bool {
        let words = name.split { !$0.isLetter && !$0.isNumber }.map { $0.lowercased() }
        guard let last = words.last else { return false }
        if ["nr", "no", "num", "number", "nummer", "key"].contains(last) { return true }
        let camel = ["Nr", "No", "Number", "Key"].contains { name.hasSuffix($0) }
        return camel || last.hasSuffix("nummer") || last.hasSuffix("nr") || last.hasSuffix("number")
    }
}
