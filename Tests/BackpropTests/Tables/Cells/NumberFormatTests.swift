import Testing

@testable import Backprop

@Suite struct NumberFormatTests {
    /// A column of cells, its numbers, and the notice about it.
    private static let columns: [([String], [Double], String)] = [
        (["$1,200.50", "$3", "-$4.25"], [1200.5, 3, -4.25], "Numbers with $, commas group thousands."),
        (["1.234,50 €", "12,00 €", "-3,5€"], [1234.5, 12, -3.5], "Numbers with €, points group thousands."),
        (
            ["CHF 1'200.00", "CHF 1’300.50", "CHF 7"], [1200, 1300.5, 7],
            "Numbers with CHF, apostrophes group thousands."
        ),
        (
            ["1 234,5", "1\u{202F}234 567", "1\u{A0}000,25"], [1234.5, 1_234_567, 1000.25],
            "Numbers, blanks group thousands."
        ),
        (["12.5%", "3 %", "100%"], [12.5, 3, 100], "Numbers with %."),
        (["12 kg", "3.5kg", "1 kg"], [12, 3.5, 1], "Numbers with kg."),
        (
            ["1.2k", "3M", "500", "2B"], [1200, 3_000_000, 500, 2_000_000_000],
            "Numbers, k, M and B multiply."
        ),
        (["€1.5M", "€2M"], [1_500_000, 2_000_000], "Numbers with €, k, M and B multiply."),
        (["0.50", "(1.50)", "(2)", "3"], [0.5, -1.5, -2, 3], "Numbers, parentheses mean negative."),
        (["$ (12.50)", "$ 3.00"], [-12.5, 3], "Numbers with $, parentheses mean negative."),
        (["1,234,567", "12", "1,000"], [1_234_567, 12, 1000], "Numbers, commas group thousands."),
        (["₹12,34,567", "₹1,000"], [1_234_567, 1000], "Numbers with ₹, commas group thousands."),
        (["R$ 5,10", "R$ 1.000,00"], [5.1, 1000], "Numbers with R$, points group thousands."),
        (["12 m2", "14.5 m2"], [12, 14.5], "Numbers with m2."),
        (["21 °C", "−3 °C"], [21, -3], "Numbers with °C."),
        (["1.02D+01", "3.5D-02"], [10.2, 0.035], "Numbers that are not written plainly."),
        (["12,50-", "3,25"], [-12.5, 3.25], "Numbers, the comma is the decimal mark."),
        (["1,000,000+", "500+"], [1_000_000, 500], "Numbers with +, commas group thousands."),
        (["Rs.500", "Rs.1,250.75"], [500, 1250.75], "Numbers with Rs., commas group thousands."),
        (["293K", "300K"], [293, 300], "Numbers with K."),
    ]

    @Test(arguments: columns.indices) func aColumnInOneNotationIsReadAsNumbers(index: Int) throws {
        let (cells, numbers, notice) = Self.columns[index]
        let table = Table(columns: [("a", cells)], source: "CODE")
        #expect(table.columns[0].isNumeric)
        #expect(try table.columns[0].numbers(as: Double.self) == numbers)
        #expect(table.notices.map(\.description) == ["column \"a\": \(notice)"])
        #expect((0..<cells.count).map { table.columns[0].text(at: $0) } == cells)
    }

    /// Columns that stay text although their cells have digits.
    private static let texts: [[String]] = [
        ["person 0", "person 1"], ["1st", "2nd"], ["$5", "€5"], ["12 kg", "3 lb"], ["$5", "5"], ["5%", "0"],
        ["A12", "A13"], ["12-14", "14-16"], ["192.168.1.1", "10.0.0.1"], ["(1)", "(2)"],
        ["001 kg", "002 kg"],
        ["1,2,3", "2,3,4"], ["12 34", "56 78"], ["1/2", "3/4"], ["5' 11\"", "6' 2\""], ["1.2.3", "1.2.4"],
        ["INV 1001", "INV 1002"], ["--5", "5"], ["1_000", "2_000"], ["0x10", "0x12"],
        ["10+ years", "< 1 year"],
        ["5 (six)", "7 (six)"], ["1e", "2e"],
    ]

    @Test(arguments: texts) func otherTextsStayTexts(cells: [String]) {
        let column = Table(columns: [("a", cells)], source: "CODE").columns[0]
        #expect(column.format == nil)
        #expect(!column.isNumeric)
    }

    /// A later file may have larger numbers than the one that the format comes from.
    @Test func thousandsMayBeGroupedLater() {
        func plain(_ text: String, _ format: NumberFormat) -> String? {
            Array(text.utf8).withUnsafeBufferPointer { format.plain($0) }.map {
                String(decoding: $0, as: UTF8.self)
            }
        }
        let euros = NumberFormat(suffix: "€", decimalMark: .comma)
        #expect(plain("99,50 €", euros) == "99.50")
        #expect(plain("1.250,00 €", euros) == "1250.00")
        #expect(plain("-1 250,00 €", euros) == "-1250.00")
        // Without the decimal mark, the point may be one.
        #expect(plain("1.250 €", euros) == nil)
        #expect(plain("1,250.00 €", euros) == nil)
        let dollars = NumberFormat(prefix: "$")
        #expect(plain("$1,250.00", dollars) == "1250.00" && plain("$1,25.00", dollars) == nil)
    }

    @Test func missingCellsAreMissing() throws {
        let table = try table("a,b\n$5.5,1\nNA,2\n,3\n\"$1,000\",4\n")
        #expect(table.columns[0].missingCount == 2)
        let numbers = try table.columns[0].numbers(as: Float.self)
        #expect(numbers.map { $0.isNaN ? -1 : $0 } == [5.5, -1, -1, 1000])
    }

    @Test func aNumberListedAsMissingIsMissingInAFormatToo() throws {
        var options = ReadingOptions()
        options.missingTokens.append("-99")
        let table = try table("a,b\n$5,1\n-$99,2\n$7,3\n", options)
        #expect(table.columns[0].isMissing(at: 1))
        #expect(try table.columns[0].numbers(as: Double.self)[2] == 7)
    }

    @Test func oneCellThatDoesNotFitLeavesTheColumnText() throws {
        let rows = (1...20).map { "\"$\($0),000\",\($0)\n" }.joined()
        let table = try table("price,b\n\(rows)call us,3\n")
        #expect(table.columns[0].format == nil)
        #expect(
            table.notices.map(\.description) == [
                """
                column "price", line 22: 1 of 21 values does not fit the others, which are numbers with $, commas group \
                thousands; the first is "call us". The column is read as text. Correct it, or leave its cell empty if it \
                is missing.
                """
            ])
    }

    /// A text whose first column is ambiguous, the number of its first cell, and whether there is a notice.
    private static let ambiguous: [(String, Double, Bool)] = [
        ("a,b\n\"1,234 kg\",1\n\"2,500 kg\",2\n", 1234, true),
        ("a,b\n\"1,234 kg\",1\n\"12,500,000 kg\",2\n", 1234, false),
        ("a,b\n\"1,234 kg\",1\n\"2,50 kg\",2\n", 1.234, false),
        ("a,b\n\"0,234 kg\",1\n\"2,500 kg\",2\n", 0.234, false),
        ("a;b\n1,234 kg;1\n2,500 kg;2\n", 1.234, true),
        ("a;b\n1,234 €;1\n2,500 €;2\n", 1234, true),
        ("a;b\n1,234 kg;1.5\n2,500 kg;2\n", 1234, true),
        ("a;b\n1.234 kg;1,5\n2.500 kg;2\n", 1234, true),
        ("a;b\n1.234 kg;5,5 €\n2.500 kg;2 €\n", 1234, false),
        ("a,b\n$1.234,1\n$2.500,2\n", 1.234, true),
        ("a;b\n1.234 €;1\n2.500 €;2\n", 1234, true),
    ]

    @Test(arguments: ambiguous.indices) func ambiguousDigitsAreReadAsTheOtherColumns(index: Int) throws {
        let (text, number, isAmbiguous) = Self.ambiguous[index]
        let table = try table(text)
        #expect(try table.columns[0].numbers(as: Double.self)[0] == number)
        #expect(table.notices.contains { $0.kind == .ambiguousNumberFormat } == isAmbiguous)
    }

    @Test func theNoticeNamesTheOtherReading() throws {
        let table = try table("a,b\n\"1,234\",1\n\"2,500\",2\n")
        let notice = try #require(table.notices.first)
        #expect(
            notice.description
                == "column \"a\": Numbers, commas group thousands. The comma might also be the decimal mark: every value with one has three digits after it."
        )
        #expect(notice.option == .decimalComma)
    }

    @Test func explicitOptionsDecide() throws {
        var options = ReadingOptions()
        options.decimalMark = .comma
        let table = try table("a,b\n\"1,234 kg\",1\n\"2,500 kg\",2\n", options)
        #expect(try table.columns[0].numbers(as: Double.self) == [1.234, 2.5])
        #expect(table.notices.map(\.kind) == [.numberFormat])
    }

    /// A recipe that repeats a run names what was detected, which must not change what is found.
    @Test func anExplicitMarkThatIsAlsoDetectedChangesNothing() throws {
        var options = ReadingOptions()
        options.decimalMark = .point
        let table = try table("a;b\n1.234,50 €;1\n2,50 €;2\n", options)
        #expect(try table.columns[0].numbers(as: Double.self) == [1234.5, 2.5])
    }

    @Test func aFormatReadsItsOwnJSON() throws {
        let format = ColumnFormat.number(
            NumberFormat(suffix: "€", decimalMark: .comma, thousandsSeparator: .point, hasParentheses: true))
        let json = try JSONValue(encoding: format)
        #expect(try json.text().contains(#""suffix":"€""#))
        #expect(try json.decode(ColumnFormat.self) == format)
    }

    @Test func numbersAreRoundedOnce() throws {
        let cells = ["$9007199254740993.5", "$0.1", "$1e-400", "$123456789012345678901234567890"]
        let table = Table(columns: [("a", cells)], source: "CODE")
        #expect(
            try table.columns[0].numbers(as: Double.self) == [
                9007199254740994, 0.1, 0, 1.2345678901234568e29,
            ])
        #expect(try table.columns[0].numbers(as: Float.self)[1] == 0.1)
    }
}
