import Testing

@testable import Backprop

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A model reads columns of formatted numbers as its training table.
@Suite struct FormattedColumnTests {
    private let training = """
        product;price;share;sold
        chair;1.234,50 €;5%;12
        table;2.500,00 €;7%;10
        lamp;89,90 €;12%;31
        chair;1.100,00 €;6%;15
        lamp;95,00 €;11%;28

        """

    private func fitted(_ text: String, _ selection: ColumnSelection = ColumnSelection()) throws
        -> Preprocessor
    {
        let table = try Table(reading: Array(text.utf8), source: "FILE")
        let schema = try Schema(inferring: table, selection: selection)
        return try Preprocessor(fitting: table, schema: schema, targetEncoding: .numeric)
    }

    private func values(_ text: String, by preprocessor: Preprocessor) throws -> [Double] {
        let table = try preprocessor.table(reading: Array(text.utf8), source: "NEW")
        return try preprocessor.features(from: table, as: Double.self).values
    }

    @Test func formattedColumnsAreNumericFeatures() throws {
        let preprocessor = try fitted(training)
        #expect(
            preprocessor.featureNames == ["product=chair", "product=lamp", "product=table", "price", "share"])
        #expect(preprocessor.columns[1].numeric?.maximum == 2500)
        #expect(
            preprocessor.columns[1].format
                == .number(NumberFormat(suffix: "€", decimalMark: .comma, thousandsSeparator: .point)))
    }

    @Test func laterRowsAreReadInTheSameFormat() throws {
        let preprocessor = try JSONValue(encoding: fitted(training)).decode(Preprocessor.self)
        let plain = try fitted(
            "product,price,share,sold\nchair,1234.5,5,12\ntable,2500,7,10\nlamp,89.9,12,31\nchair,1100,6,15\nlamp,95,11,28\n"
        )
        // Alone, the digits of this row would be read with a decimal point.
        let row = try values("product;price;share\nlamp;1.234 €;8%\n", by: preprocessor)
        #expect(try row == values("product,price,share\nlamp,1234,8\n", by: plain))
    }

    @Test func aCellThatDoesNotFitIsAnError() throws {
        let preprocessor = try fitted(training)
        #expect {
            try values("product;price;share\nlamp;89,90 €;8%\nlamp;12,00 $;8%\n", by: preprocessor)
        } throws: { error in
            "\(error)" == """
                NEW, line 3, column "price": A number such as 1.234,5 € expected, but "12,00 $" found. Write it as the \
                other cells of the column, or leave its cell empty if it is missing.
                """
        }
    }

    @Test func aColumnOfPlainNumbersStaysPlain() throws {
        let preprocessor = try fitted("a,y\n1,0.5\n2,1.5\n4,2.5\n")
        #expect {
            try values("a\n$1\n$2\n", by: preprocessor)
        } throws: { error in
            "\(error)" == """
                NEW, line 2, column "a": A number expected, but "$1" found. Training had numbers in this column. Correct \
                the value, or leave its cell empty if it is missing.
                """
        }
        #expect(try !JSONValue(encoding: preprocessor).text().contains("format"))
    }

    @Test func missingCellsAreFilledIn() throws {
        let preprocessor = try fitted(training)
        let table = try preprocessor.table(
            reading: Array("product;price;share\nlamp;;8%\n".utf8), source: "NEW")
        let features = try preprocessor.features(from: table, as: Double.self)
        #expect(features.report.filledCount == 1)
        #expect(features.values[3] == 0 || features.values[3].isFinite)
    }

    @Test func aCategoricalColumnKeepsItsTexts() throws {
        let preprocessor = try fitted(training, ColumnSelection(categorical: ["share"]))
        #expect(preprocessor.columns[2].categories?.labels == ["11%", "12%", "5%", "6%", "7%"])
        #expect(preprocessor.columns[2].format == nil)
        let row = try values("product;price;share\nlamp;1.234 €;5%\n", by: preprocessor)
        #expect(row.suffix(5) == [0, 0, 1, 0, 0])
    }

    @Test func aTargetWithACurrencyIsPredictedAsANumber() throws {
        let text = "rooms,price\n" + (1...30).map { "\($0),\"$\(100 + $0),\(500 - $0)\"\n" }.joined()
        let table = try Table(reading: Array(text.utf8), source: "FILE")
        let schema = try Schema(inferring: table)
        #expect(schema.task == .regression)
        let preprocessor = try fitted(text)
        #expect(try preprocessor.targetValues(from: table, rows: [0, 1]) == [101_499, 102_498])
    }

    @Test func weightsMayHaveAUnit() throws {
        let text = "a,w,y\n1,2 x,0.5\n2,1 x,1.5\n4,1 x,2.5\n"
        let preprocessor = try fitted(text, ColumnSelection(weight: "w"))
        let table = try preprocessor.table(reading: Array(text.utf8), source: "FILE")
        #expect(try preprocessor.rowWeights(from: table) == [2, 1, 1])
    }

    @Test func aFirstRowOfNumbersIsNotAHeader() throws {
        let table = try Table(
            reading: Array("$5,1\n$6,2\n$7.5,3\n".utf8), source: "FILE",
            options: ReadingOptions(hasHeader: false))
        let preprocessor = try Preprocessor(
            fitting: table, schema: Schema(inferring: table), targetEncoding: .numeric)
        #expect(try preprocessor.table(reading: Array("$8,1\n$9,2\n".utf8), source: "NEW").rowCount == 2)
        #expect(try preprocessor.table(reading: Array("price,y\n$9,2\n".utf8), source: "NEW").rowCount == 1)
    }

    @Test func cellsInAFileAreReadAlike() throws {
        let path = "/tmp/backprop-formatted-\(UInt64.random(in: 0 ... .max)).csv"
        let rows = (0..<5000).map { "$\($0 % 97).25,\($0 % 7 == 0 ? "" : "\($0 % 11) kg"),\($0)\n" }.joined()
        try AtomicFile.write(Array("price,weight,y\n\(rows)".utf8), to: path)
        defer { unlink(path) }
        let (inMemory, inFile) = (
            try Table(contentsOf: path), try Table(contentsOf: path, scratchFolder: "/tmp")
        )
        #expect(inFile.columns.map(\.format) == inMemory.columns.map(\.format))
        let schema = try Schema(inferring: inFile)
        #expect(try schema == Schema(inferring: inMemory))
        let preprocessor = try Preprocessor(fitting: inFile, schema: schema, targetEncoding: .numeric)
        #expect(
            try preprocessor.features(from: inFile, as: Float.self).values
                == preprocessor.features(from: inMemory, as: Float.self).values)
    }
}
