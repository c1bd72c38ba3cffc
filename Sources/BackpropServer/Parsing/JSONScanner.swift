import Backprop

/// A walk over JSON text that checks its grammar (RFC 8259) and finds where values lie, without making them.
struct JSONScanner {
    let bytes: UnsafeBufferPointer<UInt8>
    private(set) var index = 0
    private var depth = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// Throws an error unless the bytes are UTF-8.
    static func requireUTF8(_ bytes: UnsafeBufferPointer<UInt8>) throws(RequestError) {
        guard bytes.contains(where: { $0 >= 0x80 }) else { return }
        var index = 0
        // Decoding replaces invalid bytes, so a text that decodes to its own bytes is valid.
        for byte in String(decoding: bytes, as: UTF8.self).utf8 {
            guard index < bytes.count, bytes[index] == byte else {
                throw RequestError("UTF-8 was expected, but the body has another byte at offset \(index).")
            }
            index += 1
        }
    }

    /// Returns the next byte after white space, or `nil` at the end.
    @inline(__always)
    mutating func peek() -> UInt8? {
        while index < bytes.count {
            let byte = bytes[index]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
            index += 1
        }
        return nil
    }

    /// Skips a byte that comes next, after white space. Returns whether it does.
    @inline(__always)
    mutating func take(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        index += 1
        return true
    }

    /// Skips a byte, or throws an error if another one comes next.
    @inline(__always)
    mutating func require(_ byte: UInt8, _ expected: String? = nil) throws(RequestError) {
        guard take(byte) else { throw unexpected(expected ?? "'\(Character(Unicode.Scalar(byte)))'") }
    }

    /// Skips the members of an object, or the elements of a list, each by a function.
    mutating func nested(
        closing: UInt8, _ body: (inout JSONScanner) throws(RequestError) -> Void
    ) throws(RequestError) {
        guard depth < JSONValue.nestingLimit else {
            throw RequestError(
                "The body's lists and objects nest deeper than \(JSONValue.nestingLimit) levels.")
        }
        (index, depth) = (index + 1, depth + 1)
        defer { depth -= 1 }
        if take(closing) { return }
        while true {
            try body(&self)
            if take(closing) { return }
            try require(0x2C, "',' or '\(Character(Unicode.Scalar(closing)))'")
        }
    }

    /// Skips a value, and returns its bytes.
    @discardableResult
    mutating func value() throws(RequestError) -> Range<Int> {
        let first = peek()
        let start = index
        switch first {
        case UInt8(ascii: "{"):
            try nested(closing: UInt8(ascii: "}")) { (scanner) throws(RequestError) in
                _ = try scanner.key()
                try scanner.value()
            }
        case UInt8(ascii: "["):
            try nested(closing: UInt8(ascii: "]")) { (scanner) throws(RequestError) in try scanner.value() }
        case UInt8(ascii: "\""): _ = try string()
        case UInt8(ascii: "t"): try word("true")
        case UInt8(ascii: "f"): try word("false")
        case UInt8(ascii: "n"): try word("null")
        default: try number()
        }
        return start..<index
    }

    /// Skips a key with its colon. Returns its bytes, or `nil` if it has an escape.
    @inline(__always)
    mutating func key() throws(RequestError) -> Range<Int>? {
        guard peek() == UInt8(ascii: "\"") else { throw unexpected("a key in double quotes") }
        let key = try string()
        try require(UInt8(ascii: ":"))
        return key
    }

    /// Throws an error if there is more text.
    mutating func end() throws(RequestError) {
        if peek() != nil { throw unexpected("the end of the body") }
    }

    mutating func word(_ word: StaticString) throws(RequestError) {
        for offset in 0..<word.utf8CodeUnitCount {
            guard index < bytes.count, bytes[index] == word.utf8Start[offset] else {
                throw unexpected("'\(word)'")
            }
            index += 1
        }
    }

    /// Returns the error for the next byte.
    func unexpected(_ expected: String) -> RequestError {
        let found = index < bytes.count ? JSONError.Problem.name(of: bytes[index]) : "the end of the body"
        return RequestError(
            "The body is not JSON: \(expected) was expected at byte \(index), but \(found) found.")
    }
}

/// Strings and numbers.
extension JSONScanner {
    /// Skips the string that begins here. Returns its bytes without the quotes, or `nil` if it has an escape.
    mutating func string() throws(RequestError) -> Range<Int>? {
        index += 1
        let start = index
        var isPlain = true
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") {
                index += 1
                return isPlain ? start..<index - 1 : nil
            }
            if byte == UInt8(ascii: "\\") {
                isPlain = false
                try escape()
                continue
            }
            guard byte >= 0x20 else { throw unexpected("an escape") }
            index += 1
        }
        throw unexpected("'\"'")
    }

    private mutating func escape() throws(RequestError) {
        index += 1
        guard index < bytes.count else { throw unexpected("an escape") }
        if bytes[index] == UInt8(ascii: "u") {
            for _ in 0..<4 {
                index += 1
                guard index < bytes.count, bytes[index] < 0x80,
                    Character(Unicode.Scalar(bytes[index])).isHexDigit
                else { throw unexpected("a hex digit") }
            }
        } else if !"\"\\/bfnrt".utf8.contains(bytes[index]) {
            throw unexpected("an escape")
        }
        index += 1
    }

    /// Skips the number that begins here, and returns its bytes.
    @discardableResult
    mutating func number() throws(RequestError) -> Range<Int> {
        let start = index
        if next == UInt8(ascii: "-") { index += 1 }
        let isZero = next == UInt8(ascii: "0")
        let first = index
        try digits(index == start ? "a value" : "a digit")
        if isZero, index > first + 1 {
            index = first + 1
            throw unexpected("the end of the number")
        }
        if next == UInt8(ascii: ".") {
            index += 1
            try digits("a digit")
        }
        if let byte = next, byte | 0x20 == UInt8(ascii: "e") {
            index += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { index += 1 }
            try digits("a digit")
        }
        return start..<index
    }

    @inline(__always)
    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    @inline(__always)
    private mutating func digits(_ expected: String) throws(RequestError) {
        guard let first = next, first &- 0x30 < 10 else { throw unexpected(expected) }
        repeat { index += 1 } while index < bytes.count && bytes[index] &- 0x30 < 10
    }
}
