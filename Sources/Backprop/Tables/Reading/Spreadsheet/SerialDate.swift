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
        let (year, month, number) = civil(days)
        return year > 9999 ? nil : "\(padded(year, 4))-\(padded(month, 2))-\(padded(number, 2))"
    }

    /// Returns the date of the Gregorian calendar so many days after 1970-01-01.
    ///
    /// Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    private static func timeText(_ milliseconds: Int) -> String {
        let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1000)
        let time = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, 2) }.joined(
            separator: ":")
        return rest == 0 ? time : "\(time).\(padded(rest, 3))"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
