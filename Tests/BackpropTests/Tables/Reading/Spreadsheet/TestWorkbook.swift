import Backprop

/// A workbook as other programs write it, made of parts of XML in an archive that is not compressed.
struct TestWorkbook {
    /// The files by name, in order.
    var parts: [(name: String, content: String)] = []

    /// A workbook with sheets of rows of XML. `styles` are the codes of the cells' number formats.
    init(
        _ sheets: [(name: String, xml: String)], strings: [String] = [], formats: [(Int, String)] = [],
        styles: [Int] = [], settings: String = "", hidden: Set<String> = []
    ) {
        let document = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        parts.append(
            (
                "_rels/.rels",
                "<Relationships><Relationship Id='a' Type='\(document)/officeDocument' Target='/xl/workbook.xml'/>"
                    + "</Relationships>"
            ))
        let list = sheets.enumerated().map { index, sheet in
            "<sheet name='\(sheet.name)' sheetId='\(index + 1)' r:id='s\(index)'"
                + (hidden.contains(sheet.name) ? " state='hidden'/>" : "/>")
        }
        parts.append(("xl/workbook.xml", "<workbook>\(settings)<sheets>\(list.joined())</sheets></workbook>"))
        let relations = sheets.indices.map {
            "<Relationship Id='s\($0)' Type='\(document)/worksheet' Target='worksheets/s\($0).xml'/>"
        }
        parts.append(
            (
                "xl/_rels/workbook.xml.rels",
                "<Relationships>\(relations.joined())"
                    + "<Relationship Id='t' Type='\(document)/sharedStrings' Target='sharedStrings.xml'/>"
                    + "<Relationship Id='u' Type='\(document)/styles' Target='styles.xml'/></Relationships>"
            ))
        if !strings.isEmpty { parts.append(("xl/sharedStrings.xml", "<sst>\(strings.joined())</sst>")) }
        let custom = formats.map { "<numFmt numFmtId='\($0)' formatCode='\($1)'/>" }.joined()
        let cells = styles.map { "<xf numFmtId='\($0)'/>" }.joined()
        parts.append(
            (
                "xl/styles.xml",
                "<styleSheet><numFmts>\(custom)</numFmts><cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
                    + "<cellXfs>\(cells)</cellXfs></styleSheet>"
            ))
        for (index, sheet) in sheets.enumerated() {
            parts.append(
                (
                    "xl/worksheets/s\(index).xml",
                    "<?xml version='1.0'?>\n<!-- x --><worksheet>\(sheet.xml)</worksheet>"
                ))
        }
    }

    /// A workbook of one sheet, whose rows are given as cells in XML.
    init(
        rows: [String], strings: [String] = [], formats: [(Int, String)] = [], styles: [Int] = [],
        settings: String = ""
    ) {
        let xml = rows.enumerated().map { "<row r='\($0 + 1)'>\($1)</row>" }.joined()
        self.init(
            [("S", "<sheetData>\(xml)</sheetData>")], strings: strings, formats: formats, styles: styles,
            settings: settings)
    }

    /// The file.
    var bytes: [UInt8] { TestZip.archive(parts.map { ($0.name, Array($0.content.utf8)) }) }

    func table(_ options: ReadingOptions = ReadingOptions()) throws(TableError) -> Table {
        try Table(reading: bytes, source: "B.xlsx", options: options)
    }
}

/// Inline texts and numbers as cells in XML.
func xmlCells(_ values: [String]) -> String {
    values.map { value in
        if value.isEmpty { return "<c/>" }
        return Double(value) == nil
            ? "<c t='inlineStr'><is><t>\(value)</t></is></c>" : "<c><v>\(value)</v></c>"
    }.joined()
}

/// An archive that is not compressed.
enum TestZip {
    static func archive(_ files: [(name: String, content: [UInt8])]) -> [UInt8] {
        var bytes: [UInt8] = []
        var directory: [UInt8] = []
        for (name, content) in files {
            let sizes = number(checksum(content), 4) + number(content.count, 4) + number(content.count, 4)
            let fields =
                number(20, 2) + [UInt8](repeating: 0, count: 8) + sizes + number(name.utf8.count, 2)
                + number(0, 2)
            directory += number(0x0201_4B50, 4) + number(20, 2) + fields + [UInt8](repeating: 0, count: 10)
            directory += number(bytes.count, 4) + Array(name.utf8)
            bytes += number(0x0403_4B50, 4) + fields + Array(name.utf8) + content
        }
        let end = number(0x0605_4B50, 4) + number(0, 4) + number(files.count, 2) + number(files.count, 2)
        return bytes + directory + end + number(directory.count, 4) + number(bytes.count, 4) + number(0, 2)
    }

    private static func number(_ value: some BinaryInteger, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~UInt32(0)) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { value, _ in
                value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1
            }
        }
    }
}
