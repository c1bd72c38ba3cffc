import Backprop
import Testing

/// The error of each damaged input, word for word.
@Suite struct TableErrorTests {
    private static let damaged: [(String, String)] = [
        ("", "FILE: Rows expected, but the file is empty. Check the file."),
        (
            "a,b\n",
            """
            FILE: Rows expected, but there is only a header (line 1). If line 1 is a row of data, read the \
            file without a header.
            """
        ),
        ("\n\n\r\n", "FILE: Rows expected, but all 3 lines are blank. Check the file."),
        (
            "# a\n\n",
            """
            FILE: Rows expected, but there are only comments and blank lines (2 lines). If rows begin \
            with "#", read the file without comments.
            """
        ),
        (
            "a,b\n1,\"x\n2,y\n3,z\n",
            """
            FILE, line 2: A quote opened here is never closed. Close it, or double it ("") if it belongs \
            to the text.
            """
        ),
        (
            "a,b\n1,\"x\"y\n",
            """
            FILE, line 2, column "b": A comma or the end of the line expected after the closing quote, \
            but text found. The quote was opened in this line: a quote inside quotes is written twice \
            ("").
            """
        ),
        (
            "a,b\n1,\"x\n2,\"y\"\n",
            """
            FILE, line 3, column "b": A comma or the end of the line expected after the closing quote, \
            but text found. The quote was opened in line 2: a quote inside quotes is written twice ("").
            """
        ),
        (
            "a,b\n1,2\n3\n",
            """
            FILE, line 3: 2 fields expected, as in line 1, but 1 found. A missing value still needs its \
            comma. If the fields are not separated by a comma, set the delimiter.
            """
        ),
        (
            "a,b\n1,2\n3,4,5\n",
            """
            FILE, line 3: 2 fields expected, as in line 1, but 3 found. A text that contains a comma \
            must stand in double quotes. If the fields are not separated by a comma, set the delimiter.
            """
        ),
        (
            "a,b\n1,2\n\"x\ny\",2,3\n",
            """
            FILE, line 3: 2 fields expected, as in line 1, but 3 found. A text that contains a comma \
            must stand in double quotes. The row continues to line 4 inside quotes: was a quote left open? \
            If the fields are not separated by a comma, set the delimiter.
            """
        ),
        (
            "1 2 3\n4 5 6\n7 8\n",
            """
            FILE, line 3: 3 fields expected, as in line 1, but 2 found. A missing value must be written, \
            for example as ?. If the fields are not separated by white space, set the delimiter.
            """
        ),
        (
            "a,b\n1,2,\n3,4,5\n",
            """
            FILE, line 3: An empty last field expected, as in line 2, but "5" found. The header names 2 \
            columns: name this one too, or remove its values.
            """
        ),
        (
            "a,b\n1,\u{0}\n",
            """
            FILE, line 2: Text expected, but a zero byte found at byte offset 6. The file is damaged or \
            not a text: export it again.
            """
        ),
    ]

    @Test(arguments: damaged)
    func namesTheFault(_ text: String, _ message: String) {
        let error = #expect(throws: TableError.self) { try table(text) }
        #expect(error?.description == message)
    }

    private static let utf16Remedy =
        "Convert it to UTF-8: iconv -f UTF-16 -t UTF-8 FILE > NEW, or save it as \"CSV UTF-8\"."

    @Test(
        arguments: [
            ([0xFF, 0xFE, 0x61, 0, 0x0A, 0], "is UTF-16 text (byte-order mark FF FE). " + utf16Remedy),
            ([0xFE, 0xFF, 0, 0x61, 0, 0x0A], "is UTF-16 text (byte-order mark FE FF). " + utf16Remedy),
            (
                [0x50, 0x4B, 3, 4, 1, 2],
                "is a zip archive. Unpack it and read the text inside."
            ),
            (
                [0x28, 0xB5, 0x2F, 0xFD],
                """
                is compressed with Zstandard. Decompress it first; gzip is the only compression read \
                directly.
                """
            ),
            (
                [0x42, 0x5A, 0x68, 0x39, 0x31, 0x41, 0x59, 0x26],
                """
                is compressed with bzip2. Decompress it first; gzip is the only compression read directly.
                """
            ),
        ] as [([UInt8], String)])
    func recognisesOtherFiles(_ bytes: [UInt8], _ message: String) {
        let error = #expect(throws: TableError.self) { try Table(reading: bytes, source: "FILE") }
        #expect(error?.description == "FILE: A delimited text was expected, but the file " + message)
        #expect(error?.kind == .notDelimitedText)
    }

    @Test func aHeaderMayBeginLikeBzip2() throws {
        #expect(try table("BZh,b\n1,2\n").columns[0].name == "BZh")
    }

    @Test(
        arguments: [
            ([0x61, 0, 0x2C, 0], 1, 1, "zero"), ([0x61, 0x0A, 0xFF], 2, 2, "0xFF"),
            ([0x61, 0xC3], 1, 1, "0xC3"),
            ([0x61, 0x0D, 0x0A, 0x62, 0x0D, 0xE2, 0x82, 0x0A], 3, 5, "0xE2"),
            ([0xED, 0xA0, 0x80], 1, 0, "0xED"),
            ([0xEF, 0xBB, 0xBF, 0x61, 0x0A, 0xC0, 0x80], 2, 5, "0xC0"),
        ] as [([UInt8], Int, Int, String)])
    func namesTheByteThatIsNoText(_ bytes: [UInt8], line: Int, offset: Int, byte: String) {
        let error = #expect(throws: TableError.self) { try Table(reading: bytes, source: "FILE") }
        let message =
            byte == "zero"
            ? "Text expected, but a zero byte found at byte offset \(offset). The file may be UTF-16: convert it with iconv -f UTF-16 -t UTF-8 FILE > NEW."
            : "UTF-8 expected, but byte \(byte) found at byte offset \(offset). If the file is in Latin-1 or, from Windows, in Windows-1252, set that encoding."
        #expect(error?.description == "FILE, line \(line): \(message)")
    }

    @Test func namesALongRowFarDown() {
        let text = "a,b\n" + String(repeating: "1,2\n", count: 20_000) + "\n1,2,3\n"
        let error = #expect(throws: TableError.self) { try table(text) }
        #expect(error?.line == 20_003)
        #expect(error?.kind == .raggedRow)
        #expect(error?.problem == "2 fields expected, as in line 1, but 3 found.")
    }

    @Test func refusesARowThatIsTooLong() {
        let options = ReadingOptions(maximumRowLength: 100)
        let text = "a,b\n1,\"" + String(repeating: "x\n", count: 60) + "\"\n"
        let error = #expect(throws: TableError.self) { try table(text, options) }
        #expect(
            error?.description
                == "FILE, line 2: The row that begins here is longer than 100 bytes. Is a quote left open, or is this not delimited text? If it is right, raise the limit."
        )
    }

    @Test(arguments: [
        (
            ReadingOptions(decimalMark: .point, thousandsSeparator: .point),
            """
            FILE: The point cannot both group thousands and be the decimal mark. If numbers are written \
            1.234,5, set the comma as the decimal mark.
            """
        ),
        (
            ReadingOptions(decimalMark: .comma, thousandsSeparator: .comma),
            """
            FILE: The comma cannot both group thousands and be the decimal mark. Set another \
            separator of thousands or another decimal mark.
            """
        ),
        (
            ReadingOptions(delimiter: .whitespace, thousandsSeparator: .space),
            """
            FILE: The space cannot both group thousands and separate fields. Set another separator of \
            thousands or another delimiter.
            """
        ),
        (
            ReadingOptions(encoding: .latin1),
            """
            FILE: Latin-1 was asked for, but the file begins with UTF-8's byte-order mark. Leave \
            the encoding out.
            """
        ),
    ])
    func refusesContradictions(_ options: ReadingOptions, _ message: String) {
        let error = #expect(throws: TableError.self) { try table("\u{FEFF}a,b\n1,2\n", options) }
        #expect(error?.description == message)
    }

    @Test func namesAFileThatIsNotThere() {
        let error = #expect(throws: TableError.self) { try Table(contentsOf: "/no/such/file.csv") }
        #expect(
            error?.description
                == "/no/such/file.csv: The file cannot be opened: No such file or directory. Check the path and your permission to read it."
        )
    }

    @Test func namesAFolder() {
        let error = #expect(throws: TableError.self) { try Table(contentsOf: "/") }
        #expect(error?.kind == .unreadable)
        #expect(
            error?.description == "/: A file was expected, but this is a folder. Give one of its files.")
    }

    @Test(arguments: ["https://example.org/iris.csv", "s3://bucket/iris.csv"])
    func namesAnAddress(_ path: String) {
        let error = #expect(throws: TableError.self) { try Table(contentsOf: path) }
        #expect(
            error?.description
                == "\(path): A file was expected, but this is an address. Download the file first.")
    }
}
