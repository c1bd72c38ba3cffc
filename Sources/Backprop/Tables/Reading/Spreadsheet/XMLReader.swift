/// A reader of the XML in a workbook, one tag or text at a time.
///
/// It knows elements, attributes, texts, the five named entities and those of numbers. A declaration of a document type,
/// with which a file could define or load more, is an error. Memory holds one tag or text.
final class XMLReader {
    enum Event { case start, end, text, finished }

    /// The current event.
    private(set) var event = Event.text
    /// The number of open elements.
    private(set) var depth = 0
    private let buffer: TextBuffer
    private let archive: ZipArchive
    private let name: String
    private let maximumLength: Int
    /// The number of bytes of the current tag or text in the buffer.
    private var length = 0
    /// The range of the element's name or the text in the current token.
    private var content = 0..<0
    private var isVerbatim = false
    private var owesEnd = false

    private static let maximumDepth = 256

    init(
        _ entry: ZipArchive.Entry, of archive: ZipArchive, maximumLength: Int, chunkSize: Int = 1 << 16
    ) throws(TableError) {
        (self.archive, name) = (archive, entry.name)
        // Tags may be longer than a short row.
        self.maximumLength = max(1 << 16, maximumLength)
        let text = try PrefixedBytes(
            peeking: FileKind.byteOrderMark.count, from: ZipEntryBytes(entry, of: archive))
        buffer = TextBuffer(text, name: archive.source, encoding: .utf8, chunkSize: chunkSize)
    }

    /// The bytes of the current token.
    private var token: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: buffer.base + buffer.start, count: length)
    }

    /// Whether the current element has a name, with any prefix.
    func isElement(_ name: StaticString) -> Bool {
        content.count == name.utf8CodeUnitCount
            && (0..<content.count).allSatisfy {
                buffer.base[buffer.start + content.lowerBound + $0] == name.utf8Start[$0]
            }
    }

    /// Continues with the next tag or text. Returns its kind.
    func next() throws(TableError) -> Event {
        if owesEnd {
            owesEnd = false
            depth -= 1
            event = .end
            return event
        }
        buffer.start += length
        length = 0
        while true {
            guard try available(1) else { return try finish() }
            if buffer.base[buffer.start] != 0x3C { return try takeText() }
            if try !skipsMarkup() { return event == .text ? event : try takeTag() }
        }
    }

    private func finish() throws(TableError) -> Event {
        guard depth == 0 else { throw damage("it ends inside an element") }
        event = .finished
        return event
    }

    private func takeText() throws(TableError) -> Event {
        length = try distance(to: [0x3C], from: 0, mayEnd: true)
        (content, isVerbatim, event) = (0..<length, false, .text)
        return event
    }

    /// Skips a comment or an instruction. Returns `false` for a tag, and for a verbatim text, which it takes.
    private func skipsMarkup() throws(TableError) -> Bool {
        event = .start
        guard try available(2) else { throw damage("it ends inside a tag") }
        let second = buffer.base[buffer.start + 1]
        if second == UInt8(ascii: "?") {
            buffer.start += try distance(to: Array("?>".utf8), from: 2) + 2
            return true
        }
        guard second == UInt8(ascii: "!") else { return false }
        if try begins(with: "<!--") {
            buffer.start += try distance(to: Array("-->".utf8), from: 4) + 3
            return true
        }
        guard try begins(with: "<![CDATA[") else { throw damage("it declares a document type") }
        let end = try distance(to: Array("]]>".utf8), from: 9)
        (content, isVerbatim, event, length) = (9..<end, true, .text, end + 3)
        return false
    }

    private func takeTag() throws(TableError) -> Event {
        length = try tagLength()
        let isEnd = length > 1 && token[1] == UInt8(ascii: "/")
        let start = isEnd ? 2 : 1
        var end = start
        var local = start
        while end < length - 1, !token[end].isBlank, !token[end].isLineEnd, token[end] != UInt8(ascii: "/") {
            end += 1
            if token[end - 1] == UInt8(ascii: ":") { local = end }
        }
        content = local..<end
        if content.isEmpty { throw damage("a tag in it has no name") }
        if isEnd {
            guard depth > 0 else { throw damage("it closes an element that is not open") }
            depth -= 1
            event = .end
        } else {
            depth += 1
            guard depth <= Self.maximumDepth else { throw damage("its elements nest too deeply") }
            owesEnd = token[length - 2] == UInt8(ascii: "/")
            event = .start
        }
        return event
    }

    func damage(_ problem: String) -> TableError { archive.damage("in \(quoted(name)), \(problem)") }
}

/// Reading on in the buffer.
extension XMLReader {
    /// Reads until so many bytes are there. Returns `false` at the end.
    private func available(_ count: Int) throws(TableError) -> Bool {
        while buffer.limit - buffer.start < count {
            switch buffer.ending {
            case .none: buffer.fill()
            case .text: return false
            case .error(let error): throw error
            case .invalidByte, .nul: throw damage("its text is not UTF-8")
            }
            guard count <= maximumLength else { throw tooLong }
        }
        return true
    }

    private var tooLong: TableError {
        TableError(
            .rowTooLong, source: archive.source,
            problem: "A text in \(quoted(name)) is longer than \(maximumLength) bytes.",
            remedy: "If it is right, raise the limit.", option: .raiseMaximumRowLength)
    }

    private func begins(with text: StaticString) throws(TableError) -> Bool {
        guard try available(text.utf8CodeUnitCount) else { return false }
        return (0..<text.utf8CodeUnitCount).allSatisfy {
            buffer.base[buffer.start + $0] == text.utf8Start[$0]
        }
    }

    /// Returns the offset of some bytes in the text from an offset on; of its end if they may be missing.
    private func distance(
        to bytes: [UInt8], from first: Int, mayEnd: Bool = false
    ) throws(TableError) -> Int {
        var offset = first
        while true {
            guard try available(offset + bytes.count) else {
                guard mayEnd else { throw damage("it ends too early") }
                return buffer.limit - buffer.start
            }
            let last = buffer.limit - buffer.start - bytes.count
            while offset <= last {
                let at = buffer.base + buffer.start + offset
                if at[0] == bytes[0], bytes.indices.allSatisfy({ at[$0] == bytes[$0] }) { return offset }
                offset += 1
            }
        }
    }

    /// Returns the length of the tag here. A closing bracket inside quotes is part of an attribute.
    private func tagLength() throws(TableError) -> Int {
        var (offset, quote) = (1, UInt8(0))
        while true {
            guard try available(offset + 1) else { throw damage("it ends inside a tag") }
            let limit = buffer.limit - buffer.start
            while offset < limit {
                let byte = buffer.base[buffer.start + offset]
                if quote != 0 {
                    if byte == quote { quote = 0 }
                } else if byte == 0x22 || byte == 0x27 {
                    quote = byte
                } else if byte == 0x3E {
                    return offset + 1
                } else if byte == 0x3C {
                    throw damage("a tag in it is not closed")
                }
                offset += 1
            }
        }
    }
}

/// Attributes and texts.
extension XMLReader {
    /// Returns the value of an attribute of the current element, or `nil`.
    ///
    /// - Parameter withPrefix: Whether the name has a prefix, as `r:id` has.
    func attribute(_ name: StaticString, withPrefix: Bool = false) throws(TableError) -> String? {
        guard let range = attributeRange(name, withPrefix) else { return nil }
        var value: [UInt8] = []
        try decode(range, into: &value)
        return String(decoding: value, as: UTF8.self)
    }

    /// Returns the value of an attribute as a whole number, or `nil` if it is missing or not a number.
    func number(_ name: StaticString) -> Int? {
        guard let range = attributeRange(name, false), !range.isEmpty, range.count < 10 else { return nil }
        var value = 0
        for offset in range {
            guard token[offset].isDigit else { return nil }
            value = 10 * value + Int(token[offset] & 0xF)
        }
        return value
    }

    /// Whether an attribute is `1` or `true`.
    func flag(_ name: StaticString) throws(TableError) -> Bool {
        let value = try attribute(name)
        return value == "1" || value == "true"
    }

    /// Calls a function with the bytes of an attribute, which have no entities.
    func withAttribute<R>(_ name: StaticString, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R? {
        attributeRange(name, false).map { body(UnsafeBufferPointer(rebasing: token[$0])) }
    }

    private func attributeRange(_ name: StaticString, _ withPrefix: Bool) -> Range<Int>? {
        var offset = content.upperBound
        while let equals = token[offset...].firstIndex(of: UInt8(ascii: "=")) {
            var end = equals
            while end > offset, token[end - 1].isBlank || token[end - 1].isLineEnd { end -= 1 }
            var start = end
            while start > offset, !token[start - 1].isBlank, !token[start - 1].isLineEnd { start -= 1 }
            guard let open = token[(equals + 1)...].firstIndex(where: { $0 == 0x22 || $0 == 0x27 }),
                let close = token[(open + 1)...].firstIndex(of: token[open])
            else { return nil }
            let colon = token[start..<end].firstIndex(of: UInt8(ascii: ":"))
            let local = withPrefix ? colon.map { $0 + 1 } ?? end : start
            if end - local == name.utf8CodeUnitCount,
                (local..<end).allSatisfy({ token[$0] == name.utf8Start[$0 - local] })
            {
                return open + 1..<close
            }
            offset = close + 1
        }
        return nil
    }

    /// Appends the current text.
    func appendText(to text: inout [UInt8]) throws(TableError) {
        if isVerbatim { text.append(contentsOf: token[content]) } else { try decode(content, into: &text) }
    }

    private func decode(_ range: Range<Int>, into text: inout [UInt8]) throws(TableError) {
        var rest = token[range]
        while let mark = rest.firstIndex(of: UInt8(ascii: "&")) {
            text.append(contentsOf: rest[..<mark])
            guard let end = rest[mark...].prefix(12).firstIndex(of: UInt8(ascii: ";")),
                let scalar = Self.entity(String(decoding: token[mark + 1..<end], as: UTF8.self))
            else { throw damage("an entity in it is not known") }
            text.append(contentsOf: String(scalar).utf8)
            rest = rest[(end + 1)...]
        }
        text.append(contentsOf: rest)
    }

    private static func entity(_ name: String) -> Unicode.Scalar? {
        switch name {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default:
            guard name.hasPrefix("#") else { return nil }
            let code =
                name.hasPrefix("#x")
                ? UInt32(name.dropFirst(2), radix: 16) : UInt32(name.dropFirst(), radix: 10)
            return code.flatMap { $0 == 0 ? nil : Unicode.Scalar($0) }
        }
    }
}
