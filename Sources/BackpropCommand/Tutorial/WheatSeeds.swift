import Backprop

/// The wheat seeds of part 6: 210 kernels, seven measurements of each, three varieties.
struct WheatSeeds {
    /// The rows' measurements.
    let features: [[Double]]

    /// The rows' varieties, 1, 2, 3 in the file, from 0.
    let classes: [Int]

    /// The number of rows, which the scores depend on.
    static let rowCount = 210

    /// The number of measurements of each row.
    static let featureCount = 7

    /// Reads the file, separated by commas or, like the original, by tabs, some of them doubled.
    init(contentsOf path: String) throws {
        do {
            let table = try Table(contentsOf: path)
            try Self.checkSize(table)
            let columns = try table.columns.map { try $0.numbers(as: Double.self) }
            try Self.check(columns, of: table)
            let rows = (0..<table.rowCount)
            features = rows.map { row in columns.dropLast().map { $0[row] } }
            classes = columns[Self.featureCount].map { Int($0) - 1 }
        } catch let error as TableError where error.kind == .unreadable {
            throw TutorialFailure.unreadable("\(error)\n\n\(Self.howToGet)")
        } catch let error as TableError {
            throw TutorialFailure.badData("\(error)\n\n\(Self.howToGet)")
        }
    }

    private static func checkSize(_ table: Table) throws {
        let found = (rows: table.rowCount, columns: table.columns.count)
        guard found == (rowCount, featureCount + 1) else {
            throw TutorialFailure.badData(
                """
                \(table.source): the wheat seeds have \(rowCount) rows of \(featureCount + 1) columns, \
                this file has \(found.rows) rows of \(found.columns). \
                Download it again.

                \(howToGet)
                """)
        }
    }

    private static func check(_ columns: [[Double]], of table: Table) throws {
        for (column, values) in zip(table.columns, columns) {
            if let row = values.firstIndex(where: { !$0.isFinite }) {
                throw bad(table, row, column, "a number is missing here")
            }
        }
        let (labels, column) = (columns[featureCount], table.columns[featureCount])
        if let row = labels.firstIndex(where: { ![1, 2, 3].contains($0) }) {
            throw bad(table, row, column, "the variety is 1, 2 or 3, not \(column.text(at: row) ?? "")")
        }
        if let missing = [1.0, 2, 3].first(where: { !labels.contains($0) }) {
            throw TutorialFailure.badData(
                "\(table.source): there is no row of variety \(Int(missing)); there are three varieties.")
        }
        for (column, values) in zip(table.columns, columns).dropLast()
        where values.allSatisfy({ $0 == values[0] }) {
            throw TutorialFailure.badData(
                "\(table.source), column \"\(column.name)\": all values are \(values[0]), so there is no scale."
            )
        }
    }

    private static func bad(_ table: Table, _ row: Int, _ column: Column, _ problem: String)
        -> TutorialFailure
    {
        .badData("\(table.source), line \(table.line(ofRow: row)), column \"\(column.name)\": \(problem).")
    }

    /// The address of the file, and the option that passes it.
    static let howToGet = """
        Download them (9 KB) from

        https://raw.githubusercontent.com/jbrownlee/Datasets/master/wheat-seeds.csv

        and see with  sha256sum wheat-seeds.csv  (shasum -a 256 on macOS) that it is

        8dbd1853a4439afc113cfe07f290422c7ce3fe48745d71f3f7eaa027cd38fd6e

        (If it is not, somebody changed the file; the scores may then differ.) Then:

          backprop tutorial --part 6 --data wheat-seeds.csv

        """
}
