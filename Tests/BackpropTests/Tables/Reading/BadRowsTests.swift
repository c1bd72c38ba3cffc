import Backprop
import Testing

/// Rows that cannot be used, and lines at the end that are not rows.
@Suite struct BadRowsTests {
    private static let skipping: ReadingOptions = {
        var options = ReadingOptions()
        options.badRows = .skip
        return options
    }()

    private func footer(_ count: Int) -> ReadingOptions {
        var options = ReadingOptions()
        options.skippedFooterLineCount = count
        return options
    }

    @Test func leavesOutRowsOfAnotherWidth() throws {
        let table = try table("a,b\n1,2\n3\n4,5,6\n7,8\n", Self.skipping)
        #expect(cells(table) == [["1", "2"], ["7", "8"]])
        #expect(table.line(ofRow: 1) == 5)
        #expect(table.format.skippedRows.count == 2)
        #expect(table.format.skippedRows.errors.map(\.line) == [3, 4])
        #expect(
            table.notices.map(\.description) == [
                """
                2 rows left out that cannot be used: line 3: 2 fields expected, as in line 1, but 1 found. \
                line 4: 2 fields expected, as in line 1, but 3 found.
                """
            ])
    }

    @Test(arguments: [
        "a,b\n1,\"x\"y\n7,8\n", "a,b\n1,\"x\n7,8\n", "a,b\n7,8\n\"1\" x,2\n", "a,b\n1,2,3\n7,8\n",
    ])
    func leavesOutOtherBadRows(_ text: String) throws {
        let table = try table(text, Self.skipping)
        #expect(cells(table) == [["7", "8"]])
        #expect(table.format.skippedRows.count == 1)
    }

    @Test func countsAllAndNamesTheFirst() throws {
        let table = try table("a,b\n1,2\n" + String(repeating: "1\n", count: 9) + "3,4\n", Self.skipping)
        #expect(table.rowCount == 2)
        #expect(table.format.skippedRows.count == 9)
        #expect(table.format.skippedRows.errors.count == SkippedRows.maximumErrorCount)
        #expect(table.notices[0].message.hasSuffix("but 1 found. And 4 more."))
    }

    private static let repeated = "x,y\n" + (0..<5).map { "\($0),\($0).5\n" }.joined() + "x,y\n5,5.5\n"

    @Test func namesARowThatRepeatsTheHeader() {
        let error = #expect(throws: TableError.self) { try table(Self.repeated) }
        #expect(
            error?.description == """
                FILE, line 7: A row of values was expected, but this line repeats the header (line 1). Remove it, or leave \
                out rows that cannot be used.
                """)
        #expect(error?.option == .skipBadRows)
    }

    @Test func leavesOutARowThatRepeatsTheHeader() throws {
        let table = try table(Self.repeated, Self.skipping)
        #expect(try table.columns[0].numbers(as: Double.self) == [0, 1, 2, 3, 4, 5])
    }

    @Test func offersToLeaveOutAFooter() {
        let error = #expect(throws: TableError.self) {
            try table("a,b\n1,2\n3,4\n\nSource: WHO\nAccessed today\n")
        }
        #expect(
            error?.description == """
                FILE, line 5: 2 fields expected, as in line 1, but 1 found. A missing value still needs its comma. If the \
                fields are not separated by a comma, set the delimiter. If the file ends with a footer here, leave out the \
                last 2 lines.
                """)
        #expect(error?.option == .skipFooter(2))
    }

    @Test(arguments: [
        "a,b\n1,2\nTotal,2\n", "a,b\r\n1,2\r\nTotal\r\n\r\n", "a,b\n1,2\nTotal", "a,b\r1,2\rTotal,x\r \r",
    ])
    func leavesOutTheLastLine(_ text: String) throws {
        #expect(try cells(table(text, footer(1))) == [["1", "2"]])
        let whole = outcome(Array(text.utf8), footer(1), chunkSize: 1 << 18)
        for size in [1, 2, 3, 7] { #expect(outcome(Array(text.utf8), footer(1), chunkSize: size) == whole) }
    }

    @Test func leavesOutAllLinesOfAShortFile() {
        let error = #expect(throws: TableError.self) { try table("a,b\n1,2\n", footer(3)) }
        #expect(error?.kind == .noRows)
    }

    @Test func commentsMayFollowTheRows() throws {
        let table = try table("x,y\n0,0.5\n#half\n1,1.5\n# end of file\n")
        #expect(cells(table) == [["0", "0.5"], ["1", "1.5"]])
        #expect(
            table.notices.map(\.description) == [
                "line 3: 2 lines after the first row skipped as comments, this one first."
            ])
    }

    @Test(arguments: [
        ("day,sold,income\n1,10,35.5\n2,11,36.5\n3,12,37.5\n,33,109.5\n", true),
        ("day,sold\nmon,10\ntue,11\nwed,12\nTotal,33\n", true), ("a,b\n1,10\n2,11\n3,12\n6,33\n", true),
        ("a,b\n1,10\n2,11\n3,12\n6,34\n", false), ("day,sold\nmon,10\ntue,11\nwed,12\nthu,33\n", false),
        ("a,b\n0,0\n0,0\n0,0\n0,0\n", false), ("a,b\n1,1\n1,1\n1,1\n", false),
    ])
    func remarksOnATotal(_ text: String, _ expected: Bool) throws {
        let notices = try table(text).notices.filter { $0.kind == .totalRow }
        #expect(
            notices.map(\.description)
                == (expected
                    ? [
                        """
                        line 5: The numbers of the last row are the sums of those above, as in a total, which is not an \
                        example. Leave out the last line.
                        """
                    ] : []))
    }

    @Test(arguments: [
        ("a,b,c\n1x\"y, z\",3\n2,\"y, w\",4\n", ["column \"a\", line 2: \"1x\"y\""]),
        ("a,b\n5\" pipe,1\n", ["column \"a\", line 2: \"5\" pipe\""]),
        ("a,b\nDwayne \"Rock\" J,1\nx,2\n", []), ("a,b\n\"x \"\"y\",1\n", []),
        ("a b\n5\" 1\n", ["column \"a\", line 2: \"5\"\""]),
        ("a,b\n\"q\",1\nx\"y\"\"z,2\n\"r\",3\n", ["column \"a\", line 3: \"x\"y\"\"z\""]),
    ])
    func remarksOnAStrayQuote(_ text: String, _ expected: [String]) throws {
        let notices = try table(text).notices.filter { $0.kind == .strayQuote }
        #expect(
            notices.map(\.description)
                == expected.map {
                    $0 + """
                         has a quote in its middle and none around it. If a delimiter is missing before the quote, the cells of \
                        this row are shifted; if the quote belongs to the text, put the cell in quotes and double it.
                        """
                })
    }

    @Test func findsAStrayQuoteFarDown() throws {
        let plain = String(repeating: "1,\"x\"\n", count: 30_000)
        let text = "a,b\n" + plain + "1,a\"b\"c\"\n" + plain
        for threads in [1, 2] {
            let table = try Table(reading: Array(text.utf8), source: "FILE", threads: threads)
            #expect(table.notices.map(\.line) == [30_002])
        }
    }
}
