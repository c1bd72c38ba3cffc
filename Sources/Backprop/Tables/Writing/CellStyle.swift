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

    /// The formats that are not built in, in XML.
    static var customFormats: String {
        let formats = allCases.compactMap { style in
            style.formatCode.map { "<numFmt numFmtId=\"\(style.formatNumber)\" formatCode=\"\($0)\"/>" }
        }
        return "<numFmts count=\"\(formats.count)\">\(formats.joined())</numFmts>"
    }

    /// The styles in the order of their indices, in XML.
    static var cellFormats: String {
        let formats = allCases.map { style in
            "<xf numFmtId=\"\(style.formatNumber)\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\""
                + (style == .plain ? "/>" : " applyNumberFormat=\"1\"/>")
        }
        return "<cellXfs count=\"\(formats.count)\">\(formats.joined())</cellXfs>"
    }
}
