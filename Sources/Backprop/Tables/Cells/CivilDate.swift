/// The Gregorian calendar, in days since the beginning of 1970.
///
/// Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
enum CivilDate {
    static func dayCount(year: Int, month: Int) -> Int {
        month == 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    private static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    /// Returns the days from the beginning of 1970 to a date.
    static func days(year: Int, month: Int, day: Int) -> Int {
        // Years begin in March, so that the leap day is their last.
        let year = month <= 2 ? year - 1 : year
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return year * 365 + floor(year, 4) - floor(year, 100) + floor(year, 400) + dayOfYear - 719_468
    }

    /// Returns the date so many days after the beginning of 1970.
    static func date(ofDay day: Int) -> (year: Int, month: Int, day: Int) {
        // Eras of 400 years begin in March of the year 0.
        let shifted = day + 719_468
        let era = floor(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    private static func floor(_ number: Int, _ divisor: Int) -> Int {
        number >= 0 ? number / divisor : -((divisor - 1 - number) / divisor)
    }

    /// Returns the date of a day as `2022-03-31`.
    static func text(ofDay day: Int) -> String {
        let date = date(ofDay: day)
        return [
            NumberText.padded(date.year, 4), NumberText.padded(date.month, 2), NumberText.padded(date.day, 2),
        ]
        .joined(separator: "-")
    }
}
