import Backprop
import Testing

@Suite struct ColumnTests {
    private let table = Table(
        columns: [
            (name: "kind", values: ["b", "a", nil, "b", "10"]),
            (name: "size", values: ["1", nil, "2.5", "?", "-3"]),
            (name: "none", values: [nil, nil, "", "?", "NA"]),
            (name: "mixed", values: ["1", "2", "x", nil, "3"]),
        ], source: "made here")

    @Test func countsDistinctTexts() {
        let values = table.columns[0].distinctValues()
        #expect(values.map(\.text) == ["10", "a", "b"])
        #expect(values.map(\.count) == [1, 1, 2])
        #expect(table.columns[0].distinctValues(limit: 2) == nil)
        #expect(table.columns[0].distinctValues(limit: 3)?.count == 3)
    }

    @Test func knowsWhatIsNumericAndMissing() {
        #expect(table.columns.map(\.isNumeric) == [false, true, false, false])
        #expect(table.columns.map(\.missingCount) == [1, 2, 5, 1])
        #expect((0..<5).map { table.columns[1].isMissing(at: $0) } == [false, true, false, true, false])
        #expect(table.columns[1].text(at: 1) == nil)
        #expect(table.line(ofRow: 4) == 5)
    }

    @Test func parsesNumbersWithGaps() throws {
        let numbers = try table.columns[1].numbers(as: Double.self)
        #expect(numbers.map { $0.isNaN ? nil : $0 } == [1, nil, 2.5, nil, -3])
        #expect(try table.columns[2].numbers(as: Float.self).allSatisfy(\.isNaN))
        #if arch(x86_64) && !os(Windows) && !os(Android)
            let extended = try table.columns[1].numbers(as: Float80.self)
            #expect(extended[2] == 2.5 && extended[1].isNaN)
        #endif
    }

    @Test func selectsRows() throws {
        let some = table.selectingRows([4, 1, 0, 4])
        #expect(cells(some).map { $0[0] } == ["10", "a", "b", "10"])
        #expect(some.rowCount == 4)
        #expect(some.line(ofRow: 0) == 5)
        #expect(some.columns.map(\.isNumeric) == [false, true, false, true])
        #expect(some.columns.map(\.missingCount) == [0, 1, 4, 0])
        #expect(try some.columns[3].numbers(as: Float.self) == [3, 2, 1, 3])
        let fewer = some.selectingRows([1, 3])
        #expect(cells(fewer).map { $0[0] } == ["a", "10"])
        #expect(!table.selectingRows([1, 3]).columns[1].isNumeric)
        #expect(table.selectingRows([]).rowCount == 0)
    }

    /// More rows than one block of the store holds.
    @Test func keepsManyRowsInOrder() throws {
        var text = "a,b\n"
        for row in 0..<70_000 { text += "\(row),x\(row)\n" }
        let table = try Table(reading: Array(text.utf8), source: "FILE")
        let rows = [65_535, 65_536, 0, 69_999]
        #expect(table.rowCount == 70_000)
        #expect(try table.columns[0].numbers(as: Double.self) == (0..<70_000).map(Double.init))
        #expect(rows.map { table.columns[1].text(at: $0) } == ["x65535", "x65536", "x0", "x69999"])
        #expect(rows.map(table.line(ofRow:)) == [65_537, 65_538, 2, 70_001])
        #expect(
            try table.selectingRows(rows).columns[0].numbers(as: Float.self) == [65_535, 65_536, 0, 69_999])
    }

    @Test func errorsInASelectionNameTheFilesLine() throws {
        let some = table.selectingRows([3, 2])
        let error = #expect(throws: TableError.self) { try some.columns[3].numbers(as: Double.self) }
        #expect(error?.line == 3)
        #expect(error?.column == "mixed")
    }

    @Test(
        arguments: [
            (
                "1,234",
                "If the comma groups thousands, set it as their separator; if it is the decimal mark, set it as that.",
                .either([.thousands(.comma), .decimalComma])
            ),
            ("12,34", "If the comma is the decimal mark, set it as that.", .decimalComma),
            (
                "1.234.567",
                "If the point groups thousands, set it as their separator, and the comma as the decimal mark.",
                .thousands(.point)
            ),
            ("0x10", "Correct it, or take the column as text.", .categorical("x")),
            (
                "True", "Correct it, list it as a text for a missing value, or take the column as text.",
                .either([.missingWord("True"), .categorical("x")])
            ),
            (
                "yes", "Correct it, list it as a text for a missing value, or take the column as text.",
                .either([.missingWord("yes"), .categorical("x")])
            ),
            ("1_000", "Correct it, or take the column as text.", .categorical("x")),
            ("192.168.1.10", "Correct it, or take the column as text.", .categorical("x")),
        ] as [(String, String, ReadingRemedy)])
    func namesARemedyForAText(_ text: String, _ remedy: String, _ option: ReadingRemedy) {
        let table = Table(columns: [(name: "x", values: ["1", text, "x"])], source: "FILE")
        let error = #expect(throws: TableError.self) { try table.columns[0].numbers(as: Double.self) }
        #expect(
            error?.description
                == "FILE, line 2, column \"x\": A number expected, but \"\(text)\" found. \(remedy)")
        #expect(error?.option == option)
    }

    @Test func cutsAndEscapesWhatItQuotes() {
        let text = "a\tb\n" + String(repeating: "x", count: 50)
        let table = Table(columns: [(name: "x", values: [text])], source: "FILE")
        let error = #expect(throws: TableError.self) { try table.columns[0].numbers(as: Double.self) }
        #expect(
            error?.problem
                == "A number expected, but \"a\\tb\\n\(String(repeating: "x", count: 36))…\" found.")
    }

    @Test func streamsNumbers() throws {
        let reader = try RowReader(reading: Array("a,b\n1,x\n?,2\n1e400,3\n".utf8), source: "FILE")
        #expect(try reader.advance())
        #expect(try reader.number(at: 0, as: Float.self) == 1)
        let text = #expect(throws: TableError.self) { try reader.number(at: 1, as: Float.self) }
        #expect(text?.problem == "A number expected, but \"x\" found.")
        #expect(try reader.advance())
        #expect(try reader.number(at: 0, as: Double.self).isNaN)
        #expect(try reader.advance())
        let large = #expect(throws: TableError.self) { try reader.number(at: 0, as: Double.self) }
        #expect(large?.kind == .overflow && large?.line == 4)
        #expect(try !reader.advance())
        #expect(try !reader.advance())
    }
}
