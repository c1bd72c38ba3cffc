/// A reader of the words and numbers of a date, one after another.
struct DateReader {
    private let text: UnsafeBufferPointer<UInt8>
    private var next = 0

    init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

    var isAtEnd: Bool { next == text.count }

    /// Whether one or two digits and a colon follow.
    var isAtTime: Bool {
        let digits = text[next...].prefix(3).prefix(while: \.isDigit).count
        return (1...2).contains(digits) && next + digits < text.count
            && text[next + digits] == UInt8(ascii: ":")
    }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard !isAtEnd, text[next] == UInt8(ascii: character) else { return false }
        next += 1
        return true
    }

    mutating func skipBlanks() { while !isAtEnd, text[next].isBlank { next += 1 } }

    /// Returns a number of so many digits.
    mutating func number(_ digitCounts: ClosedRange<Int>) -> Int? {
        let digits = text[next...].prefix(while: \.isDigit)
        guard digitCounts.contains(digits.count) else { return nil }
        next += digits.count
        return digits.reduce(0) { $0 * 10 + Int($1 &- 0x30) }
    }

    /// Returns the digits of a fraction in nanoseconds; further digits do not count.
    mutating func fraction() -> Int? {
        let digits = text[next...].prefix(while: \.isDigit)
        guard !digits.isEmpty else { return nil }
        next += digits.count
        let kept = digits.prefix(9).reduce(0) { $0 * 10 + Int($1 &- 0x30) }
        return (digits.prefix(9).count..<9).reduce(kept) { number, _ in number * 10 }
    }

    /// Returns a number or the name of a month.
    mutating func part() -> DateCell.Part? {
        if !isAtEnd, text[next].isDigit {
            let start = next
            return number(1...4).map { DateCell.Part(value: $0, digitCount: next - start) }
        }
        return name(of: Self.months).map { DateCell.Part(value: $0 + 1, digitCount: 0) }
    }

    /// Skips what is between two parts of a date; returns the character, a blank for blanks and commas.
    mutating func partSeparator() -> UInt8? {
        let start = next
        while !isAtEnd, text[next].isBlank || text[next] == UInt8(ascii: ",") { next += 1 }
        if next > start {
            // A time may follow a month and its year.
            if isAtTime {
                next = start
                return nil
            }
            return UInt8(ascii: " ")
        }
        guard !isAtEnd, Array("-/.".utf8).contains(text[next]) else { return nil }
        next += 1
        // The point of an abbreviation: "31. Mar. 2022".
        if text[next - 1] == UInt8(ascii: "."), !isAtEnd, text[next].isBlank {
            skipBlanks()
            return UInt8(ascii: " ")
        }
        return text[next - 1]
    }

    /// Skips what is between a date and a time; returns whether there was something.
    mutating func skipTimeSeparator() -> Bool {
        let start = next
        if skip("T") || skip("t") { return true }
        _ = skip(",")
        skipBlanks()
        return next > start
    }

    /// Skips the name of a day of the week and the comma behind it.
    mutating func skipWeekday() {
        guard name(of: Self.weekdays) != nil else { return }
        _ = skip(",")
        _ = skip(".")
        skipBlanks()
    }

    /// Returns whether a time is in the afternoon, or `nil` if that is not written.
    mutating func half() -> Bool? {
        guard next + 1 < text.count, text[next + 1] | 0x20 == UInt8(ascii: "m"),
            next + 2 == text.count || !Self.isLetter(text[next + 2])
        else { return nil }
        let letter = text[next] | 0x20
        guard letter == UInt8(ascii: "a") || letter == UInt8(ascii: "p") else { return nil }
        next += 2
        return letter == UInt8(ascii: "p")
    }

    /// Returns a zone's offset from UTC in seconds, 0 if none is written, or `nil` if something else follows.
    mutating func zone() -> Int? {
        if isAtEnd || skip("Z") || skip("z") { return 0 }
        if name(of: ["utc", "gmt"]) != nil, isAtEnd { return 0 }
        let isNegative: Bool
        if skip("-") { isNegative = true } else if skip("+") { isNegative = false } else { return nil }
        var (hours, minutes) = (0, 0)
        if let digits = number(4...4) {
            (hours, minutes) = digits.quotientAndRemainder(dividingBy: 100)
        } else {
            guard let found = number(2...2) else { return nil }
            hours = found
            if skip(":") {
                guard let found = number(2...2) else { return nil }
                minutes = found
            }
        }
        guard hours <= 15, minutes < 60 else { return nil }
        return (hours * 60 + minutes) * (isNegative ? -60 : 60)
    }

    /// Returns the index of the name that the next letters are, or begin with its first three.
    private mutating func name(of names: [String]) -> Int? {
        let word = text[next...].prefix(while: Self.isLetter)
        guard word.count >= 3 else { return nil }
        let found = names.firstIndex { name in
            word.count <= name.utf8.count && zip(word, name.utf8).allSatisfy { $0 | 0x20 == $1 }
        }
        if found != nil { next += word.count }
        return found
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }

    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november", "december",
    ]
    private static let weekdays = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]
}
