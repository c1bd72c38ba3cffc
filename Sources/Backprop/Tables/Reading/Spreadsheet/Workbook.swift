/// An Excel workbook: its sheets, shared texts and number formats.
///
/// Source: ECMA-376, part 1, section 18, and part 2 for the relations between parts.
struct Workbook {
    /// A sheet with cells.
    struct Sheet {
        let name: String
        let entry: ZipArchive.Entry
        let isHidden: Bool
    }

    let archive: ZipArchive
    private(set) var sheets: [Sheet] = []
    private(set) var strings = SharedStrings()
    private(set) var styles = CellStyles()
    /// Whether days are counted from 1904.
    private(set) var since1904 = false
    let maximumLength: Int

    init(_ archive: ZipArchive, maximumLength: Int) throws(TableError) {
        (self.archive, self.maximumLength) = (archive, maximumLength)
        let root = try relations(of: "").first { $0.kind.hasSuffix("/officeDocument") }
        guard let path = root?.target ?? (archive["xl/workbook.xml"] == nil ? nil : "xl/workbook.xml"),
            let entry = archive[path], !path.lowercased().hasSuffix(".bin"), !path.hasPrefix("word/"),
            !path.hasPrefix("ppt/")
        else { throw notAWorkbook(root?.target) }
        let relations = try self.relations(of: path)
        try readSheets(XMLReader(entry, of: archive, maximumLength: maximumLength), relations)
        if let part = part("/sharedStrings", relations) { strings = try SharedStrings(reader(part)) }
        if let part = part("/styles", relations) { styles = try CellStyles(reader(part)) }
    }

    func reader(_ entry: ZipArchive.Entry) throws(TableError) -> XMLReader {
        try XMLReader(entry, of: archive, maximumLength: maximumLength)
    }

    private func part(_ kind: String, _ relations: [Relation]) -> ZipArchive.Entry? {
        relations.first { $0.kind.hasSuffix(kind) }.flatMap { archive[$0.target] }
    }

    private mutating func readSheets(_ xml: XMLReader, _ relations: [Relation]) throws(TableError) {
        while try xml.next() != .finished {
            guard xml.event == .start else { continue }
            if xml.isElement("workbookPr") { since1904 = try xml.flag("date1904") }
            guard xml.isElement("sheet"), let id = try xml.attribute("id", withPrefix: true),
                let relation = relations.first(where: { $0.id == id }), relation.kind.hasSuffix("/worksheet")
            else { continue }
            let name = try xml.attribute("name") ?? ""
            guard let entry = archive[relation.target] else {
                throw archive.damage("the file of the sheet \(quoted(name)) is missing")
            }
            let state = try xml.attribute("state")
            sheets.append(Sheet(name: name, entry: entry, isHidden: state != nil && state != "visible"))
        }
        if sheets.isEmpty { throw archive.damage("it has no sheet") }
    }
}

/// The relations between the parts of a workbook.
extension Workbook {
    private struct Relation {
        let id: String
        let kind: String
        let target: String
    }

    /// Returns the relations of a part, or of the whole file for an empty path.
    private func relations(of path: String) throws(TableError) -> [Relation] {
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
        let name = path.dropFirst(folder.count)
        guard let entry = archive["\(folder)_rels/\(name).rels"] else { return [] }
        let xml = try reader(entry)
        var relations: [Relation] = []
        while try xml.next() != .finished {
            guard xml.event == .start, xml.isElement("Relationship"), let id = try xml.attribute("Id"),
                let kind = try xml.attribute("Type"), let target = try xml.attribute("Target")
            else { continue }
            relations.append(Relation(id: id, kind: kind, target: Self.resolve(target, in: String(folder))))
        }
        return relations
    }

    private static func resolve(_ target: String, in folder: String) -> String {
        if target.hasPrefix("/") { return String(target.dropFirst()) }
        var parts = folder.split(separator: "/").map(String.init)
        for part in target.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(String(part)) }
        }
        return parts.joined(separator: "/")
    }

    private func notAWorkbook(_ path: String?) -> TableError {
        let path = path?.lowercased() ?? ""
        let (name, remedy) =
            path.hasPrefix("word/")
            ? ("a Word document", "Export the table in it as CSV.")
            : path.hasPrefix("ppt/")
                ? ("a presentation", "Export the table in it as CSV.")
                : path.hasSuffix(".bin")
                    ? ("a binary Excel workbook (.xlsb)", "Save it as .xlsx.")
                    : ("a zip archive without a workbook", "Unpack it and read the text inside.")
        return TableError(
            .notDelimitedText, source: archive.source,
            problem: "A table was expected, but the file is \(name).", remedy: remedy)
    }
}
