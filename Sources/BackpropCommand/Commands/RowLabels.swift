import Backprop

/// The names of a table's rows, or of images, in lists.
struct RowLabels {
    /// The heading above one: `line`, `image`.
    let one: String
    /// The plural: `rows`, `images`.
    let many: String
    /// The function that returns the name of the row with that index: a line's number, or a file.
    let name: (Int) -> String
    /// The columns of the table that name the rows.
    var identifiers: [Column] = []

    /// The headings of the columns that name the rows.
    var identifierHeadings: [String] { identifiers.map(\.name) }

    /// Returns the cells that name a row.
    func identifierTexts(_ row: Int) -> [String] { identifiers.map { $0.text(at: row) ?? "" } }

    /// Returns the name, as a number if it is one.
    func json(_ row: Int) -> JSONValue {
        Int(name(row)).map { JSONValue($0) } ?? JSONValue(name(row))
    }
}

extension RowLabels {
    /// Takes the lines of a table's file, or the files of images, or their numbers from 1.
    ///
    /// - Parameter model: The model, whose table tells which columns name the rows.
    init(_ rows: any RawRows, _ model: Model) {
        if let images = rows as? ImageSet {
            self.init(one: "image", many: "images") { images.names?[$0] ?? "\($0 + 1)" }
        } else {
            self.init(one: "line", many: "rows", name: { "\(rows.fileLine(ofRow: $0) ?? $0 + 1)" })
            guard let table = rows as? Table else { return }
            let columns = try? model.preprocessor?.identifierColumns(in: table)
            identifiers = (columns ?? []).map { table.columns[$0] }
        }
    }
}
