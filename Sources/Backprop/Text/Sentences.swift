/// Returns `1 row`, `2 rows`.
func count(_ number: Int, _ noun: String) -> String {
    number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
}

/// Returns an external text in double quotes, for a message: cut after 40 characters, control characters as escapes.
package func quoted(_ text: String) -> String {
    var result = "\""
    for (position, character) in text.prefix(41).enumerated() {
        if position == 40 {
            result += "…"
            break
        }
        result += String(character).escapingControls
    }
    return result + "\""
}

extension StringProtocol {
    /// The text with an uppercase first letter.
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

/// Returns `a`, `a and b` or `a, b and c`; after `limit` items, the number of the others.
func list(_ items: [String], limit: Int = .max) -> String {
    if items.count > limit {
        return items.prefix(limit).joined(separator: ", ") + " and \(items.count - limit) more"
    }
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " and " + last
}
