import Testing

@testable import Backprop

/// Workbooks that are damaged, hostile, or none.
@Suite struct DamagedWorkbookTests {
    private func message(_ bytes: [UInt8], _ options: ReadingOptions = ReadingOptions()) -> String? {
        do throws(TableError) {
            _ = try Table(reading: bytes, source: "B.xlsx", options: options)
            return nil
        } catch {
            return "\(error)"
        }
    }

    private static let again = "Copy or download it again, or save it again in a spreadsheet program."
    private static let saved = "Save the workbook again in a spreadsheet program."

    private static let rows: [(String, String)] = [
        ("<row r='1'><c t='s'><v>7</v></c></row>", "cell A1 refers to a text that is not there"),
        ("<row r='1'><c t='s'><v>-1</v></c></row>", "cell A1 refers to a text that is not there"),
        ("<row r='1'><c t='q'><v>7</v></c></row>", "cell A1 has a type that is not known"),
        ("<row r='1'><c><v>7x</v></c></row>", "cell A1 holds \"7x\", which is not a number"),
        ("<row r='1'><c><v>1e999</v></c></row>", "cell A1 holds \"1e999\", which is not a number"),
        ("<row r='2'><c><v>1</v></c></row><row r='2'><c><v>1</v></c></row>", "row 2 comes after row 2"),
        ("<row r='1048577'><c><v>1</v></c></row>", "row 1048577 comes after row 0"),
        (
            "<row r='1'><c r='B1'><v>1</v></c><c r='A1'><v>1</v></c></row>",
            "the cells of row 1 are not in order"
        ),
        ("<row r='1'><c r='XFD1'><v>1</v></c><c><v>1</v></c></row>", "the cells of row 1 are not in order"),
    ]

    @Test(arguments: rows)
    func namesDamagedRows(_ xml: String, _ problem: String) {
        let book = TestWorkbook([("S", "<sheetData>\(xml)</sheetData>")])
        #expect(message(book.bytes) == "B.xlsx, sheet \"S\": The sheet is damaged: \(problem). \(Self.saved)")
    }

    private static let xml: [(String, String)] = [
        ("<sheetData><row><c>", "in \"xl/worksheets/s0.xml\", it closes an element that is not open"),
        ("</worksheet><worksheet>", ""),
        ("<!DOCTYPE a [<!ENTITY b \"c\">]>", "in \"xl/worksheets/s0.xml\", it declares a document type"),
        (
            "<sheetData><row><c t='inlineStr'><is><t>&b;</t></is></c></row></sheetData>",
            "in \"xl/worksheets/s0.xml\", an entity in it is not known"
        ),
        (String(repeating: "<a>", count: 300), "in \"xl/worksheets/s0.xml\", its elements nest too deeply"),
        ("<sheetData", "in \"xl/worksheets/s0.xml\", a tag in it is not closed"),
        ("<sheetData><row", "in \"xl/worksheets/s0.xml\", a tag in it is not closed"),
        ("<!-- no end", "in \"xl/worksheets/s0.xml\", it ends too early"),
    ]

    @Test(arguments: xml.filter { !$0.1.isEmpty && !$0.0.hasSuffix("<c>") })
    func namesDamagedXML(_ xml: String, _ problem: String) {
        let book = TestWorkbook([("S", xml)])
        #expect(message(book.bytes) == "B.xlsx: The workbook is damaged: \(problem). \(Self.again)")
    }

    private static let good = TestWorkbook(rows: [xmlCells(["a", "b"]), xmlCells(["1", "2"])])

    @Test func findsAWrongChecksum() {
        var bytes = Self.good.bytes
        let mark = Array("<v>2</v>".utf8)
        let at = bytes.indices.first { bytes[$0...].starts(with: mark) }!
        bytes[at + 3] = UInt8(ascii: "3")
        #expect(
            message(bytes)
                == "B.xlsx: The workbook is damaged: \"xl/worksheets/s0.xml\" does not match its checksum. \(Self.again)"
        )
    }

    @Test func readsNoPartOfAFileCutShort() {
        let bytes = Self.good.bytes
        for count in stride(from: 5, to: bytes.count, by: 7) {
            #expect(message(Array(bytes[..<count])) != nil)
        }
        #expect(
            message(Array(bytes[..<(bytes.count - 30)]))
                == "B.xlsx: The workbook is damaged: its directory is missing. \(Self.again)")
    }

    @Test func namesMissingParts() {
        var book = Self.good
        book.parts.removeAll { $0.name == "xl/worksheets/s0.xml" }
        #expect(
            message(book.bytes)
                == "B.xlsx: The workbook is damaged: the file of the sheet \"S\" is missing. \(Self.again)")
        book = TestWorkbook([])
        #expect(message(book.bytes) == "B.xlsx: The workbook is damaged: it has no sheet. \(Self.again)")
        #expect(
            message(TestZip.archive([("a.txt", [0x61])]))
                == "B.xlsx: A table was expected, but the file is a zip archive without a workbook. Unpack it and read the "
                + "text inside.")
    }

    @Test func namesSheetsThatAreNotThere() {
        var options = ReadingOptions()
        options.sheet = "Q"
        #expect(
            message(Self.good.bytes, options)
                == "B.xlsx: There is no sheet \"Q\" in the workbook. Its sheets are \"S\".")
        #expect(
            message(TestWorkbook(rows: []).bytes)
                == "B.xlsx: A table was expected, but no visible sheet has one. A table is a row of names with rows of "
                + "values below it.")
        #expect(
            message(Array("a,b\n1,2\n".utf8), options)
                == "B.xlsx: The sheet \"Q\" was set, but the file is delimited text, which has no sheets. Leave the sheet out."
        )
    }

    @Test func namesDocumentsOfOtherKinds() {
        let ods = TestZip.archive([("mimetype", Array("application/vnd.oasis.opendocument.spreadsheet".utf8))]
        )
        let error = #expect(throws: TableError.self) { try Table(reading: ods, source: "B.ods") }
        #expect(
            error?.description
                == "B.ods: A delimited text was expected, but the file is an OpenDocument spreadsheet (.ods). Save it as "
                + ".xlsx or as CSV.")
    }

    /// A small file may decompress to a large one; a text in it is read up to the limit of a row.
    @Test func limitsWhatDecompresses() {
        var archive = ZipWriter()
        for part in Self.good.parts where part.name != "xl/worksheets/s0.xml" {
            archive.add(part.name, Array(part.content.utf8))
        }
        let text = String(repeating: "a", count: 1 << 22)
        archive.add(
            "xl/worksheets/s0.xml",
            Array(
                "<worksheet><sheetData><row><c t='inlineStr'><is><t>\(text)</t></is></c></row></sheetData></worksheet>"
                    .utf8))
        let bytes = archive.finish()
        #expect(bytes.count < 20_000)
        var options = ReadingOptions()
        options.maximumRowLength = 1 << 16
        #expect(
            message(bytes, options)
                == "B.xlsx: A text in \"xl/worksheets/s0.xml\" is longer than 65536 bytes. If it is right, raise the limit."
        )
    }

    @Test func readsCompressedParts() throws {
        var archive = ZipWriter()
        for part in Self.good.parts { archive.add(part.name, Array(part.content.utf8)) }
        let table = try Table(reading: archive.finish(), source: "B.xlsx")
        #expect(cells(table) == [["1", "2"]])
    }
}
