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
}
