import Backprop
import Testing

/// Lines at the beginning that are neither a plain header nor a row.
@Suite struct FirstLinesTests {
    private static let rows = (1...12).map { "\($0).5,\($0 * $0)\n" }.joined()

    static let refused: [(String, String, ReadingRemedy?)] = [
        (
            "Sales of 2020\n\nx,y\n" + rows,
            """
            FILE, line 1: 2 fields expected, as in most rows, but this line held fewer, as a title does. Leave \
            out the first 2 lines.
            """, .skipLines(2)
        ),
        (
            "Sales,,\nx,y,z\n1,2,a\n3,4,b\n5,6,c\n",
            """
            FILE, line 1: 3 fields expected, as in most rows, but this line held fewer, as a title does. Leave out the \
            first line.
            """, .skipLines(1)
        ),
        (
            "x,y\nm,kg\n" + rows,
            """
            FILE, line 2: A row of values was expected, but this line, like line 1, has texts above columns of numbers, as \
            a row of units or the second line of a header has. Remove one of the two lines, or leave out rows that cannot \
            be used.
            """, .skipBadRows
        ),
        (
            "x;y\n" + rows,
            """
            FILE, line 1: The rows are comma-delimited, but this line is semicolon-delimited. Separate the names as the \
            rows' fields are.
            """, nil
        ),
        (
            "\"a b\";\"c d\"\r\n" + rows,
            """
            FILE, line 1: The rows are comma-delimited, but this line is semicolon-delimited. Separate the names as the \
            rows' fields are.
            """, nil
        ),
        (
            "\"a\" b,c\n" + rows,
            """
            FILE, line 1, column "column 1": A comma or the end of the line expected after the closing quote, but text \
            found. The quote was opened in this line: a quote inside quotes is written twice ("").
            """, nil
        ),
    ]

    @Test(arguments: refused)
    func namesWhatTheFirstLinesAre(_ text: String, _ message: String, _ option: ReadingRemedy?) {
        let error = #expect(throws: TableError.self) { try table(text) }
        #expect(error?.description == message)
        #expect(error?.option == option)
    }

    @Test func leavesOutTheFirstLines() throws {
        var options = ReadingOptions()
        options.skippedLineCount = 2
        let table = try table("Sales of 2020\n\nx,y\n" + Self.rows, options)
        #expect(table.columns.map(\.name) == ["x", "y"])
        #expect(table.rowCount == 12)
        #expect(table.line(ofRow: 0) == 4)
        #expect(table.format.description.hasSuffix("2 lines skipped at the beginning"))
    }

    @Test func leavesOutARowOfUnits() throws {
        var options = ReadingOptions()
        options.badRows = .skip
        let table = try table("x,y\nm,kg\n" + Self.rows, options)
        #expect(table.rowCount == 12)
        #expect(table.columns.map(\.isNumeric) == [true, true])
        #expect(table.format.skippedRows.count == 1)
    }

    @Test func takesRowNamesOfR() throws {
        let table = try table("\"x\",\"y\"\n\"1\",0.5,3\n\"2\",1.5,4\n\"3\",2.5,5\n")
        #expect(table.columns.map(\.name) == ["row names", "x", "y"])
        #expect(
            table.notices.map(\.description) == [
                """
                column "row names", line 1: The header has one name fewer than the rows have fields, as R writes row names: \
                they are not used.
                """
            ])
        let schema = try Schema(inferring: table)
        #expect(schema.columns[0].role == .identifier)
    }

    @Test func takesNoRowNamesThatComeAgain() {
        let error = #expect(throws: TableError.self) { try table("x,y\n4,1,2\n4,3,4\n5,6,7\n") }
        #expect(error?.problem == "2 fields expected, as in line 1, but 3 found.")
    }

    @Test func aHeaderMayEndWithADelimiter() throws {
        let table = try table("x,y,\n1,2\n3,4\n")
        #expect(table.columns.map(\.name) == ["x", "y"])
        #expect(
            table.notices.map(\.description) == [
                "line 1: The header ends with a comma, but the rows do not: it is ignored."
            ])
    }

    @Test func numbersNamesThatComeAgain() throws {
        let table = try table("a,b,a,a 2,a\n1,2,3,4,5\n6,7,8,9,10\n")
        #expect(table.columns.map(\.name) == ["a", "b", "a 3", "a 2", "a 4"])
        #expect(
            table.notices.map(\.description) == [
                """
                column "a 3", line 1: The header has the name "a" more than once; this column is called "a 3".
                """,
                """
                column "a 4", line 1: The header has the name "a" more than once; this column is called "a 4".
                """,
            ])
    }
}
