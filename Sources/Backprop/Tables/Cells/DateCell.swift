/// The parts of a cell with a date, a time of day, or both.
struct DateCell {
    /// The numbers of the date in the order of the text: three, two (a month and its year) or none.
    private(set) var parts: [Part] = []
    /// The character between the numbers of the date, or 0 if there is none.
    private(set) var separator: UInt8 = 0
    private(set) var clock = Clock()
    private(set) var hasTime = false

    /// A number of a date. A month's name counts as a number.
    struct Part {
        var value: Int
        var digitCount: Int
        var isName: Bool { digitCount == 0 }
    }

    /// Reads a cell without blanks around it, or returns `nil` if it has another form. The values are not checked.
    init?(_ text: UnsafeBufferPointer<UInt8>) {
        guard text.count >= 4, text.count <= 48, text.contains(where: \.isDigit) else { return nil }
        var reader = DateReader(text)
        reader.skipWeekday()
        if !reader.isAtTime {
            guard readParts(&reader) else { return nil }
            if reader.isAtEnd { return }
            guard reader.skipTimeSeparator() else { return nil }
        }
        guard let clock = Clock(&reader), reader.isAtEnd else { return nil }
        (self.clock, hasTime) = (clock, true)
    }

    private mutating func readParts(_ reader: inout DateReader) -> Bool {
        while parts.count < 3 {
            guard let part = reader.part() else { return false }
            parts.append(part)
            if parts.count == 3 || reader.isAtEnd { break }
            guard let next = reader.partSeparator() else { break }
            // Blanks and commas are between the parts of a date with a month's name alone.
            if next != UInt8(ascii: " ") {
                guard separator == 0 || separator == next else { return false }
                separator = next
            }
        }
        if parts.count == 2 { return parts.contains { $0.digitCount == 4 } }
        return parts.count == 3 && (separator != 0 || parts.contains(where: \.isName))
    }

    /// Whether the date begins with a year of four digits, so that no format leaves a doubt about it.
    var startsWithYear: Bool { parts.first?.digitCount == 4 }

    /// Whether the date has no year of four digits, but one of two.
    var hasShortYear: Bool { parts.count == 3 && !parts.contains { $0.digitCount == 4 } }

    /// Returns the seconds since the beginning of 1970 as plain text, or `nil` if the cell is not a date in the format.
    func seconds(in format: DateFormat) -> [UInt8]? {
        guard let days = days(in: format) else { return nil }
        let whole = days * 86_400 + clock.seconds - clock.offset
        guard clock.nanoseconds > 0 else { return Array("\(whole)".utf8) }
        // The fraction counts upwards, before 1970 too.
        let (seconds, rest) =
            whole < 0 ? (whole + 1, 1_000_000_000 - clock.nanoseconds) : (whole, clock.nanoseconds)
        return Array("\(whole < 0 ? "-" : "")\(seconds.magnitude).\(NumberText.padded(rest, 9))".utf8)
    }

    /// Returns the days since the beginning of 1970, or `nil` if the cell is not a date in the format.
    func days(in format: DateFormat) -> Int? {
        if format == .time { return parts.isEmpty && hasTime ? 0 : nil }
        guard let date = ordered(by: format), (1...12).contains(date.month), date.year >= 1 else {
            return nil
        }
        guard (1...CivilDate.dayCount(year: date.year, month: date.month)).contains(date.day) else {
            return nil
        }
        return CivilDate.days(year: date.year, month: date.month, day: date.day)
    }

    private func ordered(by format: DateFormat) -> (year: Int, month: Int, day: Int)? {
        if parts.count == 2 {
            let yearIsFirst = parts[0].digitCount == 4
            guard yearIsFirst == (format == .yearMonthDay) else { return nil }
            let (year, month) = yearIsFirst ? (parts[0], parts[1]) : (parts[1], parts[0])
            guard month.digitCount <= 2, format != .monthDayYear || month.isName else { return nil }
            return (year.value, month.value, 1)
        }
        guard parts.count == 3 else { return nil }
        let (year, month, day): (Part, Part, Part)
        switch format {
        case .yearMonthDay: (year, month, day) = (parts[0], parts[1], parts[2])
        case .dayMonthYear: (day, month, year) = (parts[0], parts[1], parts[2])
        case .monthDayYear: (month, day, year) = (parts[0], parts[1], parts[2])
        default: return nil
        }
        guard !year.isName, !day.isName, month.digitCount <= 2, day.digitCount <= 2 else { return nil }
        switch year.digitCount {
        case 4: return (year.value, month.value, day.value)
        // As in Excel and LibreOffice, 30 is 1930 and 29 is 2029.
        case 2: return (year.value + (year.value < 30 ? 2000 : 1900), month.value, day.value)
        default: return nil
        }
    }
}

extension DateCell {
    /// A time of day, and the offset of its zone from UTC.
    struct Clock {
        private(set) var seconds = 0
        private(set) var nanoseconds = 0
        private(set) var offset = 0

        init() {}

        /// Reads a time, or returns `nil` if there is none.
        init?(_ reader: inout DateReader) {
            guard let hour = reader.number(1...2), reader.skip(":"), let minute = reader.number(2...2) else {
                return nil
            }
            var (second, isPlain) = (0, true)
            if reader.skip(":") {
                guard let found = reader.number(2...2) else { return nil }
                second = found
                if reader.skip(".") || reader.skip(",") {
                    guard let fraction = reader.fraction() else { return nil }
                    nanoseconds = fraction
                }
            }
            reader.skipBlanks()
            var hours = hour
            if let isAfternoon = reader.half() {
                guard (1...12).contains(hour) else { return nil }
                hours = hour % 12 + (isAfternoon ? 12 : 0)
                isPlain = false
            }
            guard hours < 24 || isPlain && hours == 24 && minute == 0 && second == 0, minute < 60,
                second <= 60
            else { return nil }
            seconds = (hours * 60 + minute) * 60 + second
            reader.skipBlanks()
            guard let zone = reader.zone() else { return nil }
            offset = zone
        }
    }
}
