/// The kind of value that a cell's number format shows.
enum CellFormat {
    case number
    case percent
    case date
    case time
    case dateAndTime

    /// Whether the format shows a date, a time, or both.
    var isDate: Bool { self != .number && self != .percent }

    /// The format of one of the codes that need no text.
    ///
    /// Source: ECMA-376, part 1, section 18.8.30. 27 to 36 and 50 to 58 are dates and times of East Asian versions.
    init(builtIn code: Int) {
        switch code {
        case 9, 10: self = .percent
        case 14...17, 27...31, 36, 50...54, 57, 58: self = .date
        case 18...21, 32...35, 45, 47, 55, 56: self = .time
        case 22: self = .dateAndTime
        default: self = .number
        }
    }

    /// The format of a text such as `dd/mm/yyyy hh:mm`, by its first section. An elapsed time, `[h]:mm`, is a number.
    init(text: String) {
        var letters = ""
        var scalars = Array(text.lowercased().unicodeScalars)[...]
        while let scalar = scalars.popFirst(), scalar != ";" {
            switch scalar {
            case "\"": scalars = scalars.drop { $0 != "\"" }.dropFirst()
            case "\\", "_", "*": scalars = scalars.dropFirst()
            case "[":
                let bracket = scalars.prefix { $0 != "]" }
                if !bracket.isEmpty, bracket.allSatisfy({ "hms".unicodeScalars.contains($0) }) {
                    self = .number
                    return
                }
                scalars = scalars.dropFirst(bracket.count + 1)
            default: letters.unicodeScalars.append(scalar)
            }
        }
        self.init(letters: letters)
    }

    private init(letters: String) {
        func has(_ characters: String) -> Bool { letters.contains { characters.contains($0) } }
        guard !has("0#?") || has("hs"), letters != "general", !letters.hasPrefix("standard") else {
            self = letters.contains("%") ? .percent : .number
            return
        }
        let hasTime = has("hs")
        // Next to hours or seconds an m means minutes.
        let hasDate = has("yd") || has("m") && !hasTime || has("e") && !has("0#?")
        self = hasDate ? (hasTime ? .dateAndTime : .date) : hasTime ? .time : .number
    }
}

/// The number formats of a workbook's cell styles.
struct CellStyles {
    private var formats: [CellFormat] = []

    /// A workbook without styles.
    init() {}

    init(_ xml: XMLReader) throws(TableError) {
        var custom: [Int: CellFormat] = [:]
        var isInCells = false
        while try xml.next() != .finished {
            if xml.event == .end, xml.isElement("cellXfs") { isInCells = false }
            guard xml.event == .start else { continue }
            if xml.isElement("cellXfs") { isInCells = true }
            if xml.isElement("numFmt"), let code = xml.number("numFmtId") {
                custom[code] = CellFormat(text: try xml.attribute("formatCode") ?? "")
            }
            if isInCells, xml.isElement("xf") {
                let code = xml.number("numFmtId") ?? 0
                formats.append(custom[code] ?? CellFormat(builtIn: code))
            }
        }
    }

    /// Returns the format of a style; that of a style that is not there is a number.
    subscript(style: Int) -> CellFormat { formats.indices.contains(style) ? formats[style] : .number }
}
