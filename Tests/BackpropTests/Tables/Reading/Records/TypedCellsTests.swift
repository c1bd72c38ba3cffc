import Testing

@testable import Backprop

/// Cells that the file itself gives a type, read by a model whose training table was text.
@Suite struct TypedCellsTests {
    private static let names = ["day", "price", "share"]

    /// A German list as text, with dates, money and percentages.
    private static let german = """
        day;price;share;y
        31.03.2022;1.234,50 €;5%;1
        29.07.2022;64,14 €;12,5%;2
        01.02.2023;7,00 €;7%;4

        """

    /// An American list of the same values.
    private static let american = """
        day,price,share,y
        3/31/2022,"$1,234.50",5%,1
        7/29/2022,$64.14,12.5%,2
        2/1/2023,$7.00,7%,4

        """

    private static let workbook = TestWorkbook(
        rows: [
            xmlCells(["day", "price", "share", "y"]),
            "<c s='1'><v>44651</v></c><c><v>1234.5</v></c><c s='2'><v>0.05</v></c><c><v>1</v></c>",
            "<c s='1'><v>44771</v></c><c><v>64.14</v></c><c s='3'><v>0.125</v></c><c><v>2</v></c>",
            "<c s='1'><v>44958</v></c><c><v>7</v></c><c s='4'><v>7.0000000000000007E-2</v></c><c><v>4</v></c>",
        ],
        formats: [(164, "0.000%")], styles: [0, 14, 9, 10, 164])

    private static let json = Array(
        """
        {"day": "2022-03-31", "price": 1234.5, "share": "5%", "y": 1}
        {"day": "2022-07-29", "price": 64.14, "share": "12.5%", "y": 2}
        {"day": "2023-02-01", "price": 7, "share": "7%", "y": 4}

        """.utf8)

    private func preprocessor(_ text: String) throws -> Preprocessor {
        let table = try table(text)
        let schema = try Schema(inferring: table)
        return try Preprocessor(fitting: table, schema: schema, targetEncoding: .numeric)
    }

    /// The numbers of a table's columns as a model reads them.
    private func numbers(_ table: Table, _ preprocessor: Preprocessor) throws -> [[Double]] {
        let read = preprocessor.reading(table, try preprocessor.match(table))
        return try Self.names.map { try #require(read[column: $0]).numbers(as: Double.self) }
    }

    @Test(arguments: [german, american]) func workbooksMeanTheSameAsText(_ text: String) throws {
        let preprocessor = try preprocessor(text)
        let expected = try numbers(table(text), preprocessor)
        #expect(expected[1] == [1234.5, 64.14, 7])
        #expect(expected[2] == [5, 12.5, 7])
        let book = try Table(reading: Self.workbook.bytes, source: "B.xlsx")
        #expect(try numbers(book, preprocessor) == expected)
        #expect(try numbers(book.selectingRows([2, 0]), preprocessor) == expected.map { [$0[2], $0[0]] })
    }

    @Test func jsonMeansTheSameAsText() throws {
        let preprocessor = try preprocessor(Self.american)
        let lines = try Table(reading: Self.json, source: "F.jsonl")
        #expect(try numbers(lines, preprocessor) == numbers(table(Self.american), preprocessor))
    }

    @Test func numbersAndTextsOfOneColumnAreToldApart() throws {
        let preprocessor = try preprocessor("price;y\n1.234 €;1\n2.500 €;2\n12.345 €;3\n")
        let mixed = try table("{\"price\": 1.234, \"y\": 1}\n{\"price\": \"1.234 €\", \"y\": 2}\n")
        let read = preprocessor.reading(mixed, try preprocessor.match(mixed))
        #expect(try read.columns[0].numbers(as: Double.self) == [1.234, 1234])
        #expect(try read.columns[0].numbers(as: Float.self) == [1.234, 1234])
    }

    @Test func isoDatesFitEveryOrderOfDayAndMonth() throws {
        for text in ["d;y\n31.03.2022;1\n29.07.2022;2\n", "d;y\n3/31/2022;1\n7/29/2022;2\n"] {
            let preprocessor = try preprocessor(text)
            let other = try table("d;y\n2022-03-31;1\n2022-07-29T00:00;2\n")
            let read = preprocessor.reading(other, try preprocessor.match(other))
            #expect(try read.columns[0].numbers(as: Double.self) == [1_648_684_800, 1_659_052_800])
        }
    }

    @Test func aNumberWithoutPercentIsRefusedAmongPercentages() throws {
        let preprocessor = try preprocessor(Self.american)
        let lines = try table(
            "{\"day\": \"2022-03-31\", \"price\": 1, \"share\": 0.05, \"y\": 1}\n", ReadingOptions())
        let error = #expect(throws: TableError.self) { _ = try self.numbers(lines, preprocessor) }
        #expect(
            error?.description
                == "FILE, line 1, column \"share\": A number such as 12.5% expected, but \"0.05\" found. Write it as the "
                + "other cells of the column, or leave its cell empty if it is missing.")
    }

    @Test func aColumnOfPercentagesInAWorkbookIsOfShares() throws {
        let book = try Table(reading: Self.workbook.bytes, source: "B.xlsx")
        #expect(try book.columns[2].numbers(as: Double.self) == [0.05, 0.125, 0.07])
    }
}
