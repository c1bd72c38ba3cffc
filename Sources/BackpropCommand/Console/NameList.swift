import Backprop

/// Names from a file for one line: each cut where it is long, and after `most` of them how many more there are.
func nameList(_ names: [String], most: Int = 20) -> String {
    let more = names.count - most
    return names.prefix(most).map(shortName).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
}

/// A name from a file, cut where it is long, without characters that move a cursor.
func shortName(_ name: String) -> String { TextTable.label(name, limit: 40) }
