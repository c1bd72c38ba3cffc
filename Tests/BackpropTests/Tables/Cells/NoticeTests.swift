import Backprop
import Testing

@Suite struct NoticeTests {
    private static let manyRows = (1...20).map { "\($0),\($0)\n" }.joined()

    private static let cases: [(String, [String])] = [
        ("a,b\n1,2\n", []),
        ("a,b\nx,True\ny,yes\n", []),
        ("a,b\n1,2\n\n \n3,4\n\n5,6\n\n", ["line 3: 3 blank lines skipped, this one first."]),
        ("# by hand\n1,2\n", ["1 line before the first row skipped as comments, beginning with \"#\"."]),
        (
            "#a,b\n1,2\n",
            [
                """
                1 line before the first row skipped as comments, beginning with "#". The last one has as many fields \
                as the rows: if it is the header, take its "#" off.
                """
            ]
        ),
        (
            ",b,\n1,2,3\n",
            [
                """
                column "column 1", line 1: The header gives column 1 no name; it is called "column 1". If it numbers \
                the rows, leave it out.
                """,
                "column \"column 3\", line 1: The header gives column 3 no name; it is called \"column 3\".",
            ]
        ),
        (
            "a,b\n1,2,\n3,4,\n",
            [
                "line 2: Every row ends with a comma: the empty last field is dropped."
            ]
        ),
        (
            "a,b,\n1,2,\n",
            ["Every row ends with a comma: the empty last field is dropped."]
        ),
        (
            "1,2,\n3,4,\n",
            ["Every row ends with a comma: the empty last field is dropped."]
        ),
        (
            "a;b\n1,500;2\n",
            [
                """
                The comma was taken as the decimal mark, but every number with a comma has three digits after it. If \
                it groups thousands, set it as their separator.
                """
            ]
        ),
        (
            "a,b\n,1\nNA,2\n",
            [
                "column \"a\": No row has a value here: nothing can be learned from it, and training leaves it out."
            ]
        ),
        (
            "a,b\n\(manyRows)x,1\n",
            [
                """
                column "a", line 22: 1 of 21 values are not numbers, "x" first: the column is read as text. Correct \
                them, or list them as texts for a missing value.
                """
            ]
        ),
        (
            "a,b\n\(manyRows)A/5,1\n",
            [
                """
                column "a", line 22: 1 of 21 values are not numbers, "A/5" first: the column is read as text. Correct \
                them, or take the column as text.
                """
            ]
        ),
        (
            "a,2\n\(manyRows)",
            [
                """
                column "column 1", line 1: 1 of 21 values are not numbers, "a" first: the column is read as text. If \
                this line is the header, read the file with a header.
                """
            ]
        ),
        (
            "a,b\n\"1,234\",2\n12,3\n",
            [
                """
                column "a": Numbers, commas group thousands. The comma might also be the decimal mark: every value with \
                one has three digits after it.
                """
            ]
        ),
        (
            "a,b\n\"1,23\",2\n",
            [
                "column \"a\": Numbers, the comma is the decimal mark."
            ]
        ),
        (
            "a;b\n1.234,5;2\n",
            [
                "column \"a\": Numbers, points group thousands."
            ]
        ),
        (
            "a,b\n1,2\n9007199254740993,3\n",
            [
                """
                column "a", line 3: 9007199254740993 is a whole number that Double cannot hold exactly. If it is an \
                identifier, leave the column out.
                """
            ]
        ),
        ("a,b\n9007199254740994,3\n", []), ("a,b\n18014398509481984,3\n", []), ("a,b\n0.5,3\n", []),
        ("a,b\n0,3\n", []),
        (
            "a,b\n1,2\n00123,3\n",
            [
                """
                column "a", line 3: "00123" begins with a zero, as identifiers do; as a number it loses it. If it is \
                one, take the column as text, or leave it out.
                """
            ]
        ),
        (
            "a,b\n1e309,2\n",
            [
                "column \"a\", line 2: 1e309 is too large for Double. Correct it, or leave the column out."
            ]
        ),
        (
            "a,b\n1e-400,2\n",
            ["column \"a\", line 2: 1e-400 is too small for Double: as a number it is zero."]
        ),
        (
            "a, b\nx, y\nz,w\n",
            [
                "column \"b\", line 2: \" y\" has blanks at its ends, which are left out."
            ]
        ),
    ]

    @Test func mentionsBlanksAroundTextsOnce() throws {
        let notices = try table("a,b\nx, y \n z,w\n").notices
        #expect(
            notices.map(\.description) == [
                "column \"a\", line 3: \" z\" has blanks at its ends, which are left out."
            ])
    }

    @Test func namesDigitsGroupedByBlanks() throws {
        let text = "a;b\n1\u{A0}100;x\n2\u{202F}200;y\n"
        #expect(
            try table(text).notices.map(\.description) == ["column \"a\": Numbers, blanks group thousands."])
    }

    @Test(arguments: cases)
    func reportsNotices(_ text: String, _ messages: [String]) throws {
        #expect(try table(text).notices.map(\.description) == messages)
    }

    @Test func namesATextFarDownANumericColumn() throws {
        let text = "a,b\n" + String(repeating: "1,2\n", count: 20_000) + "abc,2\n"
        let table = try table(text)
        #expect(table.notices.map(\.line) == [20_002])
        let error = #expect(throws: TableError.self) { try table.columns[0].numbers(as: Double.self) }
        #expect(
            error?.description == """
                FILE, line 20002, column "a": A number expected, but "abc" found. Correct it, list it as a text for a \
                missing value, or take the column as text.
                """)
        #expect(error?.option == .either([.missingWord("abc"), .categorical("a")]))
    }

    @Test(
        arguments: [
            ("1,2\n", nil), (",b\n1,2\n3,4\n", .ignoreColumn("column 1")),
            ("a;b\n1,500;2\n", .thousands(.comma)),
            ("a,b\n\(manyRows)x,1\n", .missingWord("x")), ("a,b\n\(manyRows)A/5,1\n", .categorical("a")),
            ("a,2\n\(manyRows)", .header(true)), ("a,b\n\"1,23\",2\n", nil),
            ("a,b\n1,2\n00123,3\n", .either([.categorical("a"), .ignoreColumn("a")])),
        ] as [(String, ReadingRemedy?)])
    func namesTheOptionThatHelps(_ text: String, _ option: ReadingRemedy?) throws {
        #expect(try table(text).notices.first?.option == option)
    }
}
