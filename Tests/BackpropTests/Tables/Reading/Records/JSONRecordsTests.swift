import Testing

@testable import Backprop

/// Tables from JSON: an array of objects, or one object after another.
@Suite struct JSONRecordsTests {
    @Test func readsAnArrayOfObjects() throws {
        let table = try table("[\n {\"a\": 1, \"b\": \"x\"},\n {\"a\": 2.50, \"b\": \"y\"}\n]\n")
        #expect(table.columns.map(\.name) == ["a", "b"])
        #expect(cells(table) == [["1", "x"], ["2.50", "y"]])
        #expect(table.format.form == .json)
        #expect("\(table.format)" == "JSON, an array of objects")
        #expect("\(table.location(ofRow: 1))" == "element 2")
        #expect(try table.columns[0].numbers(as: Double.self) == [1, 2.5])
    }

    @Test func readsLines() throws {
        let table = try table("{\"a\": 1}\r\n\n{\"a\": null, \"b\": true}\n{\"b\":false,\"a\":-1e-3}")
        #expect(table.columns.map(\.name) == ["a", "b"])
        #expect(cells(table) == [["1", nil], [nil, "true"], ["-1e-3", "false"]])
        #expect(table.format.form == .jsonLines)
        #expect("\(table.location(ofRow: 1))" == "line 3")
    }

    @Test func readsObjectsOfSeveralLines() throws {
        let table = try table("{\n \"a\": 1\n}\n{\n \"a\": 2\n}\n")
        #expect(cells(table) == [["1"], ["2"]])
        #expect(table.line(ofRow: 1) == 4)
    }

    @Test func flattensObjects() throws {
        let table = try table(#"[{"p": {"x": 1, "q": {"y": "z"}}, "e": {}}, {"p": {"x": 2}}]"#)
        #expect(table.columns.map(\.name) == ["p.x", "p.q.y"])
        #expect(cells(table) == [["1", "z"], ["2", nil]])
    }

    @Test func keepsArraysAsText() throws {
        let table = try table(#"[{"t": [1, "a"], "n": 1}, {"t": [], "n": 2}]"#)
        #expect(cells(table) == [[#"[1,"a"]"#, "1"], ["[]", "2"]])
        #expect(
            table.notices.map(\.description).contains(
                "column \"t\", element 1: There are arrays in this column, kept as their JSON text."))
    }

    @Test func decodesStrings() throws {
        let table = try table(
            #"{"\u00e4": "a\"b\\\/\n\ud83d\ude00", "k": "\ud800x", "n": "12345678901234567890"}"#)
        #expect(table.columns.map(\.name) == ["ä", "k", "n"])
        #expect(cells(table) == [["a\"b\\/\n😀", "\u{FFFD}x", "12345678901234567890"]])
    }

    @Test func takesWhatProgramsWriteForNoNumber() throws {
        #expect(
            cells(try table("{\"a\": NaN, \"b\": 1}\n{\"a\": 5, \"b\": 2}\n")) == [[nil, "1"], ["5", "2"]])
    }

    @Test func writesNumbersWithTheDecimalMarkOfTheTexts() throws {
        var options = ReadingOptions()
        options.decimalMark = .comma
        let table = try table(#"[{"a": 1.5, "b": "2,5"}, {"a": 2, "b": "3"}]"#, options)
        #expect(try table.columns[0].numbers(as: Double.self) == [1.5, 2])
        #expect(try table.columns[1].numbers(as: Double.self) == [2.5, 3])
    }

    @Test func leavesOutWhatTheOptionsLeaveOut() throws {
        var options = ReadingOptions()
        (options.skippedLineCount, options.skippedFooterLineCount) = (1, 1)
        #expect(
            cells(try table("{\"title\": 0}\n{\"a\": 1}\n{\"a\": 2}\n{\"a\": 3}\n", options)) == [
                ["1"], ["2"],
            ])
        options = ReadingOptions()
        options.maximumRowCount = 1
        #expect(cells(try table("{\"a\": 1}\n{\"b\": 2}\nnot examined", options)) == [["1"]])
    }

    @Test func leavesOutBadRecords() throws {
        var options = ReadingOptions()
        options.badRows = .skip
        let table = try table("{\"a\": 1}\n{\"a\": }\n7\n{\"a\": 4\n{\"a\": 5}\n", options)
        #expect(cells(table) == [["1"], ["5"]])
        #expect(table.format.skippedRows.count == 3)
        #expect(
            table.notices.map(\.description) == [
                "3 rows left out that cannot be used: line 2: In JSON, a value was expected, but '}' found. line 3: "
                    + "An object such as {\"a\": 1} was expected, but '7' found. line 4: In JSON, ',' or '}' was "
                    + "expected, but the end of the record found."
            ])
    }

    private static let faults: [(String, String)] = [
        (
            "{\"a\": 1}\n{\"a\": 1, \"a\": 2}\n",
            "FILE, line 2: The key \"a\" comes twice in the record. Correct it, or leave out rows that cannot be used."
        ),
        (
            "[{\"a\": 1},\n\n {\"a\": 1,\n \"b\" 2}]",
            "FILE, element 2: In JSON, ':' was expected, but '2' found (line 4). Correct it, or leave out rows that "
                + "cannot be used."
        ),
        (
            "{\"a\": 1}\n{\"a\": 01x}\n",
            "FILE, line 2: In JSON, ',' or '}' was expected, but 'x' found. Correct it, or leave out rows that cannot "
                + "be used."
        ),
        (
            "{\"rows\": 1, \"data\": [{\"a\": 1}]}",
            "FILE, line 1: The array at \"data\" holds objects, which fit no cell. If they are the records, write them "
                + "alone: jq '.data' FILE > NEW."
        ),
        (
            "[[1, 2], [3, 4]]",
            "FILE, element 1: An object such as {\"a\": 1} was expected, but '[' found (line 1). Each record is an "
                + "object, with a key for each column."
        ),
        (
            "[{\"a\": 1}",
            "FILE, line 1: The file ends inside the array that it begins with. It was cut short: copy or download it "
                + "again."
        ),
        (
            "[{\"a\": 1}]\n{",
            "FILE, line 2: In JSON, the end of the file after the array was expected, but '{' found. Correct the line, "
                + "or write the file again."
        ),
        ("[]", "FILE: Records expected, but there are none with a key. Check the file."),
        ("{}\n{}\n", "FILE: Records expected, but there are none with a key. Check the file."),
        (
            "{\"a\": \"\\u0000\"}",
            "FILE, line 1: A string contains the zero character. Correct it, or leave out rows that cannot be used."
        ),
        (
            "{\"a\": \"x\\q\"}",
            "FILE, line 1: A backslash must be followed by one of \" \\ / b f n r t or u and four hex digits. Correct "
                + "it, or leave out rows that cannot be used."
        ),
    ]

    @Test(arguments: faults)
    func namesFaults(_ text: String, _ message: String) throws {
        let error = #expect(throws: TableError.self) { try table(text) }
        #expect(error?.description == message)
    }

    @Test func refusesDeepNesting() throws {
        let deep = String(repeating: "{\"a\":", count: 5000) + "1" + String(repeating: "}", count: 5000)
        let error = #expect(throws: TableError.self) { try table(deep) }
        #expect(
            error?.problem == "Arrays and objects nest deeper than \(JSONValue.nestingLimit) levels.")
        let arrays = "{\"a\":" + String(repeating: "[", count: 5000)
        #expect(throws: TableError.self) { try table(arrays) }
    }

    @Test func refusesRecordsWithoutCommonKeys() throws {
        let text = (0..<2000).map { "{\"k\($0)\": 1}\n" }.joined()
        var options = ReadingOptions()
        options.maximumEmptyCellCount = 1 << 16
        let error = #expect(throws: TableError.self) { try table(text, options) }
        #expect(
            error?.description
                == "FILE: A table was expected, but of 2000 columns and 33 rows hardly a cell in a thousand holds a value. If "
                + "the names of columns are data themselves, bring them into a column of their own.")
    }

    @Test func refusesADelimiter() throws {
        let error = #expect(throws: TableError.self) {
            try table("[{\"a\": 1}]", ReadingOptions(delimiter: .semicolon))
        }
        #expect(
            error?.description
                == "FILE: The delimiter semicolon was set, but the file is JSON, which has none. Leave the delimiter out."
        )
    }

    @Test func namesTheRecordOfAWrongNumber() throws {
        let table = try table("[{\"a\": 1}, {\"a\": \"x\"}]")
        let error = #expect(throws: TableError.self) { try table.columns[0].numbers(as: Double.self) }
        #expect(
            error?.description.hasPrefix("FILE, element 2, column \"a\": A number expected, but \"x\" found.")
                == true)
    }
}
