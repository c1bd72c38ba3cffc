/// The notation of dates and times in a column. Its numbers are seconds since the beginning of 1970 in UTC.
///
/// A date may have a time behind it, with a fraction and a time zone; without a zone it is taken as UTC.
public enum DateFormat: String, Codable, Hashable, Sendable, CaseIterable {
    /// `2022-03-31`, `2022/03/31`, `2022-03-31T09:11:30.5+02:00`
    case yearMonthDay = "year-month-day"
    /// `31.03.2022`, `31/3/22`, `31 March 2022`
    case dayMonthYear = "day-month-year"
    /// `3/31/2022`, `March 31, 2022`
    case monthDayYear = "month-day-year"
    /// `09:11`, `9:11:30 PM`
    case time
    /// The seconds since the beginning of 1970.
    case unix
    /// The milliseconds since the beginning of 1970.
    case unixMilliseconds = "unix-milliseconds"
    /// The days since the end of 1899, as spreadsheets count them.
    case spreadsheet
}

extension DateFormat {
    /// The formats that are found in texts. The others look like numbers, and have to be declared.
    static let detected: [DateFormat] = [.dayMonthYear, .monthDayYear, .yearMonthDay, .time]

    /// Returns a cell's seconds since the beginning of 1970 as plain text, or `nil` if the cell does not fit.
    ///
    /// A date with a year of four digits first fits the other orders too, since it leaves no doubt.
    ///
    /// - Parameter text: The cell without the blanks around it.
    func plain(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        switch self {
        case .unix: return DecimalNumber(text, decimalMark: 0x2E) == nil ? nil : Array(text)
        case .unixMilliseconds, .spreadsheet:
            guard DecimalNumber(text, decimalMark: 0x2E) != nil,
                let number = Double(String(decoding: text, as: UTF8.self))
            else { return nil }
            let seconds = self == .spreadsheet ? (number - Self.spreadsheetEpoch) * 86_400 : number / 1000
            return Array("\(seconds)".utf8)
        case .dayMonthYear, .monthDayYear:
            return DateCell(text).flatMap { $0.seconds(in: $0.startsWithYear ? .yearMonthDay : self) }
        case .yearMonthDay, .time: return DateCell(text).flatMap { $0.seconds(in: self) }
        }
    }

    /// The day on which 1970 began, as spreadsheets count.
    private static let spreadsheetEpoch = 25_569.0

    /// A cell in the format.
    var example: String {
        switch self {
        case .yearMonthDay: "2022-03-31"
        case .dayMonthYear: "31.03.2022"
        case .monthDayYear: "3/31/2022"
        case .time: "09:11"
        case .unix: "1648684800"
        case .unixMilliseconds: "1648684800000"
        case .spreadsheet: "44651"
        }
    }
}

extension DateFormat: CustomStringConvertible {
    /// The format in a phrase: `dates, day before month`.
    public var description: String {
        switch self {
        case .yearMonthDay: "dates, year first"
        case .dayMonthYear: "dates, day before month"
        case .monthDayYear: "dates, month before day"
        case .time: "times of day"
        case .unix: "seconds since 1970"
        case .unixMilliseconds: "milliseconds since 1970"
        case .spreadsheet: "days as spreadsheets count them"
        }
    }
}
