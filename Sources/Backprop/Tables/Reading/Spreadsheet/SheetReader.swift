/// A reader of the rows of a sheet, one after another.
final class SheetReader {
    private(set) var row = SheetRow()
    /// The ranges of merged cells, known after the last row.
    private(set) var mergedRanges: [String] = []
    /// The number of merged ranges.
    private(set) var mergedCount = 0
    private let workbook: Workbook
    private let source: String
    private let xml: XMLReader
    private var isInRows = false

    /// - Parameter source: The name of file and sheet in messages.
    init(_ sheet: Workbook.Sheet, of workbook: Workbook, source: String) throws(TableError) {
        (self.workbook, self.source) = (workbook, source)
        xml = try workbook.reader(sheet.entry)
    }

    /// Reads the next row that has cells. Returns `false` after the last.
    func advance() throws(TableError) -> Bool {
        while try xml.next() != .finished {
            if xml.event != .text, xml.isElement("sheetData") { isInRows = xml.event == .start }
            guard xml.event == .start else { continue }
            if isInRows, xml.isElement("row") {
                try readRow()
                if !row.cells.isEmpty { return true }
            } else if !isInRows, xml.isElement("mergeCell"), let range = try xml.attribute("ref") {
                mergedCount += 1
                if mergedRanges.count < 10_000 { mergedRanges.append(range) }
            }
        }
        return false
    }

    private func readRow() throws(TableError) {
        let number = xml.number("r") ?? row.number + 1
        guard number > row.number, number <= CellName.maximumRowCount else {
            throw damage("row \(number) comes after row \(row.number)")
        }
        row.number = number
        row.isHidden = try xml.flag("hidden")
        row.cells.removeAll(keepingCapacity: true)
        row.text.removeAll(keepingCapacity: true)
        let outer = xml.depth
        var column = -1
        while try xml.next() != .finished {
            if xml.event == .end, xml.depth < outer { return }
            guard xml.event == .start, xml.isElement("c") else { continue }
            column = try position(after: column)
            try readCell(column)
            guard row.text.count <= workbook.maximumLength else {
                throw TableError(
                    .rowTooLong, source: source, line: number, unit: .row,
                    problem: "The row is longer than \(workbook.maximumLength) bytes.",
                    remedy: "If it is right, raise the limit.", option: .raiseMaximumRowLength)
            }
        }
    }

    private func position(after last: Int) throws(TableError) -> Int {
        let named = xml.withAttribute("r") { CellName.column($0) }
        guard let column = named ?? last + 1, column < CellName.maximumColumnCount, column > last else {
            throw damage("the cells of row \(row.number) are not in order")
        }
        return column
    }

    private func damage(_ problem: String) -> TableError {
        TableError(
            .damagedWorkbook, source: source, problem: "The sheet is damaged: \(problem).",
            remedy: "Save the workbook again in a spreadsheet program.")
    }
}

/// The values of cells.
extension SheetReader {
    private enum Content: String {
        case number = "n"
        case shared = "s"
        case inline = "inlineStr"
        case text = "str"
        case boolean = "b"
        case error = "e"
        case date = "d"
    }

    private func readCell(_ column: Int) throws(TableError) {
        let style = xml.number("s") ?? 0
        let content = try xml.attribute("t").map { Content(rawValue: $0) } ?? .number
        guard let content else { throw damage("cell \(name(column)) has a type that is not known") }
        let start = row.text.count
        var (hasFormula, hasValue) = (false, false)
        let outer = xml.depth
        var isInValue = false
        reading: while true {
            switch try xml.next() {
            case .start:
                isInValue = xml.isElement("v") && xml.depth == outer + 1
                hasFormula = hasFormula || xml.isElement("f")
                if xml.isElement("is"), content == .inline {
                    try SharedStrings.appendText(of: xml, to: &row.text)
                }
            case .text:
                if isInValue {
                    hasValue = true
                    try xml.appendText(to: &row.text)
                }
            case .end:
                isInValue = false
                if xml.depth < outer { break reading }
            case .finished: break reading
            }
        }
        if hasFormula, !hasValue, content == .number {
            return append(column, .formulaWithoutValue, from: start)
        }
        try append(column, content, style: style, from: start)
    }

    private func append(_ column: Int, _ kind: SheetRow.Cell.Kind, from start: Int, style: Int = 0) {
        row.cells.append(
            SheetRow.Cell(column: column, kind: kind, text: start..<row.text.count, style: style))
    }

    private func append(_ column: Int, _ content: Content, style: Int, from start: Int) throws(TableError) {
        guard row.text.count > start else { return }
        switch content {
        case .inline: append(column, .text, from: start)
        case .date: append(column, .date, from: start)
        case .text:
            SharedStrings.decodeEscapes(&row.text, from: start)
            append(column, .text, from: start)
        case .error: append(column, .error, from: start)
        case .boolean:
            let isTrue = row.text[start...].elementsEqual([UInt8(ascii: "1")])
            replace(from: start, with: (isTrue ? "TRUE" : "FALSE").utf8)
            append(column, .boolean, from: start)
        case .shared:
            let index = Int(String(decoding: row.text[start...], as: UTF8.self))
            guard let text = index.flatMap({ workbook.strings[$0] }) else {
                throw damage("cell \(name(column)) refers to a text that is not there")
            }
            replace(from: start, with: text)
            append(column, .text, from: start)
        case .number: try appendNumber(column, style, from: start)
        }
    }

    private func appendNumber(_ column: Int, _ style: Int, from start: Int) throws(TableError) {
        let literal = String(decoding: row.text[start...], as: UTF8.self)
        guard let value = Double(literal), value.isFinite else {
            throw damage("cell \(name(column)) holds \(quoted(literal)), which is not a number")
        }
        let format = workbook.styles[style]
        if format.isDate,
            let date = SerialDate.text(value, format: format, since1904: workbook.since1904)
        {
            replace(from: start, with: date.utf8)
            return append(column, .date, from: start, style: style)
        }
        if case .code(let width) = format, let code = Self.code(value, width: width) {
            replace(from: start, with: code.utf8)
            return append(column, .text, from: start)
        }
        // Programs write up to 17 digits; the number's own text is the shortest that means the same.
        let digits = literal.utf8.count(where: \.isDigit)
        if digits > 15, literal.contains(where: { $0 == "." || $0 == "E" || $0 == "e" }) {
            replace(from: start, with: NumberText.shortest(value).utf8)
        }
        append(column, format == .percent ? .percent : .number, from: start, style: style)
    }

    /// Returns a number as a code with leading zeros, or `nil` if it has a sign or a fraction.
    private static func code(_ value: Double, width: Int) -> String? {
        guard value >= 0, value == value.rounded(), value < 1e15 else { return nil }
        return NumberText.padded(Int(value), width)
    }

    private func replace(from start: Int, with bytes: some Collection<UInt8>) {
        row.text.replaceSubrange(start..., with: bytes)
    }

    private func name(_ column: Int) -> String { CellName.text(column: column, row: row.number) }
}
