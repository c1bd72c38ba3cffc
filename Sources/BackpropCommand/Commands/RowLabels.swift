import Backprop

/// The names of a table's rows, or of images, in lists.
struct RowLabels {
    /// The heading above one: `line`, `image`.
    let one: String
    /// The plural: `rows`, `images`.
    let many: String
    /// The function that returns the name of the row with that index: a line's number, or a file.
    let name: (Int) -> String

    /// Returns the name, as a number if it is one.
    func json(_ row: Int) -> JSONValue {
        Int(name(row)).map { JSONValue($0) } ?? JSONValue(name(row))
    }

}

extension RowLabels {
    /// Takes the lines of a table's file, or the files of images, or their numbers from 1.
    init(_ rows: any RawRows) {
        if let images = rows as? ImageSet {
            self.init(one: "image", many: "images") { images.names?[$0] ?? "\($0 + 1)" }
        } else {
            self.init(one: "line", many: "rows") { "\(rows.fileLine(ofRow: $0) ?? $0 + 1)" }
        }
    }
}
