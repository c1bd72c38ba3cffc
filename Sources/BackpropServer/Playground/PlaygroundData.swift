import Backprop

/// A table that the playground learns from, with its file.
struct PlaygroundData: Sendable {
    /// The name of the file.
    let name: String
    /// The bytes of the file.
    let bytes: [UInt8]
    /// The rows.
    let table: Table

    /// Reads a file's bytes.
    ///
    /// - Throws: `TableError`, with the sentence of the terminal.
    init(name: String, bytes: [UInt8], reading: ReadingOptions = ReadingOptions()) throws {
        (self.name, self.bytes) = (name, bytes)
        table = try Table(reading: bytes, source: name, options: reading)
    }

    /// Makes a sample.
    init(_ sample: PlaygroundSample, _ settings: PlaygroundSettings) throws {
        let text = sample.csv(rows: settings.rows, noise: settings.noise, seed: settings.sampleSeed)
        try self.init(name: "\(sample.rawValue).csv", bytes: Array(text.utf8))
    }

    /// The largest file that may be dropped on the page, in bytes.
    static let byteLimit = 32 << 20
}

/// The two columns that span the plane, and the rows of a grid over it.
struct PlaygroundPlane: Sendable {
    /// One axis.
    struct Axis: Sendable {
        let column: Int
        let name: String
        let range: ClosedRange<Double>
        let values: [Double?]
    }

    let x: Axis
    let y: Axis
    /// The grid, row by row from the top left; other columns have their median or most frequent value.
    let grid: Table
    /// The values at which the other columns are held.
    let held: [(name: String, value: String)]

    /// The number of points on each side of the grid.
    static let side = 40

    /// Creates the plane of the columns with those names, or of the first two columns of numbers.
    ///
    /// Returns `nil` if the table has fewer than two features that are numbers.
    init?(_ table: Table, _ schema: Schema, names: [String], training: [Int]) {
        let numeric = schema.features.filter { schema.columns[$0].role == .numeric }
        let chosen = names.compactMap { name in numeric.first { schema.columns[$0].name == name } }
        let columns = chosen.count == 2 && chosen[0] != chosen[1] ? chosen : Array(numeric.prefix(2))
        guard columns.count == 2 else { return nil }
        let axes = columns.compactMap { Self.axis($0, table) }
        guard axes.count == 2 else { return nil }
        (x, y) = (axes[0], axes[1])
        var held: [(name: String, value: String)] = []
        let count = Self.side * Self.side
        let cells = table.columns.indices.map { index -> (name: String, values: [String?]) in
            let name = table.columns[index].name
            if index == columns[0] { return (name, Self.coordinates(axes[0], isHorizontal: true)) }
            if index == columns[1] { return (name, Self.coordinates(axes[1], isHorizontal: false)) }
            let value = Self.typical(index, table, schema, training)
            if let value, schema.features.contains(index) { held.append((name, value)) }
            return (name, Array(repeating: value, count: count))
        }
        grid = Table(columns: cells, source: table.source)
        self.held = held
    }

    private static func axis(_ column: Int, _ table: Table) -> Axis? {
        guard let numbers = try? table.columns[column].numbers(as: Double.self) else { return nil }
        let values = numbers.map { $0.isFinite ? $0 : nil }
        guard let low = values.compactMap(\.self).min(), let high = values.compactMap(\.self).max() else {
            return nil
        }
        let margin = high > low ? (high - low) * 0.06 : 1
        return Axis(
            column: column, name: table.columns[column].name, range: (low - margin)...(high + margin),
            values: values)
    }

    private static func coordinates(_ axis: Axis, isHorizontal: Bool) -> [String?] {
        let width = axis.range.upperBound - axis.range.lowerBound
        return (0..<(side * side)).map { index in
            let step = isHorizontal ? index % side : side - 1 - index / side
            return "\(axis.range.lowerBound + width * (Double(step) + 0.5) / Double(side))"
        }
    }

    /// Returns the median of a column of numbers, or the most frequent value of another one.
    private static func typical(_ column: Int, _ table: Table, _ schema: Schema, _ rows: [Int]) -> String? {
        if schema.columns[column].role == .numeric,
            let numbers = try? table.columns[column].numbers(as: Double.self)
        {
            let sorted = rows.map { numbers[$0] }.filter(\.isFinite).sorted()
            guard !sorted.isEmpty else { return nil }
            let middle = sorted.count / 2
            return "\(sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2)"
        }
        return schema.columns[column].mostFrequent.first?.value
    }
}
