import Testing

@testable import Backprop

/// The types of cells in files of predictions: one for each column, or those of the input.
@Suite struct WrittenColumnsTests {
    private typealias Value = Column.WrittenCell.Value

    private func values(_ cells: [String], isCode: Bool) throws -> [Value] {
        let text = "a;b\n" + cells.map { "\($0);1\n" }.joined()
        let column = try Table(reading: Array(text.utf8), source: "FILE").columns[0]
        let writing = column.writing(isCode: isCode)
        return cells.indices.map { column.written(at: $0, in: writing).value }
    }

    @Test func aCodeIsANumberOnlyIfAllAreCanonical() throws {
        #expect(try values(["1", "20", "-3.5"], isCode: true) == [.number(1), .number(20), .number(-3.5)])
        for odd in ["05410", "1E5", "+4930123", "1.0", "1234567890123456", "A7", "12 kg"] {
            #expect(try values(["7", odd], isCode: true) == [.text, .text], "\(odd)")
        }
    }

    @Test func numbersStayNumbersInAnyNotation() throws {
        #expect(
            try values(["0.1084485516253321", "1E5", "+2", "NA"], isCode: false)
                == [.number(0.1084485516253321), .number(100_000), .number(2), .missing])
        #expect(try values(["007", "12"], isCode: false) == [.text, .text])
        #expect(try values(["12345678901234567", "12"], isCode: false) == [.text, .text])
        #expect(try values(["0.333333333333333315"], isCode: false) == [.number(1.0 / 3)])
    }

    @Test func aQuantityIsANumberWithAllItsDigits() throws {
        let text = "a;b\n0.5;1\n12345678901234567890;2\n"
        let column = try Table(reading: Array(text.utf8), source: "FILE").columns[0]
        let writing = column.writing(isCode: false, isQuantity: true)
        #expect(column.written(at: 1, in: writing).value == .number(12_345_678_901_234_567_168))
        #expect(column.written(at: 1).value == .text)
    }

    @Test func moneyKeepsItsFormat() throws {
        let text = "a;b\n13,44 €;1\n1.234,5 €;2\n"
        let column = try Table(reading: Array(text.utf8), source: "FILE").columns[0]
        let cell = column.written(at: 1)
        #expect(cell.value == .number(1234.5))
        #expect(cell.numberFormat == "#,##0.00 \"€\"")
    }

    /// A workbook with every type of cell, the first of them a code of five digits.
    private static let workbook = TestWorkbook(
        rows: [
            xmlCells(["zip", "flag", "share", "price", "x", "text"]),
            "<c s='1'><v>1067</v></c><c t='b'><v>1</v></c><c s='2'><v>0.19</v></c><c s='3'><v>13.44</v></c>"
                + "<c><v>0.10844855162533211</v></c>" + textCell,
            "<c s='1'><v>99084</v></c><c t='b'><v>0</v></c><c s='2'><v>0.07</v></c><c s='3'><v>2</v></c>"
                + "<c><v>3</v></c>" + textCell,
        ],
        formats: [(164, "00000"), (165, "#,##0.00 \"€\"".replacing("\"", with: "&quot;")), (166, "0.0%")],
        styles: [0, 164, 166, 165])

    private static let textCell = "<c t='inlineStr'><is><t>12</t></is></c>"

    @Test func aWorkbookKeepsItsTypes() throws {
        let table = try Self.workbook.table()
        let row = table.columns.map { $0.written(at: 0, in: $0.writing(isCode: true)) }
        #expect(
            row.map(\.value) == [
                .text, .boolean(true), .percent(0.19), .number(13.44), .number(0.10844855162533211), .text,
            ])
        #expect(row.map(\.numberFormat) == [nil, nil, "0.0%", "#,##0.00 \"€\"", nil, nil])
        #expect(row[0].text == "01067")
        #expect(table.columns[1].written(at: 1).value == .boolean(false))
    }

    @Test func jsonKeepsItsTypes() throws {
        let lines = """
            {"age": 73, "bought": false, "income": null, "tags": [1, "a b"], "id": "007", "big": 12345678901234567890}
            {"age": 1.50, "bought": true, "income": 2e3, "tags": [ ], "id": "", "big": 2}

            """
        let table = try Table(reading: Array(lines.utf8), source: "FILE")
        var text = ""
        let writer = JSONSheetWriter(
            to: { text += String(decoding: $0, as: UTF8.self) }, layout: .lines)
        try writer.write(header: table.columns.map(\.name))
        for row in 0..<2 {
            try writer.write(
                row: table.columns.map { .copied($0.written(at: row, in: $0.writing(isCode: true))) })
        }
        try writer.finish()
        #expect(
            text == """
                {"age":73,"bought":false,"income":null,"tags":[1,"a b"],"id":"007","big":12345678901234567890}
                {"age":1.5,"bought":true,"income":2000,"tags":[],"id":null,"big":2}

                """)
    }

    @Test func arraysAreTheSameHoweverTheyAreIndented() throws {
        let table = try Table(
            reading: Array("[{\"t\": [1,\n  \"a \\\" b\" ,[ ]]}, {\"t\": [1,\"a \\\" b\",[]]}]".utf8),
            source: "FILE")
        #expect(table.columns[0].text(at: 0) == #"[1,"a \" b",[]]"#)
        #expect(table.columns[0].text(at: 1) == #"[1,"a \" b",[]]"#)
    }

    @Test func aWorkbookAsTextHasOneLocale() throws {
        let german = TestWorkbook(rows: [
            xmlCells(["näme", "price", "x"]), xmlCells(["N0", "13,44 €", "0.0447"]),
            xmlCells(["N1", "2,00 €", "3"]),
        ])
        let table = try german.table()
        func text(_ delimiter: Delimiter?) throws -> String {
            var bytes: [UInt8] = []
            let writer = DelimitedSheetWriter(SheetLayout(table, delimiter: delimiter)) { bytes += $0 }
            try writer.write(header: table.columns.map(\.name))
            try writer.write(row: table.columns.map { .copied($0.written(at: 0)) } + [.number(0.5)])
            return String(decoding: bytes, as: UTF8.self)
        }
        #expect(try text(nil) == "\u{FEFF}näme;price;x\nN0;13,44 €;0,0447;0,5\n")
        #expect(try text(.comma) == "\u{FEFF}näme,price,x\nN0,\"13,44 €\",0.0447,0.5\n")
        #expect(try text(.tab) == "\u{FEFF}näme\tprice\tx\nN0\t13,44 €\t0,0447\t0,5\n")
        let plain = try TestWorkbook(rows: [xmlCells(["a", "x"]), xmlCells(["N0", "0.5"])]).table()
        #expect(SheetLayout(plain).delimiter == .comma && !SheetLayout(plain).hasByteOrderMark)
        #expect(SheetLayout(plain, delimiter: .semicolon).decimalMark == .comma)
    }

    @Test func theSheetShowsWholeColumnsAlike() throws {
        let moment = SpreadsheetDate(day: 19_082, milliseconds: 1000)
        let rows: [[WorkbookFile.Cell]] = [
            [.percent(0.19), .date(moment), .boolean(true), .formatted(1234.5, code: "#,##0.00 \"€\"")],
            [.percent(0.075), .date(moment), .boolean(false), .formatted(1, code: "#,##0.00 \"€\"")],
        ]
        let layout = ColumnLayout(header: ["a", "b", "c", "d"], rows: rows)
        #expect(layout.percentStyle(0) == CellStyle.percentWithFraction.index)
        #expect(
            layout.xml.hasPrefix(
                "<cols><col min=\"1\" max=\"1\" width=\"9\" customWidth=\"1\"/><col min=\"2\" max=\"2\" width=\"21\" customWidth=\"1\"/>"
            ))
        let file = try WorkbookFile(header: ["a", "b", "c", "d"], rows: rows)
        let table = try Table(reading: file.bytes, source: "B.xlsx")
        #expect(table.columns[2].written(at: 0).value == .boolean(true))
        #expect(table.columns[3].written(at: 0).value == .number(1234.5))
        #expect(table.columns[3].written(at: 0).numberFormat == "#,##0.00 \"€\"")
        #expect(table.columns[0].written(at: 1).numberFormat == "0.00%")
    }
}
