/// The number formats of the cells in a workbook that is written.
enum CellStyle: CaseIterable {
    case plain, percent, percentWithFraction, date, dateAndTime, dateAndMilliseconds, time,
        timeWithMilliseconds

    /// The style that shows all parts of a date.
    init(_ date: SpreadsheetDate) {
        let hasFraction = (date.milliseconds ?? 0) % 1000 != 0
        if date.day == nil {
            self = hasFraction ? .timeWithMilliseconds : .time
        } else if date.milliseconds == nil {
            self = .date
        } else {
            self = hasFraction ? .dateAndMilliseconds : .dateAndTime
        }
    }

    /// The index by which a cell refers to the style.
    var index: Int { Self.allCases.firstIndex(of: self)! }

    /// The number of the format. Those below 164 are built in and look as is customary in the reader's country.
    ///
    /// Source: ECMA-376, part 1, section 18.8.30.
    private var formatNumber: Int {
        switch self {
        case .plain: 0
        case .percent: 9
        case .percentWithFraction: 10
        case .date: 14
        case .time: 21
        case .dateAndTime: 164
        case .dateAndMilliseconds: 165
        case .timeWithMilliseconds: 166
        }
    }

    /// The text of a format that is not built in.
    private var formatCode: String? {
        switch self {
        case .dateAndTime: "yyyy\\-mm\\-dd\\ hh:mm:ss"
        case .dateAndMilliseconds: "yyyy\\-mm\\-dd\\ hh:mm:ss.000"
        case .timeWithMilliseconds: "hh:mm:ss.000"
        default: nil
        }
    }

    /// The numbers and codes of the formats that are not built in.
    fileprivate static var customFormats: [(number: Int, code: String)] {
        allCases.compactMap { style in style.formatCode.map { (style.formatNumber, $0) } }
    }

    fileprivate static var formatNumbers: [Int] { allCases.map(\.formatNumber) }
}

/// The styles of a workbook: those that are always there, and one for each other number format of its cells.
struct WorkbookStyles {
    private var codes: [String] = []
    private var indices: [String: Int] = [:]
    private static let firstNumber = 167

    /// Finds the number formats of cells.
    init(_ rows: [[WorkbookFile.Cell]]) {
        for case .formatted(_, let code) in rows.joined() where indices[code] == nil {
            indices[code] = CellStyle.allCases.count + codes.count
            codes.append(code)
        }
    }

    /// Returns the index by which a cell refers to the style of a number format.
    func index(_ code: String) -> Int { indices[code] ?? 0 }

    /// The formats that are not built in, in XML.
    var customFormats: String {
        let own = codes.enumerated().map { (number: Self.firstNumber + $0, code: Self.escaped($1)) }
        let formats = (CellStyle.customFormats + own).map {
            "<numFmt numFmtId=\"\($0.number)\" formatCode=\"\($0.code)\"/>"
        }
        return "<numFmts count=\"\(formats.count)\">\(formats.joined())</numFmts>"
    }

    /// The styles in the order of their indices, in XML.
    var cellFormats: String {
        let numbers = CellStyle.formatNumbers + codes.indices.map { Self.firstNumber + $0 }
        let formats = numbers.map { number in
            "<xf numFmtId=\"\(number)\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\""
                + (number == 0 ? "/>" : " applyNumberFormat=\"1\"/>")
        }
        return "<cellXfs count=\"\(formats.count)\">\(formats.joined())</cellXfs>"
    }

    private static func escaped(_ code: String) -> String {
        code.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
