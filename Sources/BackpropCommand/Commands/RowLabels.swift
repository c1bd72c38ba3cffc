import Backprop

/// How rows of a table, or images, are called in lists.
struct RowLabels {
    /// The heading above one: `line`, `image`.
    let one: String
    /// What they are together: `rows`, `images`.
    let many: String
    /// What the row of that number is called: a line's number, a file.
    let name: (Int) -> String

    /// The name as a number where it is one.
    func json(_ row: Int) -> JSONValue {
        Int(name(row)).map { JSONValue($0) } ?? JSONValue(name(row))
    }

    /// The lines of a table's file.
    static func lines(of table: Table) -> RowLabels {
        RowLabels(one: "line", many: "rows") { "\(table.line(ofRow: $0))" }
    }

    /// The files of images, or their numbers from 1.
    static func images(_ images: ImageSet) -> RowLabels {
        RowLabels(one: "image", many: "images") { images.names?[$0] ?? "\($0 + 1)" }
    }
}
