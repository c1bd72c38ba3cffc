import Backprop
import Testing

/// A model keeps how its training table was read, as far as that differs from the defaults.
@Suite struct RememberedReadingTests {
    private func fitted(_ text: String, _ options: ReadingOptions) throws -> Preprocessor {
        let table = try Table(reading: Array(text.utf8), source: "FILE", options: options)
        let schema = try Schema(inferring: table)
        let encoding: TargetEncoding = schema.task == .regression ? .numeric : .oneHot
        return try Preprocessor(fitting: table, schema: schema, targetEncoding: encoding)
    }

    @Test func defaultsAreNotKept() throws {
        let preprocessor = try fitted("a,y\n1,0.5\n2,1.5\n4,2.5\n", ReadingOptions())
        #expect(preprocessor.reading == nil)
        #expect(try !JSONValue(encoding: preprocessor).text().contains("reading"))
        #expect(
            preprocessor.readingOptions
                == {
                    var options = ReadingOptions()
                    options.expectedNames = ["a"]
                    return options
                }())
    }

    @Test func explicitSettingsAreKept() throws {
        var options = ReadingOptions(
            hasHeader: true, decimalMark: .point, thousandsSeparator: .comma, encoding: .latin1,
            commentPrefix: "%", missingTokens: ["", "none"], maximumRowLength: 1000)
        let preprocessor = try fitted("a,y\n\"1,000\",0.5\n2,1.5\n4,2.5\n", options)
        let copy = try JSONValue(encoding: preprocessor).decode(Preprocessor.self)
        #expect(copy == preprocessor)
        // A property that detection finds anyway is not kept.
        (options.hasHeader, options.decimalMark) = (nil, nil)
        // A later text may be in UTF-8.
        (options.encoding, options.expectedEncoding) = (nil, .latin1)
        options.expectedNames = ["a"]
        #expect(copy.readingOptions == options)
        options.commentPrefix = nil
        let without = try fitted("a,y\n1,0.5\n2,1.5\n", options)
        #expect(without.readingOptions.commentPrefix == nil)
    }

    @Test func numbersAsNamesAreAHeaderIfTheModelKnowsThem() throws {
        let text = "2019,2020,2021\n100,200,300\n101,203,304\n102,206,308\n"
        let preprocessor = try fitted(text, ReadingOptions(hasHeader: true))
        let table = try preprocessor.table(reading: Array("2019,2020\n100,200\n".utf8), source: "FILE")
        #expect(table.rowCount == 1)
        #expect(table.columns.map(\.name) == ["2019", "2020"])
    }

    @Test(arguments: [
        ("red,1.5\nblue,2.5\n", 2), ("colour,size\nred,1.5\n", 1), ("red\nblue\n", 2), ("colour\nred\n", 1),
    ])
    func rowsOfATableWithoutHeaderStayRows(_ text: String, _ rows: Int) throws {
        let training =
            text.contains(",") ? "red,1.5,2.5\nblue,2.5,3.5\nred,3.5,4.5\n" : "red,2.5\nblue,3.5\nred,4.5\n"
        let preprocessor = try fitted(training, ReadingOptions(hasHeader: false))
        #expect(try preprocessor.table(reading: Array(text.utf8), source: "FILE").rowCount == rows)
    }

    @Test func utf8IsRecognizedWhereAnotherEncodingIsExpected() throws {
        var options = ReadingOptions(encoding: .windows1252)
        let latin: [UInt8] = Array("Gr".utf8) + [0xF6, 0xDF] + Array("e,y\n1,0.5\n2,1.5\n4,2.5\n".utf8)
        let table = try Table(reading: latin, source: "FILE", options: options)
        #expect(table.columns[0].name == "Größe")
        let preprocessor = try Preprocessor(
            fitting: table, schema: Schema(inferring: table), targetEncoding: .numeric)
        let text = "Größe,y\n1,0.5\n2,1.5\n"
        for bytes in [Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8)] {
            let other = try preprocessor.table(reading: bytes, source: "FILE")
            #expect(other.columns[0].name == "Größe")
            #expect(
                other.notices.map(\.description) == [
                    "The text is read as UTF-8, which its characters are, though the training table was in Windows-1252."
                ])
        }
        #expect(try preprocessor.table(reading: latin, source: "FILE").columns[0].name == "Größe")
        #expect(try preprocessor.table(reading: latin, source: "FILE").notices.isEmpty)
        options.encoding = nil
        #expect(throws: TableError.self) { try Table(reading: latin, source: "FILE", options: options) }
    }
}
