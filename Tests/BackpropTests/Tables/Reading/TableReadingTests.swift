import Backprop
import Testing

@Suite struct TableReadingTests {
    @Test func readsNamesCellsAndLines() throws {
        let table = try table("name,size\nash,1.5\noak,2\n")
        #expect(table.columns.map(\.name) == ["name", "size"])
        #expect(cells(table) == [["ash", "1.5"], ["oak", "2"]])
        #expect(table.line(ofRow: 1) == 3)
        #expect(table.source == "FILE")
        #expect(try table[column: "size"]?.numbers(as: Double.self) == [1.5, 2])
        #expect(table[column: "weight"] == nil)
    }

    /// Texts of the same two rows, however their lines end.
    @Test(arguments: [
        "a,b\n1,2\n3,4\n", "a,b\n1,2\n3,4", "a,b\r\n1,2\r\n3,4\r\n", "a,b\r1,2\r3,4\r", "a,b\r1,2\r3,4",
        "a,b\n1,2\r\n3,4\r", "a,b\r\n1,2\r3,4", "\u{FEFF}a,b\n1,2\n3,4\n", "\n\n\r\na,b\n1,2\n3,4\n\n\n",
        "\"a\",\"b\"\n\"1\",\"2\"\n\"3\",\"4\"", "a;b\n1;2\n3;4", "a\tb\n1\t2\n3\t4", "a|b\n1|2\n3|4",
        " a  b\n\t1 \t 2\n3 4 \n", "# about\n#more\na,b\n1,2\n3,4\n", "a , b\n 1,2 \n3,\t4\n",
        "a,b\n1,2,\n3,4,\n",
        "a,b,\n1,2,\n3,4,\n",
    ])
    func readsTheSameTable(_ text: String) throws {
        let table = try table(text)
        #expect(table.columns.map(\.name) == ["a", "b"])
        #expect(try table.numbers(ofColumns: [0, 1], as: Double.self) == [[1, 3], [2, 4]])
    }

    @Test(arguments: [
        ("a,b\n\"x,y\",1\n", "x,y"), ("a,b\n\"x\ny\",1\n", "x\ny"), ("a,b\n\"x\r\ny\",1\n", "x\r\ny"),
        ("a,b\n\"say \"\"hi\"\"\",1\n", "say \"hi\""), ("a,b\n \"x \" ,1\n", "x"),
        ("a,b\n5\" pipe,1\n", "5\" pipe"),
        ("a,b\n x y ,1\n", "x y"), ("a,b\nna\u{EF}ve,1\n", "na\u{EF}ve"), ("a,b\n\"\"\"\",1\n", "\""),
        ("a b\n\"x y\"\t1\n", "x y"), ("a,b\nTrue,1\n", "True"), ("a,b\n0x10,1\n", "0x10"),
        ("a,b\n1_000,1\n", "1_000"),
        ("a,b\ninf,1\n", "inf"), ("a,b\n1 2,1\n", "1 2"), ("a,b\n+-1,1\n", "+-1"), ("a,b\n1e,1\n", "1e"),
        ("a,b\n.,1\n", "."),
        ("a,b\n\u{1F600},1\n", "\u{1F600}"),
        ("a,b\n1\u{1}0,1\n", "1\u{1}0"),
    ])
    func keepsText(_ text: String, _ expected: String) throws {
        let table = try table(text)
        #expect(table.columns[0].text(at: 0) == expected)
        #expect(!table.columns[0].isNumeric)
        #expect(table.columns[1].isNumeric)
    }

    @Test func countsTheLinesInsideQuotes() throws {
        let table = try table("a,b\n\"x\n\r\ny\",1\n\nz,2\n")
        #expect([table.line(ofRow: 0), table.line(ofRow: 1)] == [2, 6])
    }

    @Test(arguments: ReadingOptions.defaultMissingTokens)
    func takesTokensAsMissing(_ token: String) throws {
        let table = try table("a,b\n\(token),x\n 1 ,y\n  \(token) ,z\n")
        #expect(table.columns[0].isNumeric)
        #expect(table.columns[0].missingCount == 2)
        #expect(cells(table) == [[nil, "x"], ["1", "y"], [nil, "z"]])
        let numbers = try table.columns[0].numbers(as: Float.self)
        #expect(numbers[0].isNaN && numbers[1] == 1 && numbers[2].isNaN)
    }

    @Test func takesMoreTokensByOption() throws {
        let options = ReadingOptions(missingTokens: ["", "-999", "n/a", String(repeating: "x", count: 80)])
        let table = try table("a,b\n-999,x\nn/a,y\n-99,z\n\(String(repeating: "x", count: 80)),?\n", options)
        #expect(cells(table) == [[nil, "x"], [nil, "y"], ["-99", "z"], [nil, "?"]])
    }

    @Test func anEmptyLineIsAMissingValueOfAnOnlyColumn() throws {
        let table = try table("x\n1\n\n\n4\n\n\n")
        #expect(cells(table) == [["1"], [nil], [nil], ["4"]])
        #expect((0..<4).map(table.line(ofRow:)) == [2, 3, 4, 5])
    }

    @Test func readsAFieldOfAMegabyte() throws {
        let long = String(repeating: "word, ", count: 200_000) + "end"
        let table = try table("a,b\n\"\(long)\",1\n")
        #expect(table.columns[0].text(at: 0) == long)
    }

    @Test func readsSingleByteEncodings() throws {
        let bytes = Array("a,b\ncaf".utf8) + [0xE9, 0x80] + Array(",1\n".utf8)
        let latin = try Table(reading: bytes, source: "FILE", options: ReadingOptions(encoding: .latin1))
        let windows = try Table(
            reading: bytes, source: "FILE", options: ReadingOptions(encoding: .windows1252))
        #expect(latin.columns[0].text(at: 0) == "caf\u{E9}\u{80}")
        #expect(windows.columns[0].text(at: 0) == "caf\u{E9}\u{20AC}")
    }

    @Test func readsGroupedNumbersWhenTold() throws {
        let comma = ReadingOptions(thousandsSeparator: .comma)
        let german = ReadingOptions(decimalMark: .comma, thousandsSeparator: .point)
        let first = try table("a,b\n\"-1,234,567.5\",1\n12,2\n", comma)
        #expect(try first.columns[0].numbers(as: Double.self) == [-1_234_567.5, 12])
        #expect(first.columns[0].text(at: 0) == "-1,234,567.5")
        let second = try table("a;b\n1.234,5;1\n12;2\n", german)
        #expect(try second.columns[0].numbers(as: Float.self) == [1234.5, 12])
        #expect(try !table("a,b\n\"12,34\",1\n", comma).columns[0].isNumeric)
    }

    /// No-break spaces, thin spaces and typographic apostrophes.
    @Test(arguments: [
        ("-1\u{A0}234\u{A0}567", ThousandsSeparator.space), ("-1\u{202F}234\u{202F}567", .space),
        ("\u{2212}1\u{2009}234\u{2009}567", .space), ("-1 234 567", .space),
        ("-1\u{2019}234\u{2019}567", .apostrophe),
        ("\u{A0}-1'234'567", .apostrophe),
    ])
    func readsNumbersGroupedByTypesetters(_ number: String, _ separator: ThousandsSeparator) throws {
        let table = try table("a,b\n\(number).5,x\n12.25,y\n", ReadingOptions(thousandsSeparator: separator))
        #expect(try table.columns[0].numbers(as: Double.self) == [-1_234_567.5, 12.25])
        #expect(try table.columns[0].numbers(as: Float.self) == [-1_234_567.5, 12.25])
    }

    @Test func readsTheMinusSignOfTypesetters() throws {
        let read = try table(
            "a,b\n\u{2212}1.5,1\n2e\u{2212}1,2\n\u{2212}0.30000000000000004440892098500626,3\n")
        #expect(try read.columns[0].numbers(as: Double.self) == [-1.5, 0.2, -0.30000000000000004])
        #expect(try read.columns[0].numbers(as: Float.self) == [-1.5, 0.2, -0.3])
        #expect(try !table("a,b\n5\u{2212},1\n").columns[0].isNumeric)
    }

    @Test(arguments: [
        "no ", " no", "\tno", "\"no \"", "no\u{A0}", "\u{A0}no", "\u{202F}no\u{202F} ", " \u{A0} no \u{A0} ",
    ])
    func blanksMakeNoClassesOfTheirOwn(_ label: String) throws {
        let rows = (0..<40).map { "\($0),\($0 == 20 ? label : $0 % 2 == 0 ? "no" : "d\u{E9}j\u{E0}")\n" }
            .joined()
        let column = try table("x,y\n" + rows).columns[1]
        #expect(column.distinctValues().map(\.text) == ["d\u{E9}j\u{E0}", "no"])
        #expect(column.missingCount == 0)
    }

    @Test(arguments: ["NA\u{A0}", "\u{A0}", "\u{202F}?", " \u{A0}- "])
    func blanksDoNotHideMissingValues(_ cell: String) throws {
        let table = try table("a,b\n1,x\n\(cell),y\n3,z\n")
        #expect(table.columns[0].missingCount == 1)
        #expect(cells(table) == [["1", "x"], [nil, "y"], ["3", "z"]])
    }

    /// As UCI distributes its census data.
    @Test func blanksMayFollowDelimiters() throws {
        let table = try table(
            "39, State-gov, 77516, <=50K\n50, Private, 83311, >50K\n38, ?, 215646, <=50K.\n")
        #expect(table.columns[1].text(at: 1) == "Private")
        #expect(table.columns[1].isMissing(at: 2))
        #expect(table.columns[3].distinctValues().map(\.text) == ["<=50K", "<=50K.", ">50K"])
        #expect(try table.columns[2].numbers(as: Double.self) == [77516, 83311, 215646])
    }

    @Test func readsACommentPrefixOfItsOwnOrNone() throws {
        #expect(try table("% x\na,b\n1,2\n", ReadingOptions(commentPrefix: "%")).rowCount == 1)
        let table = try table("#a,b\n1,2\n", ReadingOptions(commentPrefix: nil))
        #expect(table.columns.map(\.name) == ["#a", "b"])
    }
}
