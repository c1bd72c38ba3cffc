/// The dates and times of a spreadsheet: days since an origin, with the time as a fraction.
enum SerialDate {
    private static let millisecondsPerDay = 86_400_000.0

    /// Returns a number as ISO 8601 text for its format, or `nil` if it is outside of what a spreadsheet shows as a date.
    ///
    /// In the system of 1900 the number 1 is 1900-01-01, and 60 is a 29th of February that did not exist. In that of
    /// 1904 the number 0 is 1904-01-01. The time is rounded to milliseconds.
    static func text(_ value: Double, format: CellFormat, since1904: Bool) -> String? {
        guard value >= 0, value < 2_958_466 else { return nil }
        var day = Int(value)
        var time = Int(((value - Double(day)) * millisecondsPerDay).rounded())
        if time == Int(millisecondsPerDay) { (day, time) = (day + 1, 0) }
        if format == .time, day == 0 { return timeText(time) }
        guard let date = dateText(day, since1904: since1904) else { return nil }
        return format == .date ? date : "\(date)T\(timeText(time))"
    }

    private static func dateText(_ day: Int, since1904: Bool) -> String? {
        if !since1904, day == 0 || day == 60 { return nil }
        // Days since 1970-01-01.
        let days = since1904 ? day - 24_107 : day - (day < 60 ? 25_568 : 25_569)
        return days <= lastDay ? CivilDate.text(ofDay: days) : nil
    }

    /// The last day of the year 9999, counted from the beginning of 1970.
    private static let lastDay = 2_932_896

    static func timeText(_ milliseconds: Int) -> String {
        let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1000)
        let time = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { NumberText.padded($0, 2) }
            .joined(separator: ":")
        return rest == 0 ? time : "\(time).\(NumberText.padded(rest, 3))"
    }
}
