extension JSONReader {
    // MARK: Strings

    /// Returns the string that starts at this quote.
    mutating func string() throws(JSONError) -> String {
        index += 1
        var text = try plainRun()
        while !take(JSONByte.quote) {
            // A plain run ends at a quote, a backslash, a control character or the end.
            switch peek {
            case JSONByte.backslash: text.unicodeScalars.append(try escape())
            case let control?: throw error(.controlCharacter(control))
            case nil: throw unexpected("'\"'")
            }
            text += try plainRun()
        }
        return text
    }

    /// Returns the bytes up to the next one with a meaning, as text.
    private mutating func plainRun() throws(JSONError) -> String {
        let start = index
        while let byte = peek, byte != JSONByte.quote, byte != JSONByte.backslash, byte >= 0x20 { index += 1 }
        let run = UnsafeBufferPointer(rebasing: bytes[start..<index])
        // Decoding replaces invalid UTF-8, so a text that decodes to its own bytes is valid.
        let text = String(decoding: run, as: UTF8.self)
        var position = 0
        for byte in text.utf8 {
            guard position < run.count, run[position] == byte else {
                throw error(.invalidUTF8, at: start + position)
            }
            position += 1
        }
        return text
    }

    private mutating func escape() throws(JSONError) -> Unicode.Scalar {
        let start = index
        index += 1
        let letter = peek
        index += 1
        if letter == UInt8(ascii: "u") { return try unicodeEscape(from: start) }
        guard let character = JSONByte.character(escapedBy: letter) else {
            throw error(.invalidEscape, at: start)
        }
        return character
    }

    private mutating func unicodeEscape(from start: Int) throws(JSONError) -> Unicode.Scalar {
        let first = try hexDigits(from: start)
        if let scalar = Unicode.Scalar(first) { return scalar }
        let second = index
        guard UTF16.isLeadSurrogate(first), take(JSONByte.backslash), take(UInt8(ascii: "u")) else {
            throw error(.loneSurrogate(first), at: start)
        }
        let trail = try hexDigits(from: second)
        guard UTF16.isTrailSurrogate(trail) else { throw error(.loneSurrogate(first), at: start) }
        let scalar = 0x10000 + (UInt32(first & 0x3ff) << 10 | UInt32(trail & 0x3ff))
        return Unicode.Scalar(scalar) ?? "\u{fffd}"
    }

    private mutating func hexDigits(from start: Int) throws(JSONError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80
            else {
                throw error(.invalidEscape, at: start)
            }
            unit = unit << 4 | UInt16(digit)
            index += 1
        }
        return unit
    }

    // MARK: Numbers

    /// Returns the number that starts here.
    mutating func number() throws(JSONError) -> JSONValue {
        let start = index
        _ = take(JSONByte.minus)
        let leadingZero = peek == JSONByte.zero
        let integerDigits = skipDigits()
        guard integerDigits > 0, integerDigits == 1 || !leadingZero else {
            throw error(.invalidNumber, at: start)
        }
        let isFraction = try skipFraction(from: start)
        let isExponent = try skipExponent(from: start)
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        return isFraction || isExponent || text == "-0"
            ? try double(text, from: start) : try integer(text, from: start)
    }

    private func integer(_ text: String, from start: Int) throws(JSONError) -> JSONValue {
        if let value = Int64(text) { return .integer(value) }
        if let value = UInt64(text) { return .unsigned(value) }
        if roundsLargeIntegers { return try double(text, from: start) }
        throw error(.integerTooLarge, at: start)
    }

    private func double(_ text: String, from start: Int) throws(JSONError) -> JSONValue {
        guard let value = Double(text) else { throw error(.invalidNumber, at: start) }
        guard value.isFinite else { throw error(.numberTooLarge, at: start) }
        return .double(value)
    }

    private mutating func skipFraction(from start: Int) throws(JSONError) -> Bool {
        guard take(JSONByte.point) else { return false }
        guard skipDigits() > 0 else { throw error(.invalidNumber, at: start) }
        return true
    }

    private mutating func skipExponent(from start: Int) throws(JSONError) -> Bool {
        guard take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) else { return false }
        if !take(JSONByte.plus) { _ = take(JSONByte.minus) }
        guard skipDigits() > 0 else { throw error(.invalidNumber, at: start) }
        return true
    }

    private mutating func skipDigits() -> Int {
        let start = index
        while let byte = peek, JSONByte.digits.contains(byte) { index += 1 }
        return index - start
    }
}
