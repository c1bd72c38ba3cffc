/// The kind of value that a cell's number format shows.
enum CellFormat: Equatable {
    case number
    /// A code with leading zeros, such as `00000` for a postal code, with its number of digits.
    case code(Int)
    case percent
    case date
    case time
    case dateAndTime

    /// Whether the format shows a date, a time, or both.
    var isDate: Bool {
        switch self {
        case .date, .time, .dateAndTime: true
        case .number, .code, .percent: false
        }
    }

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
            let isCode = letters.count > 1 && letters.allSatisfy { $0 == "0" }
            self = letters.contains("%") ? .percent : isCode ? .code(letters.count) : .number
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
    private var codes: [String?] = []

    /// A workbook without styles.
    init() {}

    init(_ xml: XMLReader) throws(TableError) {
        var custom: [Int: (format: CellFormat, code: String)] = [:]
        var isInCells = false
        while try xml.next() != .finished {
            if xml.event == .end, xml.isElement("cellXfs") { isInCells = false }
            guard xml.event == .start else { continue }
            if xml.isElement("cellXfs") { isInCells = true }
            if xml.isElement("numFmt"), let code = xml.number("numFmtId") {
                let text = try xml.attribute("formatCode") ?? ""
                custom[code] = (CellFormat(text: text), text)
            }
            if isInCells, xml.isElement("xf") {
                let code = xml.number("numFmtId") ?? 0
                formats.append(custom[code]?.format ?? CellFormat(builtIn: code))
                codes.append(custom[code]?.code ?? Self.builtIn[code])
            }
        }
    }

    /// Returns the format of a style; that of a style that is not there is a number.
    subscript(style: Int) -> CellFormat { formats.indices.contains(style) ? formats[style] : .number }

    /// Returns the code of a style's format, or `nil` if it is the general one or one of the reader's country.
    func code(_ style: Int) -> String? {
        guard codes.indices.contains(style), let code = codes[style], code.lowercased() != "general",
            !code.isEmpty, code != "@"
        else { return nil }
        return code
    }

    /// The codes of built-in formats that look alike in every country.
    private static let builtIn = [
        1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 18: "h:mm AM/PM",
        19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0",
    ]
}
