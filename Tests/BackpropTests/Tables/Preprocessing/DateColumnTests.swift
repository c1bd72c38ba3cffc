import Testing

@testable import Backprop

/// Dates as features.
@Suite struct DateColumnTests {
    /// A log with a row every six hours from 2021-01-04, a Monday.
    private func log(days: Int, hours: Int = 6) -> String {
        var text = "time,load\n"
        for step in 0..<(days * 24 / hours) {
            let (day, hour) = (step * hours / 24, step * hours % 24)
            let date = CivilDate.text(ofDay: 18_631 + day)
            text += "\(date) \(hour < 10 ? "0" : "")\(hour):00,\(Double(step % 7) + 0.5)\n"
        }
        return text
    }

    private func values(_ text: String, by preprocessor: Preprocessor) throws -> EncodedFeatures<Double> {
        let table = try preprocessor.table(reading: Array(text.utf8), source: "NEW")
        return try preprocessor.features(from: table, as: Double.self)
    }

    @Test func aColumnOfDifferentDatesIsADateAndNotAnIdentifier() throws {
        let schema = try Schema(inferring: table(log(days: 20)))
        #expect(schema.columns[0].role == .date)
        #expect(schema.columns[0].dates?.earliest == "2021-01-04 00:00")
        #expect(schema.columns[0].dates?.latest == "2021-01-23 18:00")
        #expect(
            schema.table(settings: PreprocessingSettings()).split(separator: "\n")[1]
                == "time    date          0        80  2021-01-04 00:00 to 2021-01-23 18:00  elapsed days, time of day, weekday"
        )
    }

    @Test(arguments: [
        (1, [DateFeature.elapsed]), (2, [.elapsed, .hour]), (15, [.elapsed, .hour, .weekday]),
        (731, [.elapsed, .hour, .weekday, .year]),
    ])
    func theSpanDecidesOnTheFeatures(_ days: Int, _ features: [DateFeature]) throws {
        #expect(try fittedPreprocessor(log(days: days)).columns[0].dates?.features == features)
    }

    @Test func datesWithoutTimesHaveNoTimeOfDay() throws {
        let features = try fittedPreprocessor(log(days: 20, hours: 24)).columns[0].dates?.features
        #expect(features == [.elapsed, .weekday])
    }

    @Test func onlyTheRowsThatAreLearnedFromDecide() throws {
        let preprocessor = try fittedPreprocessor(log(days: 20), rows: Array(0..<8))
        #expect(preprocessor.columns[0].dates?.features == [.elapsed, .hour])
        #expect(preprocessor.columns[0].dates?.maximum == 1_609_869_600.0)
    }

    @Test func featuresAreDaysAndCircles() throws {
        let settings = PreprocessingSettings(scaling: .none)
        let preprocessor = try fittedPreprocessor(log(days: 731), ColumnSelection(), settings)
        #expect(
            preprocessor.featureNames == [
                "time (elapsed days)", "time (time of day, sine)", "time (time of day, cosine)",
                "time (weekday, sine)",
                "time (weekday, cosine)", "time (day of the year, sine)", "time (day of the year, cosine)",
            ])
        let row = try values("time\n2021-01-05T06:00\n", by: preprocessor).values
        let expected = [1.25, 1, 0, 0.7818314824680298, 0.6234898018587336]
        #expect(zip(row, expected).allSatisfy { abs($0 - $1) < 1e-12 })
        #expect(abs(row[5] * row[5] + row[6] * row[6] - 1) < 1e-12)
    }

    @Test func datesBeyondTheRangeCountAsTheNearestAndAreReported() throws {
        let preprocessor = try fittedPreprocessor(log(days: 20))
        let last = try values("time\n2021-01-23T18:00\n", by: preprocessor)
        let later = try values("time\n2031-01-23T18:00\n", by: preprocessor)
        #expect(last.values[0] == later.values[0])
        #expect(last.report.notices.isEmpty)
        #expect(
            later.report.notices == [
                "1 number outside of the range seen in training (column \"time\").",
                "1 row far outside of the range seen in training (line 2): predictions there are not reliable.",
            ])
    }

    @Test func unusualDatesAreNamedWithTheirRows() throws {
        let preprocessor = try fittedPreprocessor(log(days: 20))
        let text = "time,more\n2021-01-10T06:00,1\n2021-02-01,1\n2020-12-31,1\n2031-01-23,1\n1999-01-01,1\n"
        let encoded = try preprocessor.features(
            from: preprocessor.table(reading: Array(text.utf8), source: "NEW"), as: Double.self,
            collectsUnusualValues: true)
        #expect(
            encoded.report.unusualValues.map { $0.map(\.description) } == [
                [], ["time (above)"], ["time (below)"], ["time (far above)"], ["time (far below)"],
            ])
    }

    @Test func missingDatesAreNamedWithTheirRows() throws {
        let preprocessor = try fittedPreprocessor(
            "a,b,y\n2021-01-04 08:00,1,0.5\n2021-01-06,2,1.5\n2021-01-08 10:00,3,2.5\n")
        let encoded = try preprocessor.features(
            from: preprocessor.table(reading: Array("a,b\n,1\n2021-01-06 09:00,1\n".utf8), source: "NEW"),
            as: Double.self, collectsUnusualValues: true)
        #expect(encoded.report.unusualValues.map { $0.map(\.description) } == [["a (missing)"], []])
    }

    @Test func missingDatesAreFilledIn() throws {
        let settings = PreprocessingSettings(missingIndicators: true)
        let preprocessor = try fittedPreprocessor(
            "a,b,y\n2021-01-04 08:00,1,0.5\n,2,1.5\n2021-01-08 10:00,3,2.5\n", .init(), settings)
        let encoded = try values("a,b\n,1\n2021-01-06 09:00,1\n", by: preprocessor)
        #expect(encoded.report.filledCount == 1)
        #expect(preprocessor.featureNames.prefix(4).last == "a (missing)")
        #expect(encoded.values.prefix(4) == [encoded.values[5], 0, 0, 1])
    }

    @Test func aModelKeepsTheFormat() throws {
        let text = "sold,y\n" + (1...28).map { "0\(1 + $0 % 9)/\($0)/2022,\($0).5\n" }.joined()
        let preprocessor = try JSONValue(encoding: fittedPreprocessor(text)).decode(Preprocessor.self)
        #expect(preprocessor.columns[0].format == .date(.monthDayYear))
        // Alone, these cells would have the day first.
        let some = try values(
            "sold\n13/01/2022\n",
            by: fittedPreprocessor(text.replacing(/0(\d)\/(\d+)\//) { "\($0.2)/0\($0.1)/" }))
        let same = try values("sold\n01/13/2022\n", by: preprocessor)
        #expect(some.values == same.values)
        #expect {
            try values("sold\n13/01/2022\n", by: preprocessor)
        } throws: { error in
            "\(error)" == """
                NEW, line 2, column "sold": A date such as 3/31/2022 expected, but "13/01/2022" found. Write it as the \
                other cells of the column, or leave its cell empty if it is missing.
                """
        }
    }

    @Test func declaredNumbersAreDates() throws {
        let text = "ts,y\n" + (0..<40).map { "\(1_609_718_400 + 43_200 * $0),\($0).5\n" }.joined()
        let selection = ColumnSelection(dates: [DateColumn("ts", format: .unix)])
        let preprocessor = try fittedPreprocessor(text, selection)
        #expect(preprocessor.columns[0].dates?.features == [.elapsed, .hour, .weekday])
        let schema = try Schema(inferring: table(text), selection: selection)
        #expect(schema.columns[0].dates?.latest == "2021-01-23 12:00")
        #expect(ColumnSelection(complete: schema).dates == selection.dates)
        #expect(try Schema(inferring: table(text)).columns[0].role == .numeric)
    }

    @Test func aDeclaredColumnOfOtherTextsIsAnError() throws {
        let table = try table("a,y\n31.03.2022,1\n01.04.2022,2\n02.04.2022,3\nsoon,4\n")
        #expect {
            try Schema(
                inferring: table, selection: ColumnSelection(dates: [DateColumn("a", format: .dayMonthYear)]))
        } throws: { error in
            "\(error)" == """
                FILE, line 5, column "a": A date such as 31.03.2022 expected, but "soon" found. Correct it, leave its cell \
                empty, or declare the format that the column has.
                """
        }
        #expect(throws: SchemaError.self) {
            try Schema(inferring: table, selection: ColumnSelection(dates: [DateColumn("y")]))
        }
    }

    @Test func chosenFeaturesAreUsed() throws {
        let settings = PreprocessingSettings(dateFeatures: [.weekday])
        let preprocessor = try fittedPreprocessor(log(days: 20), ColumnSelection(), settings)
        #expect(preprocessor.featureNames == ["time (weekday, sine)", "time (weekday, cosine)"])
        let copy = try JSONValue(encoding: settings).decode(PreprocessingSettings.self)
        #expect(copy == settings)
        #expect(try !JSONValue(encoding: PreprocessingSettings()).text().contains("dateFeatures"))
        #expect(throws: PreprocessingError.self) {
            try fittedPreprocessor(
                log(days: 20), ColumnSelection(), PreprocessingSettings(dateFeatures: [.hour, .hour]))
        }
    }

    @Test func explicitRolesTakeDatesAsTexts() throws {
        let text = "day,y\n" + (0..<20).map { "2021-01-0\(1 + $0 % 3),\($0).5\n" }.joined()
        let schema = try Schema(inferring: table(text), selection: ColumnSelection(categorical: ["day"]))
        #expect(schema.columns[0].role == .categorical)
        #expect(schema.columns[0].distinctCount == 3)
        #expect(throws: SchemaError.self) {
            try Schema(inferring: table(text), selection: ColumnSelection(numeric: ["day"]))
        }
    }
}
