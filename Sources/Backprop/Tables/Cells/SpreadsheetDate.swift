/// A date, a time of day, or both, in the way of spreadsheets: without a time zone, in milliseconds.
public struct SpreadsheetDate: Hashable, Sendable {
    /// The days since the beginning of 1970, or `nil` for a time of day alone.
    public let day: Int?
    /// The milliseconds since midnight, or `nil` for a date alone.
    public let milliseconds: Int?

    /// Creates a date, a time of day, or both.
    public init(day: Int?, milliseconds: Int?) { (self.day, self.milliseconds) = (day, milliseconds) }

    /// The number by which spreadsheets count days, or `nil` if it is none that all of them show as this date.
    ///
    /// They count from the end of 1899, with a 29th of February 1900 that did not exist.
    package var serialNumber: Double? {
        let fraction = Double(milliseconds ?? 0) / 86_400_000
        guard let day else { return fraction }
        let serial = day + 25_569
        return (61..<2_958_466).contains(serial) ? Double(serial) + fraction : nil
    }

    /// The date in ISO 8601: `2022-03-31T09:11:30`.
    var text: String {
        let time = milliseconds.map { SerialDate.timeText($0) }
        return [day.map { CivilDate.text(ofDay: $0) }, time].compactMap { $0 }.joined(separator: "T")
    }
}

extension DateCell {
    /// Returns the date for a spreadsheet, or `nil` if it has a time zone, no day, or a fraction of a millisecond.
    func spreadsheetDate(in format: DateFormat) -> SpreadsheetDate? {
        guard clock.offset == 0, clock.nanoseconds % 1_000_000 == 0, parts.count != 2,
            let days = days(in: format) ?? (startsWithYear ? days(in: .yearMonthDay) : nil)
        else { return nil }
        let milliseconds = clock.seconds * 1000 + clock.nanoseconds / 1_000_000
        if parts.isEmpty { return SpreadsheetDate(day: nil, milliseconds: milliseconds) }
        guard hasTime else { return SpreadsheetDate(day: days, milliseconds: nil) }
        // 24:00 and a leap second belong to the next day.
        let (more, rest) = milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
        return SpreadsheetDate(day: days + more, milliseconds: rest)
    }
}
