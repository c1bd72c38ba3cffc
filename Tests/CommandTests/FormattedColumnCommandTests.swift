import Foundation
import Testing

/// Columns of money, percent, units and dates, from the file to the prediction.
@Suite struct FormattedColumnCommandTests {
    /// A table as a spreadsheet in German writes it: the date, the revenue, a share, and whether the customer left.
    private static let customers =
        "Kunde;Seit;Umsatz;Rabatt;gekündigt\n"
        + (0..<60).map { row in
            let revenue = row % 3 == 0 ? "\(1 + row % 5).\(100 + row),50 €" : "\(90 + row),25 €"
            let date = "\(row % 28 + 1).\(row % 12 + 1).20\(18 + row % 4)"
            return "K\(row);\(date);\(revenue);\(row % 7)%;\(row % 3 == 0 ? "ja" : "nein")\n"
        }.joined()

    @Test func aSpreadsheetsTextsAreNumbersAndDates() throws {
        let folder = try CommandFolder()
        try folder.write(Self.customers, to: "k.csv")
        let described = try folder.run("describe", "k.csv")
        #expect(described.output.contains("\nFeatures: 2 numeric, 1 date\n"))
        #expect(
            described.output.contains(
                "Seit       date              0        60  2018-01-01 to 2021-12-24"), "\(described.output)")
        #expect(
            described.errors.contains("note: column \"Umsatz\": Numbers with €, points group thousands.\n"))
        #expect(
            described.errors.contains(
                "note: column \"Rabatt\": Numbers with %, the comma is the decimal mark.\n"))

        let trained = try folder.run(
            "train", "k.csv", "--epochs", "3", "-o", "m.safetensors", "--save-recipe", "r.yaml")
        #expect(trained.status == 0, "\(trained.errors)")
        #expect(folder.text("r.yaml").contains("date: Seit format day-month-year"))
        let again = try folder.run("train", "--recipe", "r.yaml", "-o", "n.safetensors")
        #expect(again.status == 0, "\(again.errors)")
        #expect(try folder.repeatable("m.safetensors") == folder.repeatable("n.safetensors"))
        let streamed = try folder.run("train", "k.csv", "--epochs", "3", "-o", "s.safetensors", "--stream")
        #expect(streamed.status == 0, "\(streamed.errors)")
        #expect(folder.data("m.safetensors") == folder.data("s.safetensors"))

        try folder.write("Kunde;Seit;Umsatz;Rabatt\nK1;05.06.2019;1.234 €;5%\n", to: "neu.csv")
        let predicted = try folder.run("predict", "m.safetensors", "neu.csv")
        #expect(predicted.status == 0, "\(predicted.errors)")
        // With the year first, no date is ambiguous.
        try folder.write("Kunde;Seit;Umsatz;Rabatt\nK1;2019-06-05;1.234 €;5%\n", to: "iso.csv")
        #expect(
            try folder.run("predict", "m.safetensors", "iso.csv", "--json").output
                == folder.run("predict", "m.safetensors", "neu.csv", "--json").output)
        try folder.write("Kunde;Seit;Umsatz;Rabatt\nK1;im Juni;1.234 €;5%\n", to: "neu.csv")
        #expect(
            try folder.run("predict", "m.safetensors", "neu.csv").errors
                == """
                error: neu.csv, line 2, column "Seit": A date such as 31.03.2022 expected, but "im Juni" found. Write it \
                as the other cells of the column, or leave its cell empty if it is missing.

                """)
    }

    @Test func datesCanBeDeclared() throws {
        let folder = try CommandFolder()
        try folder.write(
            Samples.lines(40, header: "time stamp,y") { "\(1_609_718_400 + 43_200 * $0),\($0 * 7 % 11).5" },
            to: "d.csv")
        let described = try folder.run(
            "describe", "d.csv", "--date", "time stamp format unix", "--date-features", "elapsed, weekday")
        #expect(described.output.contains("2021-01-04 12:00 to 2021-01-24 00:00  elapsed days, weekday\n"))
        try folder.write(
            "columns:\n  date: [time stamp format unix]\npreprocessing:\n  date-features: hour\n",
            to: "r.yaml")
        let recipe = try folder.run("describe", "d.csv", "--recipe", "r.yaml")
        #expect(recipe.output.contains("2021-01-04 12:00 to 2021-01-24 00:00  time of day\n"))
        let numeric = try folder.run("describe", "d.csv", "--recipe", "r.yaml", "--numeric", "time stamp")
        #expect(numeric.output.contains("time stamp  numeric"))
    }

    @Test func theOtherReadingIsNamedWithItsOption() throws {
        let folder = try CommandFolder()
        try folder.write(
            Samples.lines(30, header: "a,price") { "\($0 * 7 % 11).5,\"\(100 + $0),50\($0 % 10)\"" },
            to: "d.csv")
        let described = try folder.run("describe", "d.csv")
        #expect(
            described.output.contains("\nTarget:   price: 101501 to 130500, "),
            "\(described.output)")
        #expect(
            described.errors.contains(
                """
                note: column "price": Numbers, commas group thousands. The comma might also be the decimal mark: every value \
                with one has three digits after it. (--decimal-comma)

                """), "\(described.errors)")
        let decimal = try folder.run("describe", "d.csv", "--decimal-comma")
        #expect(decimal.output.contains("\nTarget:   price: 101.5 to 130.5, mean 116"), "\(decimal.output)")
    }

    @Test func aTextAmongThePricesOfTheTargetIsNamed() throws {
        let folder = try CommandFolder()
        try folder.write(
            Samples.lines(40, header: "a,price") {
                "\($0 * 7 % 11).5,\($0 == 20 ? "call us" : "$\($0 + 10).50")"
            },
            to: "d.csv")
        let trained = try folder.run("train", "d.csv", "-o", "m.safetensors")
        #expect(trained.status != 0)
        #expect(
            trained.errors == """
                error: d.csv, line 21, column "price": 1 of 40 values does not fit the others, which are numbers with $; the \
                first is "call us". The column is read as text. Correct it, or leave its cell empty if it is missing. \
                Otherwise name another column as the target.

                """)
    }
}
