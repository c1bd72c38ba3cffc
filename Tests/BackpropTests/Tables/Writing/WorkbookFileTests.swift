import Backprop
import Testing

/// Workbooks that are written, read again.
@Suite struct WorkbookFileTests {
    @Test func readsWhatItWrites() throws {
        let file = try WorkbookFile(
            header: ["name", "p & q"],
            rows: [
                [.text("=SUM(A1)"), .number(0.1)], [.text("x <y>\n\u{1}_x0041_"), .number(-1e-20)],
                [.text(""), .number(.nan)], [.text("ä😀"), .number(12)],
            ])
        let table = try Table(reading: file.bytes, source: "B.xlsx")
        #expect(table.columns.map(\.name) == ["name", "p & q"])
        #expect(cells(table) == [["=SUM(A1)", "0.1"], ["x <y>\n\u{1}_x0041_", "-1e-20"], ["ä😀", "12"]])
    }

    @Test func writesTheSameBytes() throws {
        let rows: [[WorkbookFile.Cell]] = [[.text("a"), .number(1)]]
        #expect(
            try WorkbookFile(header: ["x", "y"], rows: rows).bytes
                == WorkbookFile(header: ["x", "y"], rows: rows).bytes)
    }

    @Test func refusesWhatASheetCannotHold() {
        let wide = #expect(throws: TableError.self) {
            try WorkbookFile(header: Array(repeating: "a", count: 16_385), rows: [])
        }
        #expect(
            wide?.description
                == "workbook: 16385 columns were to be written, but a sheet holds 16384. Write CSV in its place."
        )
        let long = #expect(throws: TableError.self) {
            try WorkbookFile(header: ["a"], rows: [[.text(String(repeating: "a", count: 32_768))]])
        }
        #expect(
            long?.description
                == "workbook: A text in row 2 has 32768 characters, but a cell holds 32767. Write CSV in its place."
        )
    }

    @Test func datesAndPercentagesKeepTheirKind() throws {
        let day = SpreadsheetDate(day: 19_082, milliseconds: nil)
        let moment = SpreadsheetDate(day: 19_082, milliseconds: 33_090_500)
        let file = try WorkbookFile(
            header: ["day", "moment", "time", "share"],
            rows: [
                [
                    .date(day), .date(moment), .date(SpreadsheetDate(day: nil, milliseconds: 33_090_000)),
                    .percent(0.07),
                ],
                [
                    .date(SpreadsheetDate(day: -40_000, milliseconds: nil)),
                    .date(SpreadsheetDate(day: 19_082, milliseconds: 0)),
                    .date(SpreadsheetDate(day: nil, milliseconds: 500)), .percent(0.125),
                ],
            ])
        let table = try Table(reading: file.bytes, source: "B.xlsx")
        #expect(
            cells(table) == [
                ["2022-03-31", "2022-03-31T09:11:30.500", "09:11:30", "0.07"],
                ["1860-06-26", "2022-03-31T00:00:00", "00:00:00.500", "0.125"],
            ])
        #expect(table.columns[0].written(at: 0).value == .date(day))
        #expect(table.columns[1].written(at: 0).value == .date(moment))
        #expect(table.columns[3].written(at: 1).value == .percent(0.125))
    }

    /// The cells of the input that a file of predictions has next to them.
    @Test func writtenCellsKeepTheMeaningOfTheText() throws {
        func value(_ texts: [String], _ row: Int = 0) throws -> Column.WrittenCell.Value {
            let text = "a;b\n" + texts.map { "\($0);1\n" }.joined()
            return try Table(reading: Array(text.utf8), source: "FILE").columns[0].written(at: row).value
        }
        let day = SpreadsheetDate(day: 17_274, milliseconds: nil)
        #expect(try value(["18.04.2017", "08.06.2024"]) == .date(day))
        #expect(try value(["08.06.2024", "18.04.2017"], 1) == .date(day))
        #expect(try value(["4/18/2017", "7/29/2022"]) == .date(day))
        #expect(
            try value(["2017-04-18T24:00:00Z"])
                == .date(SpreadsheetDate(day: 17_275, milliseconds: 0)))
        #expect(try value(["10:30", "11:30"]) == .date(SpreadsheetDate(day: nil, milliseconds: 37_800_000)))
        // A cell of a workbook has no time zone, and no date without a day.
        #expect(try value(["2017-04-18T10:00:00+02:00"]) == .text)
        #expect(try value(["2017-04", "2017-05"]) == .text)
        #expect(try value(["5%", "7.3%"], 1) == .percent(0.073))
        #expect(try value(["1.234,50 €", "2,50 €"]) == .number(1234.5))
        #expect(try value(["007", "008"]) == .text)
    }
}
