/// The texts that a workbook's cells share, one after another in memory.
struct SharedStrings {
    private var text: [UInt8] = []
    private var ends: [Int] = []

    /// The number of bytes that all texts may take.
    private static let maximumByteCount = 1 << 30

    /// A workbook without texts.
    init() {}

    init(_ xml: XMLReader) throws(TableError) {
        while try xml.next() != .finished {
            guard xml.event == .start, xml.isElement("si") else { continue }
            try Self.appendText(of: xml, to: &text)
            ends.append(text.count)
            guard text.count + 8 * ends.count <= Self.maximumByteCount else {
                throw xml.damage("the texts are longer than a gigabyte")
            }
        }
    }

    var count: Int { ends.count }

    /// Returns the text of an index, or `nil` if there is none.
    subscript(index: Int) -> ArraySlice<UInt8>? {
        guard ends.indices.contains(index) else { return nil }
        return text[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }

    /// Appends the text of an element: that of its runs, without the phonetic ones.
    static func appendText(of xml: XMLReader, to text: inout [UInt8]) throws(TableError) {
        let outer = xml.depth
        let first = text.count
        var (isInText, isInPhonetic) = (false, false)
        while true {
            switch try xml.next() {
            case .start:
                if xml.isElement("rPh") { isInPhonetic = true }
                isInText = xml.isElement("t") && !isInPhonetic
            case .text:
                if isInText { try xml.appendText(to: &text) }
            case .end:
                isInText = false
                if xml.isElement("rPh") { isInPhonetic = false }
                if xml.depth < outer {
                    decodeEscapes(&text, from: first)
                    return
                }
            case .finished: return
            }
        }
    }

    /// Decodes characters that XML cannot hold, which are written as `_x000D_`.
    ///
    /// Source: ECMA-376, part 1, section 22.9.2.19.
    static func decodeEscapes(_ text: inout [UInt8], from first: Int) {
        guard text[first...].contains(UInt8(ascii: "_")) else { return }
        var result: [UInt8] = []
        var index = first
        while index < text.count {
            if let scalar = escape(text[index...]) {
                result.append(contentsOf: String(scalar).utf8)
                index += 7
            } else {
                result.append(text[index])
                index += 1
            }
        }
        text.replaceSubrange(first..., with: result)
    }

    private static func escape(_ text: ArraySlice<UInt8>) -> Unicode.Scalar? {
        let mark = text.prefix(7)
        guard mark.count == 7, mark.starts(with: [0x5F, 0x78]), mark.last == 0x5F else { return nil }
        let digits = mark.dropFirst(2).dropLast()
        guard digits.allSatisfy({ $0.isDigit || ($0 | 0x20) &- 0x61 < 6 }),
            let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16), code != 0
        else { return nil }
        return Unicode.Scalar(code)
    }
}
