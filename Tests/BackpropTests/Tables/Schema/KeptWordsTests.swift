import Backprop
import Testing

/// Texts that mean a missing value in one column and are a category in another.
@Suite struct KeptWordsTests {
    private func table(_ values: [String], _ target: [String], _ options: ReadingOptions = .init()) throws
        -> Table
    {
        let lines = zip(values, target).map { "\($0),\($1)" }
        return try Table(
            reading: Array(("x,y\n" + lines.joined(separator: "\n") + "\n").utf8), source: "data.csv",
            options: options)
    }

    private let numbers = (0..<40).map { "\($0 * 7919 % 10_007).5" }

    @Test(arguments: [("+", "-"), ("yes", "None"), ("south", "NA"), ("!", "?"), ("text", "null")])
    func aTextForMissingIsAClass(_ first: String, _ second: String) throws {
        let labels = (0..<40).map { $0 % 3 == 0 ? second : first }
        let table = try table(numbers, labels)
        let schema = try Schema(inferring: table)
        #expect(schema.classLabels == [first, second].sorted())
        #expect(schema.rowsWithTargets(in: table).count == 40)
        #expect(
            schema.notices == [
                "Target \"y\": \"\(second)\" in 14 rows is taken as a class. If it means that the value is missing, list "
                    + "\"\(second)\" as a text for a missing value."
            ])
        let preprocessor = try Preprocessor(fitting: table, schema: schema, targetEncoding: .binary)
        let copy = try JSONValue(encoding: preprocessor).decode(Preprocessor.self)
        #expect(try copy.classIndices(from: table) == labels.map { schema.classLabels.firstIndex(of: $0)! })
    }

    @Test func aListedWordIsMissingEverywhere() throws {
        var options = ReadingOptions()
        options.alwaysMissing = ["-"]
        let table = try table(numbers, (0..<40).map { ["a", "b", "-"][$0 % 3] }, options)
        let schema = try Schema(inferring: table)
        #expect(schema.classLabels == ["a", "b"])
        #expect(schema.notices == ["Target \"y\": 13 rows without a value are left out."])
    }

    @Test func aRareTextInATargetIsMissing() throws {
        let table = try table(numbers, (0..<40).map { $0 == 7 ? "NA" : ["a", "b"][$0 % 2] })
        let schema = try Schema(inferring: table)
        #expect(schema.classLabels == ["a", "b"])
        #expect(
            schema.notices == [
                "Target \"y\": \"NA\" in 1 row is taken for a missing value. If it is a class, take \"NA\" off the texts for "
                    + "a missing value.",
                "Target \"y\": 1 row without a value is left out.",
            ])
    }

    @Test func aTextThatManyRowsShareIsACategory() throws {
        let values = (0..<40).map { ["Gd", "NA", "Ex", "Po"][$0 % 4] }
        let table = try table(values, numbers)
        let schema = try Schema(inferring: table)
        #expect(schema.columns[0].missingCount == 0)
        #expect(schema.columns[0].distinctCount == 4)
        let preprocessor = try Preprocessor(fitting: table, schema: schema, targetEncoding: .numeric)
        #expect(preprocessor.featureNames == ["x=Ex", "x=Gd", "x=NA", "x=Po"])
        let features = try preprocessor.features(from: table, as: Double.self)
        #expect(features.values.prefix(8) == [0, 1, 0, 0, 0, 0, 1, 0])
        #expect(features.report.notices == [])
    }

    @Test func inNumbersItIsMissing() throws {
        let table = try table((0..<40).map { $0 % 4 == 0 ? "NA" : "\($0).5" }, numbers)
        let schema = try Schema(inferring: table)
        #expect(schema.columns[0].role == .numeric)
        #expect(schema.columns[0].missingCount == 10)
        #expect(schema.notices == [])
    }

    @Test(arguments: ["-200", "-200.0", "-2e2", "-0200"]) func numbersMatchByValue(_ token: String) throws {
        let options = ReadingOptions(missingTokens: ["", token])
        let table = try table(
            ["-200.00", "-200", "-20", "-200.1", " -2.0E+2"], ["1", "2", "3", "4", "5"], options)
        #expect(table.columns[0].missingCount == 3)
        let numbers = try table.columns[0].numbers(as: Double.self)
        #expect(numbers.map(\.isNaN) == [true, true, false, false, true])
        #expect(numbers[2] == -20 && numbers[3] == -200.1)
        #expect((0..<5).map(table.columns[0].isMissing) == [true, true, false, false, true])
    }

    @Test func zeroAndPositiveNumbersMatchByValue() throws {
        let options = ReadingOptions(missingTokens: ["0", "999"])
        let table = try table(
            ["0.0", "-0", "+999", "0999.0", "9.99e2", "99", "1e-3"], Array(repeating: "7", count: 7), options)
        #expect((0..<7).map(table.columns[0].isMissing) == [true, true, true, true, true, false, false])
    }

    @Test func groupedNumbersMatchByValue() throws {
        let options = ReadingOptions(
            delimiter: .semicolon, thousandsSeparator: .comma, missingTokens: ["9999"])
        let text = "x;y\n9,999;1\n1,000;2\n9999.0;3\n"
        let table = try Table(reading: Array(text.utf8), source: "data.csv", options: options)
        #expect((0..<3).map(table.columns[0].isMissing) == [true, false, true])
    }

    @Test func aTextThatNeverOccursIsRemarkedOn() throws {
        let table = try table(numbers, numbers, ReadingOptions(missingTokens: ["", "none", "-1"]))
        #expect(
            table.notices.map(\.description) == [
                "No cell holds \"none\", which is listed as a text for a missing value. Check its spelling; case matters.",
                "No cell holds \"-1\", which is listed as a text for a missing value. Check its spelling; case matters.",
            ])
        #expect(
            try self.table(["-1.0", "2"], ["1", "2"], ReadingOptions(missingTokens: ["-1"])).notices.isEmpty)
    }
}
