extension ImageSet {
    /// Takes the numeric columns of a table as pixels, and its target as the label. Pixels come row by row from the
    /// top, and the channels of a pixel are adjacent.
    ///
    /// - Parameters:
    ///   - table: One image per row.
    ///   - shape: Height, width, channels.
    ///   - columns: Which column is the target, and which are not used; by default the last is the target.
    /// - Throws: ``SchemaError``, and ``ImageError`` if there are more or fewer pixels than the shape has, or a pixel
    ///   is missing.
    public init(table: Table, shape: Shape, columns: ColumnSelection = ColumnSelection()) throws {
        var selection = columns
        selection.task = .classification
        let schema = try Schema(inferring: table, selection: selection)
        let pixels = table.columns.indices.filter { schema.columns[$0].role == .numeric }
        let target = table.columns[schema.targets[0]]
        let rows = schema.rowsWithTargets(in: table)
        let chosen = rows.count == table.rowCount ? table : table.selectingRows(rows)
        let labels = rows.map { target.text(at: $0) ?? "" }
        try self.init(chosen, shape: shape, pixels: pixels, labels: labels, target: target.name)
    }

    /// Takes a table in the way of a model that was trained on one. The column of that name, if there is one, holds the
    /// labels; all other columns that were not left out then hold pixels.
    ///
    /// - Parameters:
    ///   - table: One image per row.
    ///   - shape: Height, width, channels.
    ///   - target: The column that labels came from in training.
    ///   - columns: The selection of columns in training.
    /// - Throws: ``ImageError`` if there are more or fewer pixels than the shape has, or a pixel is missing.
    public init(
        table: Table, shape: Shape, target: String?, columns: ColumnSelection = ColumnSelection()
    ) throws(ImageError) {
        let positions = Self.positions(in: table, shape, columns)
        let named = target.flatMap { name in positions.first { table.columns[$0].name == name } }
        // The generated name of a column without one may be that of a pixel if the labels are missing.
        let label: Int? =
            switch positions.count {
            case shape.count: nil
            case shape.count + 1: named ?? positions.last
            default: named
            }
        let labels = label.map { column in (0..<table.rowCount).map { table.columns[column].text(at: $0) } }
        let known = labels.flatMap { labels in labels.contains(nil) ? nil : labels.compactMap { $0 } }
        try self.init(
            table, shape: shape, pixels: positions.filter { $0 != label }, labels: known,
            target: label.map { table.columns[$0].name })
    }

    /// Returns the columns of pixels and labels that the table has, without those that training did not use.
    private static func positions(in table: Table, _ shape: Shape, _ columns: ColumnSelection) -> [Int] {
        let all = Array(table.columns.indices)
        guard all.count > shape.count else { return all }
        var unused = (columns.ignored ?? []) + (columns.identifiers ?? [])
        unused += [columns.weight, columns.group].compactMap(\.self)
        var left: Set<Int> = []
        for reference in unused {
            // Numbers count only if all columns are there, and not in a table of pixels and labels alone.
            if case .number = reference, all.count <= shape.count + 1 { continue }
            if let column = try? reference.position(in: table) { left.insert(column) }
        }
        return all.filter { !left.contains($0) }
    }

    private init(
        _ table: Table, shape: Shape, pixels: [Int], labels: [String]?, target: String?
    ) throws(ImageError) {
        guard pixels.count == shape.count else {
            throw ImageError(
                .sizeMismatch, source: table.source,
                problem:
                    "Images of \(shape) have \(Backprop.count(shape.count, "pixel value")), but the table has \(Backprop.count(pixels.count, "numeric column")) in addition to the target.",
                remedy: "Set the size of the images, and ignore the columns that are not pixels.",
                advice: .imageSize)
        }
        var values = [Float](repeating: 0, count: table.rowCount * shape.count)
        for (index, position) in pixels.enumerated() {
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
                values[row * shape.count + index] = number
            }
        }
        self.init(
            source: table.source, shape: shape, pixels: .numbers(values), labels: labels, target: target)
    }
}
