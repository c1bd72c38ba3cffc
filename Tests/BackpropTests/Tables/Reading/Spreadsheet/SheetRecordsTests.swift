import Backprop
import Testing

/// Tables from the sheets of Excel workbooks.
@Suite struct SheetRecordsTests {
    private func notices(_ table: Table) -> [String] { table.notices.map(\.description) }

    @Test func readsTextsAndNumbers() throws {
        let book = TestWorkbook(
            rows: [
                "<c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c><c r='C1' t='str'><v>n</v></c>",
                "<c r='A2' t='inlineStr'><is><t> x &lt;&#228;&#x1F600;</t></is></c><c r='B2'><v>1.5</v></c>"
                    + "<c r='C2'><v>0.10000000000000001</v></c>",
                "<c r='B3'><f>B2*2</f><v>3</v></c><c r='C3'><v>12345678901234567890</v></c>",
            ],
            strings: [
                "<si><t>name</t></si>", "<si><r><t>val</t></r><r><rPr/><t>ue</t></r><rPh><t>x</t></rPh></si>",
            ])
        let table = try book.table()
        #expect(table.columns.map(\.name) == ["name", "value", "n"])
        #expect(cells(table) == [["x <ä😀", "1.5", "0.1"], [nil, "3", "12345678901234567890"]])
        #expect(table.source == "B.xlsx, sheet \"S\"")
        #expect(table.format.form == .spreadsheet(sheet: "S"))
        #expect("\(table.format)" == "Excel workbook, sheet \"S\", with a header")
        #expect("\(table.location(ofRow: 1))" == "row 3")
    }

    @Test func readsBooleansErrorsAndEscapes() throws {
        let book = TestWorkbook(rows: [
            xmlCells(["a", "b", "c"]),
            "<c t='b'><v>1</v></c><c t='e'><v>#N/A</v></c><c t='str'><v>x_x000A_y_x005F_x</v></c>",
            "<c t='b'><v>0</v></c><c><v>2</v></c><c t='inlineStr'><is><t>z</t></is></c>",
        ])
        let table = try book.table()
        #expect(cells(table) == [["TRUE", nil, "x\ny_x"], ["FALSE", "2", "z"]])
        #expect(
            notices(table) == [
                "1 cell with an error of the spreadsheet taken as missing, \"#N/A\" in B2 first."
            ])
    }

    @Test func readsDatesByTheirFormats() throws {
        let book = TestWorkbook(
            rows: [
                xmlCells(["a", "b", "c", "d", "e", "f", "g"]),
                "<c s='0'><v>44651</v></c><c s='1'><v>44651.604166666664</v></c><c s='2'><v>0.25</v></c>"
                    + "<c s='3'><v>0.05</v></c><c s='4'><v>1.5</v></c><c s='5'><v>1</v></c><c s='6'><v>59</v></c>",
                "<c s='0'><v>61</v></c><c s='1'><v>1.0000057870370371</v></c><c s='2'><v>0.99999999999</v></c>"
                    + "<c s='3'><v>1</v></c><c s='4'><v>2</v></c><c s='5'><v>2958465</v></c><c s='6'><v>60</v></c>",
            ],
            formats: [
                (164, "[$-407]dd/mm/yyyy\\ hh:mm"), (165, "[h]:mm:ss"), (166, "&quot;year&quot; 0.0"),
                (167, "d. mmmm yyyy;@"),
            ],
            styles: [14, 164, 20, 10, 165, 167, 14])
        #expect(
            cells(try book.table()) == [
                ["2022-03-31", "2022-03-31T14:30:00", "06:00:00", "0.05", "1.5", "1900-01-01", "1900-02-28"],
                [
                    "1900-03-01", "1900-01-01T00:00:00.500", "1900-01-01T00:00:00", "1", "2", "9999-12-31",
                    "60",
                ],
            ])
    }

    @Test func countsDaysFrom1904() throws {
        let book = TestWorkbook(
            rows: [
                xmlCells(["a", "b"]), "<c s='1'><v>0</v></c><c><v>1</v></c>",
                "<c s='1'><v>43189</v></c><c><v>2</v></c>",
            ],
            styles: [0, 14], settings: "<workbookPr date1904='1'/>")
        let found = cells(try book.table())
        #expect(found == [["1904-01-01", "1"], ["2022-03-31", "2"]])
    }

    @Test func findsTheTableBelowATitle() throws {
        let book = TestWorkbook([
            (
                "Daten",
                "<sheetData><row r='2'><c r='B2' t='inlineStr'><is><t>Export</t></is></c></row>"
                    + "<row r='4'><c r='B4' t='inlineStr'><is><t>x</t></is></c><c r='C4' t='inlineStr'><is><t>y</t></is></c>"
                    + "<c r='D4' t='inlineStr'><is><t>z</t></is></c></row>"
                    + "<row r='5' hidden='1'><c r='B5'><v>1</v></c><c r='C5'><v>2</v></c><c r='D5'><v>3</v></c></row>"
                    + "<row r='6'><c r='B6'/></row>"
                    + "<row r='8'><c r='B8'><v>4</v></c><c r='D8'><v>6</v></c><c r='H8'><v>9</v></c></row></sheetData>"
                    + "<mergeCells><mergeCell ref='B2:D2'/><mergeCell ref='B8:C8'/></mergeCells>"
            )
        ])
        let table = try book.table()
        #expect(table.columns.map(\.name) == ["x", "y", "z"])
        #expect(cells(table) == [["1", "2", "3"], ["4", nil, "6"]])
        #expect(
            notices(table) == [
                "row 4: The table begins in this row; the rows above it, \"Export\" first, are not read.",
                "row 6: 2 blank rows skipped, this one first.",
                "row 5: 1 hidden row read like the others, this one first.",
                "1 cell outside of the table's columns B to D not read, H8 first.",
                "1 range of merged cells, B8:C8 first: the value stands in its first cell, and the others are missing.",
            ])
    }

    @Test func readsTheIndexThatPandasWrites() throws {
        let book = TestWorkbook(rows: [
            "<c r='B1' t='inlineStr'><is><t>v</t></is></c>", xmlCells(["0", "5.5"]), xmlCells(["1", "6.5"]),
        ])
        let table = try book.table()
        #expect(table.columns.map(\.name) == ["column 1", "v"])
        #expect(cells(table) == [["0", "5.5"], ["1", "6.5"]])
    }

    @Test func readsRowsWithoutNames() throws {
        let book = TestWorkbook(rows: [xmlCells(["1", "2"]), xmlCells(["3", "4"])])
        let table = try book.table()
        #expect(table.columns.map(\.name) == ["column 1", "column 2"])
        #expect(cells(table) == [["1", "2"], ["3", "4"]])
    }

    private static let sheets = TestWorkbook(
        [
            (
                "Cover",
                "<sheetData><row>\(xmlCells(["Notes"]))</row><row>\(xmlCells(["one"]))</row></sheetData>"
            ),
            ("Empty", "<sheetData/>"),
            (
                "Secret",
                "<sheetData><row>\(xmlCells(["s", "t"]))</row><row>\(xmlCells(["1", "2"]))</row></sheetData>"
            ),
            (
                "Data",
                "<sheetData><row>\(xmlCells(["a", "b"]))</row><row>\(xmlCells(["3", "4"]))</row></sheetData>"
            ),
        ], hidden: ["Secret"])

    @Test func choosesTheFirstVisibleSheetWithATable() throws {
        let table = try Self.sheets.table()
        #expect(table.format.form == .spreadsheet(sheet: "Data"))
        #expect(
            notices(table) == [
                "The sheet \"Data\" was read; the workbook also has \"Cover\", \"Empty\", \"Secret\" (hidden)."
            ])
    }

    @Test(arguments: [("Secret", "s"), ("data", "a"), ("4", "a"), ("1", "Notes")])
    func readsANamedSheet(_ name: String, _ column: String) throws {
        var options = ReadingOptions()
        options.sheet = name
        #expect(try Self.sheets.table(options).columns[0].name == column)
    }

    @Test func prefersTheSheetWithTheExpectedNames() throws {
        let book = TestWorkbook([
            (
                "One",
                "<sheetData><row>\(xmlCells(["x", "y"]))</row><row>\(xmlCells(["1", "2"]))</row></sheetData>"
            ),
            (
                "Two",
                "<sheetData><row>\(xmlCells(["b", "a"]))</row><row>\(xmlCells(["3", "4"]))</row></sheetData>"
            ),
        ])
        var options = ReadingOptions()
        options.expectedNames = ["a", "b"]
        #expect(try book.table(options).format.form == .spreadsheet(sheet: "Two"))
        options = ReadingOptions()
        options.expectedSheet = "Two"
        #expect(try book.table(options).format.form == .spreadsheet(sheet: "Two"))
        options.expectedSheet = "Three"
        #expect(try book.table(options).format.form == .spreadsheet(sheet: "One"))
    }

    @Test func writesNumbersWithTheDecimalMarkOfTheTexts() throws {
        var options = ReadingOptions()
        options.decimalMark = .comma
        let book = TestWorkbook(rows: [
            xmlCells(["a", "b"]), xmlCells(["1.5", "2,5"]), xmlCells(["2", "3,5"]),
        ])
        let table = try book.table(options)
        #expect(try table.columns[0].numbers(as: Double.self) == [1.5, 2])
        #expect(try table.columns[1].numbers(as: Double.self) == [2.5, 3.5])
    }

    @Test func leavesOutRowsAsTheOptionsAsk() throws {
        var options = ReadingOptions()
        (options.skippedLineCount, options.skippedFooterLineCount) = (1, 1)
        let book = TestWorkbook(rows: [
            xmlCells(["q", "r"]), xmlCells(["a", "b"]), xmlCells(["1", "2"]), xmlCells(["9", "9"]),
        ])
        let table = try book.table(options)
        #expect(table.columns.map(\.name) == ["a", "b"])
        #expect(cells(table) == [["1", "2"]])
    }

    @Test func namesACellWhoseFormulaHasNoResult() throws {
        let book = TestWorkbook(rows: [
            xmlCells(["a", "b"]), xmlCells(["1", "2"]),
            "<c r='A3'><v>1</v></c><c r='B3'><f>A3*2</f><v></v></c>",
        ])
        let error = #expect(throws: TableError.self) { try book.table() }
        #expect(
            error?.description
                == "B.xlsx, sheet \"S\", row 3, column \"b\": The formula in B3 has no stored result. Open the workbook in "
                + "a spreadsheet program and save it, which stores the results.")
        var options = ReadingOptions()
        options.badRows = .skip
        let table = try book.table(options)
        #expect(cells(table) == [["1", "2"]])
        #expect(
            notices(table) == [
                "1 row left out that cannot be used: row 3: The formula in B3 has no stored result."
            ])
        #expect(table.format.skippedRows.errors.map(\.line) == [3])
        #expect(
            table.format.description == "Excel workbook, sheet \"S\", with a header, 1 bad row skipped")
    }

    @Test func namesRowAndColumnOfAWrongNumber() throws {
        let table = try TestWorkbook(rows: [
            xmlCells(["a", "b"]), xmlCells(["1", "2"]), xmlCells(["x", "3"]),
        ]).table()
        let error = #expect(throws: TableError.self) { try table.columns[0].numbers(as: Double.self) }
        #expect(
            error?.description.hasPrefix(
                "B.xlsx, sheet \"S\", row 3, column \"a\": A number expected, but \"x\" found.")
                == true)
    }
}
