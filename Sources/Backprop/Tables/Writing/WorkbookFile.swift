/// An Excel workbook (`.xlsx`) of one sheet: a row of names, and rows of values below it.
///
/// Numbers are written as numbers, dates as dates, and texts as texts, never as formulas. The same content gives the same bytes.
public struct WorkbookFile: Sendable {
    /// The value of a cell.
    public enum Cell: Hashable, Sendable {
        /// A text, whatever it begins with.
        case text(String)
        /// A number; one that is not finite leaves the cell empty.
        case number(Double)
        /// A number that is shown in percent: 0.05 for 5 %.
        case percent(Double)
        /// A date or time; one that spreadsheets do not show is written as text.
        case date(SpreadsheetDate)
        /// True or false.
        case boolean(Bool)
        /// A number, or the number of a day, that is shown by the code of a number format: `#,##0.00 "€"`.
        case formatted(Double, code: String)
    }

    private let header: [String]
    private let rows: [[Cell]]

    /// The maximum numbers of rows below the header, of columns, and of UTF-16 units in a text.
    public static let (maximumRowCount, maximumColumnCount, maximumTextLength) = (1_048_575, 16_384, 32_767)

    /// Creates a workbook.
    ///
    /// - Throws: `TableError` if a sheet cannot hold that much.
    public init(header: [String], rows: [[Cell]]) throws(TableError) {
        let width = rows.reduce(header.count) { max($0, $1.count) }
        guard rows.count <= Self.maximumRowCount else {
            throw Self.tooLarge(
                "\(rows.count) rows were to be written below the names, but a sheet holds \(Self.maximumRowCount)."
            )
        }
        guard width <= Self.maximumColumnCount else {
            throw Self.tooLarge(
                "\(width) columns were to be written, but a sheet holds \(Self.maximumColumnCount).")
        }
        for (index, row) in rows.enumerated() {
            for case .text(let text) in row where text.utf16.count > Self.maximumTextLength {
                throw Self.tooLarge(
                    "A text in row \(index + 2) has \(text.utf16.count) characters, but a cell holds "
                        + "\(Self.maximumTextLength).")
            }
        }
        (self.header, self.rows) = (header, rows)
    }

    private static func tooLarge(_ problem: String) -> TableError {
        TableError(.tooLargeForSheet, source: "workbook", problem: problem, remedy: "Write CSV in its place.")
    }

    /// The bytes of the file.
    public var bytes: [UInt8] {
        var archive = ZipWriter()
        archive.add("[Content_Types].xml", Self.part(Self.contentTypes))
        archive.add("_rels/.rels", Self.part(Self.rootRelations))
        archive.add("xl/workbook.xml", Self.part(Self.workbook))
        archive.add("xl/_rels/workbook.xml.rels", Self.part(Self.workbookRelations))
        let styles = WorkbookStyles(rows)
        archive.add("xl/styles.xml", Self.part(Self.styles(styles)))
        archive.add("xl/worksheets/sheet1.xml", sheet(styles))
        return archive.finish()
    }

    private func sheet(_ styles: WorkbookStyles) -> [UInt8] {
        let layout = ColumnLayout(header: header, rows: rows)
        var xml = Self.part("<worksheet xmlns=\"\(Self.main)\">\(layout.xml)<sheetData>")
        Self.append(header.map(Cell.text), number: 1, layout, styles, to: &xml)
        for (index, row) in rows.enumerated() {
            Self.append(row, number: index + 2, layout, styles, to: &xml)
        }
        xml += "</sheetData></worksheet>".utf8
        return xml
    }

    private static func append(
        _ row: [Cell], number: Int, _ layout: ColumnLayout, _ styles: WorkbookStyles, to xml: inout [UInt8]
    ) {
        xml += "<row r=\"\(number)\">".utf8
        for (column, cell) in row.enumerated() {
            let name = CellName.text(column: column, row: number)
            switch cell {
            case .number(let value): append(value, style: 0, name, to: &xml)
            case .percent(let value): append(value, style: layout.percentStyle(column), name, to: &xml)
            case .formatted(let value, let code): append(value, style: styles.index(code), name, to: &xml)
            case .boolean(let value): xml += "<c r=\"\(name)\" t=\"b\"><v>\(value ? 1 : 0)</v></c>".utf8
            case .date(let date):
                if let number = date.serialNumber {
                    append(number, style: CellStyle(date).index, name, to: &xml)
                } else {
                    append(text: date.text, name, to: &xml)
                }
            case .text(let text): append(text: text, name, to: &xml)
            }
        }
        xml += "</row>".utf8
    }

    private static func append(_ value: Double, style: Int, _ name: String, to xml: inout [UInt8]) {
        guard value.isFinite else { return }
        let attribute = style == 0 ? "" : " s=\"\(style)\""
        xml += "<c r=\"\(name)\"\(attribute)><v>\(NumberText.shortest(value))</v></c>".utf8
    }

    private static func append(text: String, _ name: String, to xml: inout [UInt8]) {
        guard !text.isEmpty else { return }
        xml += "<c r=\"\(name)\" t=\"inlineStr\"><is><t xml:space=\"preserve\">".utf8
        append(text, to: &xml)
        xml += "</t></is></c>".utf8
    }

    /// Appends a text. Characters that XML cannot hold are written as `_x0001_`, and so is the underscore of a text
    /// that would be read as such.
    private static func append(_ text: String, to xml: inout [UInt8]) {
        let isLikeEscape = text.utf8.contains(0x5F) && text.contains("_x")
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": xml += "&amp;".utf8
            case "<": xml += "&lt;".utf8
            case ">": xml += "&gt;".utf8
            case "_" where isLikeEscape: xml += "_x005F_".utf8
            case "\t", "\n": xml.append(UInt8(ascii: scalar))
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
                xml += "_x\(NumberText.padded(scalar.value, 4, radix: 16))_".utf8
            default: xml += String(scalar).utf8
            }
        }
    }
}

/// The parts that are the same in every workbook.
extension WorkbookFile {
    private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let relationships = "http://schemas.openxmlformats.org/package/2006/relationships"
    private static let document = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let types = "application/vnd.openxmlformats-officedocument.spreadsheetml"

    private static func part(_ content: String) -> [UInt8] {
        Array("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\(content)".utf8)
    }

    private static let contentTypes =
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
        + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
        + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
        + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"\(types).sheet.main+xml\"/>"
        + "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"\(types).worksheet+xml\"/>"
        + "<Override PartName=\"/xl/styles.xml\" ContentType=\"\(types).styles+xml\"/></Types>"

    private static let rootRelations =
        "<Relationships xmlns=\"\(relationships)\"><Relationship Id=\"rId1\" Type=\"\(document)/officeDocument\" "
        + "Target=\"xl/workbook.xml\"/></Relationships>"

    private static let workbook =
        "<workbook xmlns=\"\(main)\" xmlns:r=\"\(document)\"><sheets><sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/>"
        + "</sheets></workbook>"

    private static let workbookRelations =
        "<Relationships xmlns=\"\(relationships)\"><Relationship Id=\"rId1\" Type=\"\(document)/worksheet\" "
        + "Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"\(document)/styles\" "
        + "Target=\"styles.xml\"/></Relationships>"

    private static func styles(_ styles: WorkbookStyles) -> String {
        "<styleSheet xmlns=\"\(main)\">\(styles.customFormats)<fonts count=\"1\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
            + "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill "
            + "patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\">"
            + "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
            + "\(styles.cellFormats)<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" "
            + "builtinId=\"0\"/></cellStyles></styleSheet>"
    }
}
