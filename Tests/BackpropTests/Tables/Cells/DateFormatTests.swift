import Testing

@testable import Backprop

@Suite struct DateFormatTests {
    /// A column of cells, the format found, and the seconds since the beginning of 1970.
    private static let columns: [([String], DateFormat, [Double])] = [
        (["2021-01-04", "2022-12-30"], .yearMonthDay, [1_609_718_400, 1_672_358_400]),
        (["2022/03/31", "2022/4/1"], .yearMonthDay, [1_648_684_800, 1_648_771_200]),
        (["2022-03-31T09:11", "2022-03-31 09:11:30.5"], .yearMonthDay, [1_648_717_860, 1_648_717_890.5]),
        (
            ["2022-03-31T09:11:00Z", "2022-03-31T11:11:00+02:00"], .yearMonthDay,
            [1_648_717_860, 1_648_717_860]
        ),
        (
            ["2022-03-31 09:11:00+0530", "2022-03-31 04:11:00 -05"], .yearMonthDay,
            [1_648_698_060, 1_648_717_860]
        ),
        (["31.03.2022", "1.4.2022"], .dayMonthYear, [1_648_684_800, 1_648_771_200]),
        (["31/03/2022", "01/04/2022"], .dayMonthYear, [1_648_684_800, 1_648_771_200]),
        (["3/31/2022", "4/1/2022"], .monthDayYear, [1_648_684_800, 1_648_771_200]),
        (["3/31/22 9:11 PM", "4/1/22 12:05 am"], .monthDayYear, [1_648_761_060, 1_648_771_500]),
        (["31.03.22", "01.04.69"], .dayMonthYear, [1_648_684_800, -23_760_000]),
        (["31 March 2022", "1 Apr 2022"], .dayMonthYear, [1_648_684_800, 1_648_771_200]),
        (["31-Mar-22", "01-APR-22"], .dayMonthYear, [1_648_684_800, 1_648_771_200]),
        (["March 31, 2022", "Apr 1, 2022"], .monthDayYear, [1_648_684_800, 1_648_771_200]),
        (
            ["Thu, 31 Mar 2022 09:11:00 GMT", "Fri, 1 Apr 2022 00:00:00 GMT"], .dayMonthYear,
            [1_648_717_860, 1_648_771_200]
        ),
        (["2022-03", "2022-04"], .yearMonthDay, [1_646_092_800, 1_648_771_200]),
        (["09:11", "23:59:59.25"], .time, [33_060, 86_399.25]),
        (["0001-01-01", "9999-12-31"], .yearMonthDay, [-62_135_596_800, 253_402_214_400]),
        (["1969-12-31 23:59:59.25", "2000-02-29"], .yearMonthDay, [-0.75, 951_782_400]),
        (["2022-03-31 24:00", "2022-03-31"], .yearMonthDay, [1_648_771_200, 1_648_684_800]),
    ]

    @Test(arguments: columns.indices) func datesAreFound(index: Int) throws {
        let (cells, format, seconds) = Self.columns[index]
        let column = Table(columns: [("a", cells)], source: "CODE").columns[0]
        #expect(column.format == .date(format))
        #expect(try column.numbers(as: Double.self) == seconds)
        #expect(!column.isNumeric)
    }

    @Test(arguments: [
        ["2022-02-29", "2022-03-01"], ["32.01.2022", "01.01.2022"], ["13/13/2022", "01/01/2022"],
        ["2022-03-31 25:00", "2022-03-31"], ["26:30", "12:00"], ["1.2.3", "1.2.4"],
        ["2022-03-31x", "2022-03-31"],
        ["10-12", "12-14"], ["2022-03/31", "2022-03/30"], ["31.03.2022", "3/31/2022"], ["March", "April"],
        ["12 monkeys 2022", "13 monkeys 2022"], ["555-1234-567", "555-1234-568"], ["9:61", "9:30"],
        ["13:00 PM", "12:00 PM"],
    ])
    func otherTextsAreNoDates(cells: [String]) {
        #expect(Table(columns: [("a", cells)], source: "CODE").columns[0].format == nil)
    }

    @Test func everyDayOfFourCenturiesIsCounted() {
        var day = CivilDate.days(year: 1799, month: 12, day: 31)
        for year in 1800..<2200 {
            for month in 1...12 {
                for date in 1...CivilDate.dayCount(year: year, month: month) {
                    day += 1
                    #expect(CivilDate.days(year: year, month: month, day: date) == day)
                }
            }
            #expect(CivilDate.text(ofDay: day) == "\(year)-12-31")
        }
        #expect(CivilDate.text(ofDay: 0) == "1970-01-01")
        #expect(CivilDate.text(ofDay: -1) == "1969-12-31")
        #expect(CivilDate.text(ofDay: 19_082) == "2022-03-31")
    }

    /// Cells of which none is above 12, the order chosen, and whether there is a notice.
    private static let ambiguous: [(String, DateFormat, Bool)] = [
        ("a,b\n01/02/2022,1\n03/04/2022,2\n", .monthDayYear, true),
        ("a;b\n01/02/2022;1\n03/04/2022;2\n", .dayMonthYear, true),
        ("a;b\n01.02.2022;1\n03.04.2022;2\n", .dayMonthYear, false),
        ("a,b\n05/01/2022,1\n06/01/2022,2\n07/01/2022,3\n04/02/2022,4\n", .dayMonthYear, true),
        ("a,b\n01/05/2022,1\n01/06/2022,2\n01/07/2022,3\n02/04/2022,4\n", .monthDayYear, true),
        ("a,b\n01-02-2022,1\n03-04-2022,2\n", .dayMonthYear, true),
    ]

    @Test(arguments: ambiguous.indices) func theOrderOfDayAndMonthIsChosen(index: Int) throws {
        let (text, format, isAmbiguous) = Self.ambiguous[index]
        let table = try table(text)
        #expect(table.columns[0].format == .date(format))
        #expect(table.notices.contains { $0.kind == .ambiguousDateFormat } == isAmbiguous)
    }

    @Test func theNoticeNamesTheOtherOrder() throws {
        #expect(
            try table("a,b\n01/02/2022,1\n03/04/2022,2\n").notices.map(\.description) == [
                """
                column "a": Dates, month before day. They might also be dates, day before month: no number is above 12. \
                Declare the column as dates of another format if they are.
                """
            ])
    }

    @Test(arguments: [
        (DateFormat.unix, "1648717890.5", 1_648_717_890.5),
        (.unixMilliseconds, "1648717890500", 1_648_717_890.5),
        (.spreadsheet, "44651.5", 1_648_728_000), (.spreadsheet, "1", -2_209_075_200),
    ])
    func numbersAreDatesIfDeclared(_ format: DateFormat, _ cell: String, _ seconds: Double) throws {
        let table = Table(columns: [("a", [cell]), ("y", ["1"])], source: "CODE")
        #expect(table.columns[0].format == nil)
        let dates = table.formatting([0: .date(format)])
        #expect(try dates.columns[0].numbers(as: Double.self) == [seconds])
    }

    @Test(arguments: [
        (DateFormat.unix, "-1e+300", "1e+300"), (.unixMilliseconds, "-1e+297", "1e+297"),
        (.spreadsheet, "-8.64e+304", "8.64e+304"),
    ])
    func datesBeyondAllCalendarsAreShownAsNumbers(
        _ format: DateFormat, _ earliest: String, _ latest: String
    ) throws {
        let table = Table(
            columns: [("a", ["1e300", "-1e300", "0"]), ("y", ["1", "2", "3"])], source: "CODE")
        let selection = ColumnSelection(dates: [DateColumn("a", format: format)])
        let dates = try #require(try Schema(inferring: table, selection: selection).columns[0].dates)
        #expect(dates.earliest == earliest && dates.latest == latest, "\(dates)")
    }

    @Test func declarationsAreReadAndWritten() {
        #expect(DateColumn(parsing: "sold") == DateColumn("sold"))
        #expect(DateColumn(parsing: "time stamp format unix") == DateColumn("time stamp", format: .unix))
        #expect(DateColumn(parsing: "2 format spreadsheet") == DateColumn(2, format: .spreadsheet))
        #expect(DateColumn(parsing: "sold format julian") == nil)
        #expect(
            DateColumn("time stamp", format: .unixMilliseconds).text == "time stamp format unix-milliseconds")
    }
}
