import Backprop

/// Returns names from a file for one line: each cut if it is long, and after `limit` of them the number of the others.
func nameList(_ names: [String], limit: Int = 20) -> String {
    let more = names.count - limit
    return names.prefix(limit).map(shortName).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
}

/// Returns a name from a file, cut if it is long, without characters that move a cursor.
func shortName(_ name: String) -> String { TextTable.label(name, limit: 40) }
