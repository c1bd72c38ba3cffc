import Backprop
import Testing

/// Inputs that are unusual by their size, or far down.
@Suite struct LargeInputTests {
    @Test(arguments: ["", "\""])
    func aFieldOfAMegabyteIsRead(_ quote: String) throws {
        let field =
            String(repeating: "wide, ", count: quote.isEmpty ? 0 : 180_000)
            + String(repeating: "x", count: 1 << 20)
        let text = "a,b\n1,short\n2,\(quote)\(field)\(quote)\n3,short\n"
        let table = try Table(reading: Array(text.utf8), source: "FILE", threads: 2)
        #expect(table.rowCount == 3)
        #expect(table.columns[1].text(at: 1) == field)
        #expect(try table.columns[0].numbers(as: Double.self) == [1, 2, 3])
    }

    @Test(arguments: [1, 2])
    func aLongRowInLine20002IsNamed(_ threads: Int) {
        let text = "a,b\n" + String(repeating: "1,2\n", count: 20_000) + "1,2,3\n4,5\n"
        let error = #expect(throws: TableError.self) {
            try Table(reading: Array(text.utf8), source: "FILE", threads: threads)
        }
        #expect(
            error?.description
                == """
                FILE, line 20002: 2 fields expected, as in line 1, but 3 found. A text that contains a comma must \
                stand in double quotes. If the fields are not separated by a comma, set the delimiter.
                """)
    }

    @Test func anInvalidByteFarDownIsNamedByItsOffset() {
        var bytes = Array(("a,b\n" + String(repeating: "1,2\n", count: 300_000)).utf8)
        bytes += [0x33, 0x2C, 0xFF, 0x0A]
        let messages = [1, 2].map { threads in
            #expect(throws: TableError.self) { try Table(reading: bytes, source: "FILE", threads: threads) }?
                .description
        }
        #expect(
            messages[0]
                == """
                FILE, line 300002: UTF-8 expected, but byte 0xFF found at byte offset 1200006. If the file is in \
                Latin-1 or, from Windows, in Windows-1252, set that encoding.
                """)
        #expect(messages[1] == messages[0])
    }

    @Test func lineEndsMayBeMixed() throws {
        let text = "a,b\r\n1,x\n2,y\r3,z\r\n4,w"
        let table = try Table(reading: Array(text.utf8), source: "FILE")
        #expect(try table.columns[0].numbers(as: Double.self) == [1, 2, 3, 4])
        #expect((0..<4).map { table.columns[1].text(at: $0) } == ["x", "y", "z", "w"])
        #expect((0..<4).map(table.line(ofRow:)) == [2, 3, 4, 5])
    }

    @Test func anEmptyZipArchiveIsRecognised() {
        let error = #expect(throws: TableError.self) {
            try Table(reading: [0x50, 0x4B, 0x05, 0x06, 0, 0], source: "FILE")
        }
        #expect(error?.problem == "A delimited text was expected, but the file is an empty zip archive.")
    }
}
