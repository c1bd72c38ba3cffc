import Testing

@testable import Backprop

/// Values that were read as others than their writers meant.
struct MisreadValueTests {
    private func table(_ text: String, _ options: ReadingOptions = ReadingOptions()) throws -> Table {
        try Table(reading: Array(text.utf8), source: "FILE", options: options)
    }

    private func numbers(_ table: Table, _ column: Int) throws -> [Double] {
        try table.columns[column].numbers(as: Double.self)
    }

    @Test func pointsGroupNextToADecimalComma() throws {
        let table = try table("city;people;area\na;133;1,7\nb;1.250;4,7\nc;12.500;2,5\n")
        #expect(try numbers(table, 1) == [133, 1250, 12_500])
        #expect(
            table.notices.map(\.description) == [
                "column \"people\": Numbers, points group thousands.",
                "column \"area\": Numbers, the comma is the decimal mark.",
            ])
        #expect(table.notices.map(\.kind) == [.numberFormat, .numberFormat])
    }

    @Test(arguments: ["0.250", "1.25", "1.2500", "1250.125", "1.250e2", ".250"])
    func otherPointsAreDecimalMarks(_ cell: String) throws {
        let table = try table("city;people;area\na;133;1,7\nb;1.250;4,7\nc;\(cell);2,5\n")
        #expect(table.columns[1].format == nil)
        #expect(try numbers(table, 1)[1] == 1.25)
    }

    @Test func aDecimalPointOfAnotherColumnDecides() throws {
        let table = try table("people;area;share\n133;1,7;0.5\n1.250;4,7;0.25\n")
        #expect(try numbers(table, 0) == [133, 1.25])
    }

    private static let largeAndSmall = [133, 1250, 12_500, 803, 4750, 9120, 2205]

    private func grouped(_ delimiter: String) -> String {
        let rows = Self.largeAndSmall.map { number in
            number < 1000 ? "\(number)" : "\(number / 1000).\(String(number % 1000 + 1000).dropFirst())"
        }
        return "people\(delimiter)kind\n" + rows.map { "\($0)\(delimiter)x\n" }.joined()
    }

    @Test func pointsGroupAmongSemicolonsWithACaution() throws {
        let table = try table(grouped(";"))
        #expect(try numbers(table, 0) == Self.largeAndSmall.map(Double.init))
        #expect(
            table.notices.map(\.description) == [
                "column \"people\": Numbers, points group thousands. The point might also be the decimal mark: every "
                    + "value with one has three digits after it."
            ])
        #expect(try numbers(self.table(grouped(",")), 0)[1] == 1.25)
        #expect(try numbers(self.table(grouped(";"), ReadingOptions(decimalMark: .point)), 0)[1] == 1.25)
    }

    @Test func thePointAsSeparatorImpliesTheDecimalComma() throws {
        let table = try table("a;b\n1.250;1,5\n133;2\n", ReadingOptions(thousandsSeparator: .point))
        #expect(try numbers(table, 0) == [1250, 133])
        #expect(try numbers(table, 1) == [1.5, 2])
    }

    @Test func yearsOfTwoDigitsAreThoseFrom1930() throws {
        let table = try table("born;x\n14.07.60;1\n01.01.30;2\n31.12.29;3\n")
        #expect(try numbers(table, 0) == [-298_771_200, -1_262_304_000, 1_893_369_600])
        #expect(
            table.notices.map(\.description) == [
                "column \"born\": Dates, day before month. Years of two digits are those from 1930 to 2029."
            ])
    }

    @Test func zonesAreMentioned() throws {
        #expect(
            try table("t,x\n2023-02-01T01:00:00+01:00,1\n2023-02-01T02:00:00+01:00,2\n").notices.map(
                \.description)
                == [
                    "column \"t\": Dates, year first. Times with a zone are converted to UTC, and so are their hours and "
                        + "days."
                ])
        #expect(try table("t,x\n2023-02-01T01:00:00Z,1\n2023-02-01T02:00:00Z,2\n").notices == [])
    }

    @Test func theStrayDateOfTheChosenOrderIsNamed() throws {
        let rows = (0..<20).map { "0\($0 % 9 + 1)/0\($0 % 7 + 1)/2022,\($0)\n" }.joined()
        let notices = try table("d,x\n" + rows + "25/03/2022,1\n03/26/2022,2\n").notices
        #expect(notices.map(\.line) == [22])
        #expect(notices.first?.message.contains("\"25/03/2022\"") == true)
    }

    @Test func errorsOfSpreadsheetsAreMissing() throws {
        for text in ReadingOptions.spreadsheetErrors {
            let table = try table("a;b\n1;1\n2;\(text)\n3;3\n")
            #expect(table.columns[1].missingCount == 1, "\(text)")
            #expect(table.notices == [], "\(text)")
        }
    }

    @Test func allTextsForMissingValuesAreNamed() throws {
        let rows = (0..<60).map { "\($0 * 37 % 29);\($0)\n" }.joined()
        let table = try table("a;b\n" + rows + "k.A.;1\nn.v.;2\n--;3\n")
        let notice = try #require(table.notices.first)
        #expect(notice.option == .missingWords(["k.A.", "n.v.", "--"]))
        let schema = try Schema(describing: table)
        #expect(schema.findings.filter { $0.description.contains("\"a\"") } == [])
        let error = #expect(throws: SchemaError.self) { try Schema(inferring: table) }
        #expect(
            error?.remedy == .either([.missingWords(["--", "k.A.", "n.v."]), .categorical("a")]))
    }

    @Test func totalsOfAmountsAreFound() throws {
        let table = try table("no;sum\nR0;1.185,69\nR1;31,97\nR2;211,59\nGesamt;1.429,25\n")
        #expect(
            table.notices.filter { $0.kind == .totalRow }.map(\.description) == [
                "line 5: The numbers of the last row are the sums of those above, as in a total, which is not an example. "
                    + "Leave out the last line."
            ])
        let other = try self.table("no;sum\nR0;1.185,69\nR1;31,97\nR2;211,59\nGesamt;1.429,26\n")
        #expect(!other.notices.contains { $0.kind == .totalRow })
    }

    @Test func amountsMayLackTheCurrency() throws {
        let format = NumberFormat(suffix: "€", decimalMark: .comma, thousandsSeparator: .space)
        func plain(_ text: String, _ format: NumberFormat) -> String? {
            Array(text.utf8).withUnsafeBufferPointer { format.plain($0) }.map {
                String(decoding: $0, as: UTF8.self)
            }
        }
        #expect(plain("227 086,76 €", format) == "227086.76")
        #expect(plain("227086,76", format) == "227086.76")
        #expect(plain("227086,76 $", format) == nil)
        #expect(plain("12", NumberFormat(suffix: "km")) == nil)
        #expect(plain("1.5", NumberFormat(prefix: "$", hasMultipliers: true)) == nil)
    }

    @Test func differentUnitsAreNamed() throws {
        let values = (0..<90).map { index in
            ["$\(index).5", "€\(index).25", "\(index).75"][index % 3]
        }
        let table = Table(
            columns: [
                (name: "price", values: values.map { $0 }),
                (name: "kind", values: (0..<90).map { $0 % 2 == 0 ? "a" : "b" }),
            ], source: "FILE")
        let schema = try Schema(inferring: table)
        #expect(
            schema.findings.map(\.description) == [
                "Column \"price\": its values are numbers with different units, so it is taken as categories: none (30), "
                    + "\"$\" (30) and \"€\" (30). Convert them to one unit, or write the unit in a column of its own."
            ])
    }

    @Test func codesThatHardlyRepeatAreAnIdentifier() throws {
        let codes = (0..<100).map { "0\(1000 + ($0 == 99 ? 0 : $0))" }
        let table = Table(
            columns: [
                (name: "zip", values: codes.map { $0 }),
                (name: "x", values: (0..<100).map { "\($0 * 7 % 10).5" }),
                (name: "kind", values: (0..<100).map { $0 % 2 == 0 ? "a" : "b" }),
            ], source: "FILE")
        let schema = try Schema(inferring: table)
        #expect(schema.columns[0].role == .identifier)
        #expect(
            schema.findings.map(\.description) == [
                "Column \"zip\": its digits have leading zeros and most of its values differ, so they are taken as an "
                    + "identifier and not used. If they are numbers, name column \"zip\" as numeric."
            ])
    }
}
