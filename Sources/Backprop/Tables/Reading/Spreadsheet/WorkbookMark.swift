/// The recognition of Excel workbooks, and of zip archives that are none.
enum WorkbookMark {
    private static let zip: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
    private static let firstParts = ["[content_types].xml", "_rels/", "xl/", "docprops/", "customxml/"]

    /// Whether a file that begins with some bytes is a workbook, or another document of the same family.
    static func isWorkbook(_ prefix: [UInt8], name: String) -> Bool {
        guard prefix.starts(with: zip) else { return false }
        let name = name.lowercased()
        let first = firstName(prefix).lowercased()
        return firstParts.contains(where: first.hasPrefix)
            || [".xlsx", ".xlsm"].contains(where: name.hasSuffix)
    }

    /// Whether the bytes begin a spreadsheet of LibreOffice, which names its kind first.
    static func isOpenDocument(_ prefix: [UInt8]) -> Bool {
        prefix.starts(with: zip) && firstName(prefix) == "mimetype"
            && String(decoding: prefix.prefix(160), as: UTF8.self).contains("opendocument.spreadsheet")
    }

    private static func firstName(_ prefix: [UInt8]) -> String {
        guard prefix.count > 30 else { return "" }
        let length = Int(prefix[26]) | Int(prefix[27]) << 8
        return String(decoding: prefix[30...].prefix(length), as: UTF8.self)
    }
}
