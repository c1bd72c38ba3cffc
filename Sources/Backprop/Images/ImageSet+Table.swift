extension ImageSet {
    /// Takes the numeric columns of a table as pixels: row by row from the top, the channels of a pixel side by
    /// side; and its target as the label.
    ///
    /// - Parameters:
    ///   - table: One image a row.
    ///   - shape: Height, width, channels.
    ///   - columns: Which column is the target, and which are not used; by default the last is the target.
    /// - Throws: ``SchemaError``, and ``ImageError`` where there are more or fewer pixels than the shape has, or
    ///   a pixel is missing.
    public init(table: Table, shape: Shape, columns: ColumnSelection = ColumnSelection()) throws {
        var selection = columns
        selection.task = .classification
        let schema = try Schema(inferring: table, selection: selection)
        let pixels = table.columns.indices.filter { schema.columns[$0].role == .numeric }
        let target = table.columns[schema.targets[0]]
        let rows = schema.rowsWithTargets(in: table)
        let chosen = rows.count == table.rowCount ? table : table.selectingRows(rows)
        let labels = rows.map { target.text(at: $0) ?? "" }
        try self.init(chosen, shape: shape, pixels: pixels, labels: labels)
    }

    /// Takes a table as a model does that was trained on one: the column of that name, if there is one, holds the
    /// labels, and all others hold pixels.
    ///
    /// - Throws: ``ImageError`` where there are more or fewer pixels than the shape has, or a pixel is missing.
    public init(table: Table, shape: Shape, target: String?) throws(ImageError) {
        let named = target.flatMap { name in table.columns.firstIndex { $0.name == name } }
        let last = table.columns.count == shape.count + 1 ? table.columns.count - 1 : nil
        let label = named ?? last
        let labels = label.map { place in (0..<table.rowCount).map { table.columns[place].text(at: $0) } }
        let known = labels.flatMap { labels in labels.contains(nil) ? nil : labels.compactMap { $0 } }
        try self.init(
            table, shape: shape, pixels: table.columns.indices.filter { $0 != label }, labels: known)
    }

    private init(_ table: Table, shape: Shape, pixels: [Int], labels: [String]?) throws(ImageError) {
        guard pixels.count == shape.count else {
            throw ImageError(
                .sizeMismatch, source: table.source,
                problem:
                    "Images of \(shape) have \(Backprop.count(shape.count, "pixel value")), but the table has \(Backprop.count(pixels.count, "numeric column")) beside the target.",
                remedy: "Say the size of the images with --image, and what is no pixel with --ignore.")
        }
        var values = [Float](repeating: 0, count: table.rowCount * shape.count)
        for (place, position) in pixels.enumerated() {
            let column = table.columns[position]
            let numbers: [Float]
            do throws(TableError) { numbers = try column.numbers(as: Float.self) } catch {
                throw ImageError(error)
            }
            for (row, number) in numbers.enumerated() {
                guard number.isFinite else {
                    throw ImageError(
                        .damaged, source: table.source,
                        problem:
                            "The pixel in line \(table.line(ofRow: row)), column \(quoted(column.name)) is missing.",
                        remedy: "Fill it in, or leave the row out.")
                }
                values[row * shape.count + place] = number
            }
        }
        self.init(source: table.source, shape: shape, pixels: .numbers(values), labels: labels)
    }
}
