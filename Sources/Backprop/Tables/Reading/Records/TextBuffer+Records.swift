extension TextBuffer {
    /// Reads one more chunk. Returns `false` at the end of the text, and throws what ends it early.
    ///
    /// - Parameter line: The line of the buffer's start.
    func readOn(source: String, line: Int) throws(TableError) -> Bool {
        switch ending {
        case .none:
            fill()
            return true
        case .text: return false
        case .error(let error): throw error
        case .invalidByte(let byte, let offset):
            let hex = "0x" + String(byte, radix: 16, uppercase: true)
            throw TableError(
                .invalidEncoding, source: source, line: line + lineEndCount,
                problem: "UTF-8 expected, but byte \(hex) found at byte offset \(offset).",
                remedy: "Write the file again in UTF-8, or set its encoding.")
        case .nul(let offset):
            throw TableError(
                .nulByte, source: source, line: line + lineEndCount,
                problem: "Text expected, but a zero byte found at byte offset \(offset).",
                remedy: "The file is damaged or not a text: export it again.")
        }
    }
}

/// The lines of a text, one after another.
final class TextLines {
    let source: String
    /// The number of the current line, from 1.
    private(set) var number: Int
    private let buffer: TextBuffer
    private let maximumLength: Int
    private var length = 0
    private var hasLineEnd = false

    init(_ bytes: PrefixedBytes, source: String, options: ReadingOptions, chunkSize: Int) {
        self.source = source
        number = 0
        maximumLength = options.maximumRowLength
        buffer = TextBuffer(bytes, name: source, encoding: options.encoding ?? .utf8, chunkSize: chunkSize)
    }

    /// The current line without its end; valid until the next one is read.
    var line: UnsafeBufferPointer<UInt8> {
        let bytes = UnsafeBufferPointer(start: buffer.base + buffer.start, count: length)
        return bytes.last == 0x0D ? UnsafeBufferPointer(rebasing: bytes.dropLast()) : bytes
    }

    var shareRead: Double { buffer.shareTaken }

    /// Continues with the next line. Returns `false` after the last.
    func advance() throws(TableError) -> Bool {
        buffer.start += length + (hasLineEnd ? 1 : 0)
        (length, hasLineEnd) = (0, false)
        number += 1
        while true {
            while buffer.start + length < buffer.limit {
                if buffer.base[buffer.start + length] == 0x0A {
                    hasLineEnd = true
                    return true
                }
                length += 1
            }
            guard length <= maximumLength else {
                throw TableError(
                    .rowTooLong, source: source, line: number,
                    problem: "The line is longer than \(maximumLength) bytes.",
                    remedy: "If it is right, raise the limit.", option: .raiseMaximumRowLength)
            }
            guard try buffer.readOn(source: source, line: number) else { return length > 0 }
        }
    }
}
