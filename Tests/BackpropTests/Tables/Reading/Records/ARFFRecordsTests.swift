import Testing

@testable import Backprop

/// Tables from ARFF files.
@Suite struct ARFFRecordsTests {
    private static let header = """
        % A comment
        @RELATION 'some data'

        @attribute 'sepal length' REAL
        @attribute "kind" {1, 2, 'three four', it\\'s}  % another
        @attribute note string
        @attribute day date "yyyy-MM-dd"
        @Data

        """

    @Test func readsRows() throws {
        let table = try table(
            Self.header
                + "1.50, 1, 'a, b', \"2022-03-31\"\r\n% no row\n\n?,'three four',?,2022-04-01\n-2e3\t2 x y\n")
        #expect(table.columns.map(\.name) == ["sepal length", "kind", "note", "day"])
        #expect(
            cells(table) == [
                ["1.50", "1", "a, b", "2022-03-31"], [nil, "three four", nil, "2022-04-01"],
                ["-2e3", "2", "x", "y"],
            ])
        #expect(table.format.form == .arff)
        #expect(table.line(ofRow: 1) == 12)
        #expect(table.format.declaredCategories == [1])
    }

    @Test func readsSparseRows() throws {
        let table = try table(
            "@relation r\n@attribute a numeric\n@attribute b {x,y}\n@attribute c numeric\n@data\n{0 5, 1 y}\n{2 ?}\n{ }\n"
        )
        #expect(cells(table) == [["5", "y", "0"], ["0", "x", nil], ["0", "x", "0"]])
    }

    @Test func takesDeclaredValuesAsCategories() throws {
        let rows = (0..<40).map { "\($0),\($0 % 3),\(($0 * 7) % 30)\n" }.joined()
        let values = (0..<30).map(String.init).joined(separator: ",")
        let table = try table(
            "@relation r\n@attribute a numeric\n@attribute b {0,1,2}\n@attribute y {\(values)}\n@data\n"
                + rows)
        let schema = try Schema(inferring: table)
        #expect(schema.columns.map(\.role) == [.numeric, .categorical, .target])
        #expect(schema.task == .classification)
        #expect(schema.taskReason == "The target \"y\" is declared with a list of values.")
    }

    private static let faults: [(String, String)] = [
        ("1,2\n", "line 9: 4 values expected, one for each attribute, but 2 found."),
        ("1,2,a,b,c\n", "line 9: 4 values expected, one for each attribute, but more found."),
        ("x,2,a,b\n", "line 9, column \"sepal length\": A number expected, but \"x\" found."),
        ("1,5,a,b\n", "line 9, column \"kind\": \"5\" is not one of the values that the attribute lists."),
        ("1,2,'a,b\n", "line 9: A quote opened here is never closed."),
        ("1,,a,b\n", "line 9: A value expected, but none found; a missing one is written as ?."),
        ("{4 1}\n", "line 9: An index from 0 to 3 was expected in the sparse row."),
        ("{-1 1}\n", "line 9: An index from 0 to 3 was expected in the sparse row."),
        ("{0 1\n", "line 9: The sparse row is not closed with }."),
        ("{0 1, 0 2}\n", "line 9, column \"sepal length\": The column comes twice in the sparse row."),
    ]

    @Test(arguments: faults)
    func namesFaults(_ row: String, _ message: String) {
        let error = #expect(throws: TableError.self) { try table(Self.header + row) }
        #expect(
            error?.description == "FILE, \(message) Correct it, or leave out rows that cannot be used.")
        #expect(error?.option == .skipBadRows)
    }

    private static let headers: [(String, String)] = [
        (
            "@relation r\n@attribute a relational\n",
            "line 2: The attribute \"a\" has the type \"relational\", which fits no column. The types are numeric, string, date and a list of values in braces."
        ),
        ("@relation r\n@attribute a\n", "line 2: The attribute \"a\" has no type. Correct the line."),
        (
            "@relation r\n@attribute a {1,2\n",
            "line 2: The values of \"a\" are not closed with }. Correct the line."
        ),
        ("@relation r\n@data\n1\n", "line 2: Attributes were expected before @data. Correct the line."),
        ("@relation r\n1,2\n", "line 2: @attribute or @data was expected in the header. Correct the line."),
    ]

    @Test(arguments: headers)
    func namesFaultsOfTheHeader(_ text: String, _ message: String) {
        let error = #expect(throws: TableError.self) { try table(text) }
        #expect(error?.description == "FILE, \(message)")
    }

    @Test func namesFilesWithoutRows() {
        let cut = #expect(throws: TableError.self) { try table("@relation r\n@attribute a numeric\n") }
        #expect(
            cut?.description
                == "FILE: Rows were expected after @data, but the file ends before it. It was cut short: copy or download it "
                + "again.")
        let empty = #expect(throws: TableError.self) {
            try table("@relation r\n@attribute a numeric\n@data\n")
        }
        #expect(
            empty?.description == "FILE: Rows expected, but there are only names of columns. Check the file.")
    }

    @Test func leavesOutBadRows() throws {
        var options = ReadingOptions()
        options.badRows = .skip
        let table = try table("@relation r\n@attribute a numeric\n@data\n1\nx\n3\n", options)
        #expect(cells(table) == [["1"], ["3"]])
        #expect(
            table.notices.map(\.description) == [
                "1 row left out that cannot be used: line 5: A number expected, but \"x\" found."
            ])
    }

    /// A row of two bytes stands for as many cells as there are columns.
    @Test func refusesRowsThatOnlyImplyCells() {
        let attributes = (0..<1000).map { "@attribute a\($0) numeric\n" }.joined()
        let rows = String(repeating: "{}\n", count: 100)
        var options = ReadingOptions()
        options.maximumEmptyCellCount = 1 << 16
        let error = #expect(throws: TableError.self) {
            try table("@relation r\n\(attributes)@data\n\(rows)", options)
        }
        #expect(error?.kind == .tooManyColumns)
    }
}
