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
        ("a,b\n\"say \"\"hi\"\"\",1\n", "say \"hi\""), ("a,b\n \"x \" ,1\n", "x "),
        ("a,b\n5\" pipe,1\n", "5\" pipe"),
        ("a,b\n x y ,1\n", " x y "), ("a,b\nna\u{EF}ve,1\n", "na\u{EF}ve"), ("a,b\n\"\"\"\",1\n", "\""),
        ("a b\n\"x y\"\t1\n", "x y"), ("a,b\nTrue,1\n", "True"), ("a,b\n0x10,1\n", "0x10"),
        ("a,b\n1_000,1\n", "1_000"),
        ("a,b\ninf,1\n", "inf"), ("a,b\n1 2,1\n", "1 2"), ("a,b\n+-1,1\n", "+-1"), ("a,b\n1e,1\n", "1e"),
        ("a,b\n.,1\n", "."),
        ("a,b\n\u{1F600},1\n", "\u{1F600}"),
        ("a,b\n1\u{1}0,1\n", "1\u{1}0"),
    ])
    func keepsTextAsItStands(_ text: String, _ expected: String) throws {
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
        #expect(cells(table) == [[nil, "x"], [" 1 ", "y"], [nil, "z"]])
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
        let long = String(repeating: "word, ", count: 200_000)
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

    @Test func readsACommentPrefixOfItsOwnOrNone() throws {
        #expect(try table("% x\na,b\n1,2\n", ReadingOptions(commentPrefix: "%")).rowCount == 1)
        let table = try table("#a,b\n1,2\n", ReadingOptions(commentPrefix: nil))
        #expect(table.columns.map(\.name) == ["#a", "b"])
    }
}
