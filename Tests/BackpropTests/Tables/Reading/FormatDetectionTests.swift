import Backprop
import Testing

@Suite struct FormatDetectionTests {
    @Test(arguments: [
        ("a,b\n1,2\n", Delimiter.comma), ("a;b\n1;2\n", .semicolon), ("a\tb\n1\t2\n", .tab),
        ("a|b\n1|2\n", .pipe),
        ("a b\n1  2\n", .whitespace), ("1\t2\n3\t\t4\n5\t6\n", .whitespace), ("1\t2\t3\n4\t\t6\n", .tab),
        ("1,5;2,5\n3,5;4,5\n", .semicolon), ("1,5 2,5\n3,5 4,5\n", .whitespace),
        ("1, 2, 3\n4, 5, 6\n", .comma),
        ("a b,1\nc d,2,3\n", .comma), ("name,kinds\nx,a|b\ny,c|d|e\n", .comma),
        ("\"a;b\",1\n\"c;d\",2\n", .comma),
        ("1.5 8 30\t\"a b\"\n2.5 6 31\t\"c d\"\n", .whitespace), ("12 May\t3\n13 May\t4\n", .tab),
        ("John Smith\t5\nAnn Lee\t6\n", .tab),
        ("id\ttext\n1\ta, b\n2\tc, d\n", .tab), ("1.5,2.5\n3.5\n4.5,5.5\n", .comma),
    ])
    func findsTheDelimiter(_ text: String, _ expected: Delimiter) throws {
        let options = ReadingOptions(delimiter: nil)
        do {
            let format = try RowReader(reading: Array(text.utf8), source: "FILE", options: options).format
            #expect(format.delimiter == .init(expected, isDetected: true))
        } catch {
            #expect(error.kind == .raggedRow)
            #expect(error.remedy.contains("a \(expected)"))
        }
    }

    @Test(arguments: [
        ("a,b\n1,2\n", true), ("1,2\n3,4\n", false), ("M,1\nF,2\n", false), ("?,1\n2,3\n", false),
        ("x,?\ny,2\n", false),
        ("sex,age\nM,1\nF,?\n", true), (",a\n1,2\n", true), ("country,1990\nx,1\n", false),
        ("id,price,2020\n1,2,3\n", true),
        ("r,x\ng,y\nr,y\n", false), ("name,city\nAnn,Rome\nBob,Oslo\n", true), ("a,a\nx,y\n", false),
        ("a,\nx,y\n", true),
        ("0,1,target\n1,2,0\n3,4,1\n", true), (",0,1,y\n0,2,5,1\n1,3,4,1\n", true),
        ("0,y\n0.5,1\n0.2,0\n", true),
        ("0,1,2\n0.5,0.1,3\n0.4,0.2,1\n", true), ("1990,1991,1992\n0.5,0.1,3\n0.4,0.2,1\n", true),
        ("0,1,y\n3,4,a\n5,6,b\n7,8,a\n9,9,b\n", true), ("0,1,a\n3,4,a\n5,6,b\n7,8,a\n9,9,b\n", false),
        ("0,1,2\n3,4,5\n", false), ("0,2,y\n1,2,0\n3,4,1\n", false), ("0,1,x\n2,3,y\n", false),
        ("0,1\n0.5,1\n0.2,0\n", false), ("0,1,?\n0.5,0.1,3\n", false),
        ("9223372036854775807,1,2\n0.5,0.1,3\n", false),
        ("ham\tfree now\nham\tsee you\nspam\twin\n", false), ("5\n6\n", false), ("x\n5\n", true),
    ])
    func findsTheHeader(_ text: String, _ expected: Bool) throws {
        let format = try table(text).format
        #expect(format.hasHeader == .init(expected, isDetected: true))
    }

    @Test func takesWhatItIsTold() throws {
        let options = ReadingOptions(delimiter: .semicolon, hasHeader: false, decimalMark: .comma)
        let table = try table("1,5;a,b\n2;c\n", options)
        #expect(cells(table) == [["1,5", "a,b"], ["2", "c"]])
        #expect(try table.columns[0].numbers(as: Double.self) == [1.5, 2])
        #expect(table.format.description == "semicolon-delimited, without a header, decimal comma, UTF-8")
    }

    @Test(arguments: [
        ("a;b\n1,5;2\n", DecimalMark.comma), ("a;b\n1.5;2\n", .point), ("a;b\n1;2\n", .point),
        ("a;b\n1,5;2.5\n", .point),
        ("a,b\n\"1,5\",2\n", .point), ("1,5 2\n3 4\n", .comma),
    ])
    func findsTheDecimalMark(_ text: String, _ expected: DecimalMark) throws {
        #expect(try table(text).format.decimalMark.value == expected)
    }

    @Test(arguments: ["^", "~", ":", "\u{1F}", "#", "_"])
    func takesAnyCharacterAsDelimiter(_ character: String) throws {
        let rows = [["x", "y"], ["0.5", "a,b"], ["-1", "\"\(character)"]]
        let delimiter = try #require(Delimiter(argument: character))
        let text = rows.map { DelimitedText.row($0, delimiter: delimiter) }.joined()
        let table = try table(text, ReadingOptions(delimiter: delimiter, commentPrefix: nil))
        #expect(table.columns.map(\.name) == rows[0])
        #expect(cells(table) == [["0.5", "a,b"], ["-1", "\"\(character)"]])
    }

    @Test func namesACharacterThatIsTheDelimiter() throws {
        let delimiter = try #require(Delimiter(rawValue: "^"))
        let table = try table("a^b\n1^2\n", ReadingOptions(delimiter: delimiter))
        #expect(table.format.description.hasPrefix("\"^\"-delimited, with a header (detected)"))
    }

    /// The first line by which Excel is told the delimiter.
    @Test(arguments: ["sep=;\r\n", "\u{FEFF}sep=;\n", "\"sep=;\"\n", "SEP=;\n"])
    func takesTheDelimiterThatTheFirstLineNames(_ line: String) throws {
        let table = try table(line + "x;y\n1,5;a\n2,5;b\n")
        #expect(table.columns.map(\.name) == ["x", "y"])
        #expect(try table.columns[0].numbers(as: Double.self) == [1.5, 2.5])
        #expect(table.format.delimiter == .init(.semicolon, isDetected: true))
        #expect(table.line(ofRow: 0) == 3)
    }

    @Test func aColumnMayBeCalledSep() throws {
        #expect(try table("sep=;,y\n1,2\n3,4\n").columns.map(\.name) == ["sep=;", "y"])
    }

    @Test func reportsItsFinding() throws {
        #expect(
            try table("\u{FEFF}# x\n#y\na;b\n1,5;2\n").format.description == """
                semicolon-delimited (detected), with a header (detected), decimal comma (detected), UTF-8 (detected), \
                byte-order mark, 2 comment lines skipped
                """)
        #expect(
            try table("1\n2\n", ReadingOptions(thousandsSeparator: .comma)).format.description
                == "comma-delimited, without a header (detected), decimal point, UTF-8, thousands grouped by comma"
        )
    }

    @Test(arguments: [
        (",", Delimiter.comma), (";", .semicolon), ("\\t", .tab), ("\t", .tab), ("|", .pipe),
        (" ", .whitespace), ("Tab", .tab),
        ("whitespace", .whitespace), ("::", nil), ("^", Delimiter(rawValue: "^")), ("\"", nil), ("\n", nil),
        ("", nil),
        ("\u{1F}", Delimiter(rawValue: "\u{1F}")), ("\u{A7}", nil),
    ])
    func readsADelimiterFromAnOption(_ text: String, _ expected: Delimiter?) {
        #expect(Delimiter(argument: text) == expected)
    }

    @Test func readsAnEncodingFromAnOption() {
        #expect(TextEncoding(argument: "ISO-8859-1") == .latin1)
        #expect(TextEncoding(argument: "UTF-8") == .utf8)
        #expect(TextEncoding(argument: "cp1252") == .windows1252)
        #expect(TextEncoding(argument: "koi8") == nil)
    }

    private static let files: [(name: String, rows: Int, columns: Int, delimiter: Delimiter)] = [
        ("abalone.csv", 4177, 9, .comma), ("auto-insurance.csv", 63, 2, .comma),
        ("german.csv", 1000, 21, .comma),
        ("horse-colic.csv", 300, 28, .comma), ("housing.csv", 506, 14, .comma),
        ("pima-indians-diabetes.csv", 768, 9, .comma), ("sonar.csv", 208, 61, .comma),
        ("wheat-seeds.csv", 210, 8, .comma),
        ("wheat-seeds-doubled-tabs.txt", 210, 8, .whitespace),
    ]

    /// The data sets of the shared folder; skipped if that is absent.
    @Test(.enabled(if: dataFile("abalone.csv") != nil), arguments: files)
    func readsRealData(_ file: (name: String, rows: Int, columns: Int, delimiter: Delimiter)) throws {
        let table = try Table(contentsOf: #require(dataFile(file.name)))
        #expect(table.rowCount == file.rows)
        #expect(table.columns.count == file.columns)
        #expect(table.format.delimiter.value == file.delimiter)
        #expect(!table.format.hasHeader.value)
    }

    @Test(.enabled(if: dataFile("abalone.csv") != nil))
    func theDoubledTabsHoldTheSameNumbers() throws {
        let plain = try Table(contentsOf: #require(dataFile("wheat-seeds.csv")))
        let doubled = try Table(contentsOf: #require(dataFile("wheat-seeds-doubled-tabs.txt")))
        for (left, right) in zip(plain.columns, doubled.columns) {
            #expect(try left.numbers(as: Double.self) == right.numbers(as: Double.self))
        }
    }
}
