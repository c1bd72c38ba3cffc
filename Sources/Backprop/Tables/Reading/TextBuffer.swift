#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A window over a text as it is read: bytes decoded to UTF-8 and validated, from the beginning of the current row on.
///
/// Invalid bytes do not cause an error when they are read, but when a row needs the text after them. The error reported
/// is therefore the first one in the file, for every chunk size.
final class TextBuffer {
    /// The end of the text, or the error that ends it.
    enum End {
        case none
        case text
        case error(TableError)
        case invalidByte(UInt8, offset: Int)
        case nul(offset: Int)
    }

    /// The window's memory, with zeros or more text to read a few bytes past `limit`.
    private(set) var base: UnsafeMutablePointer<UInt8>
    /// The offset of the current row.
    var start = 0
    /// The end of the text that was read and validated.
    private(set) var limit = 0
    /// The end or error that follows `limit`, or `none` if more text may follow.
    private(set) var ending = End.none

    private let name: String
    private let source: any ByteSource
    private let encoding: TextEncoding
    private let chunkSize: Int
    private var capacity: Int
    /// The end of the bytes that were read, which is beyond `limit` if a sequence is still incomplete.
    private var end = 0
    /// The file's offset of the byte at `end`.
    private var fileOffset = 0
    private var skippedCount: Int
    private static let padding = 64

    /// Creates a window over a source, called `name` in messages. It skips the first `skipped` bytes, a byte-order
    /// mark.
    init(
        _ source: any ByteSource, name: String, encoding: TextEncoding, chunkSize: Int, skipping skipped: Int
    ) {
        self.name = name
        self.source = source
        self.encoding = encoding
        skippedCount = skipped
        self.chunkSize = max(1, chunkSize)
        capacity = 4096 + self.chunkSize * (encoding == .utf8 ? 1 : 3)
        base = malloc(capacity + Self.padding).assumingMemoryBound(to: UInt8.self)
        pad()
    }

    /// Creates a window over a source whose first bytes are known. It skips UTF-8's byte-order mark.
    convenience init(_ source: PrefixedBytes, name: String, encoding: TextEncoding, chunkSize: Int) {
        let skipped = source.prefix.starts(with: FileKind.byteOrderMark) ? FileKind.byteOrderMark.count : 0
        self.init(source, name: name, encoding: encoding, chunkSize: chunkSize, skipping: skipped)
    }

    deinit { free(base) }

    /// Clears the memory that may be read beyond the text.
    private func pad() { (base + end).update(repeating: 0, count: Self.padding) }

    var hasEnded: Bool {
        if case .none = ending { false } else { true }
    }

    /// The share of the text before `start`, or 1 if it is unknown.
    var shareTaken: Double {
        guard encoding == .utf8, let all = source.byteCount, all > 0 else { return 1 }
        return min(1, Double(fileOffset - (end - start)) / Double(all))
    }

    /// Reads one more chunk. Offsets become invalid, except for their distance from `start`.
    func fill() {
        guard !hasEnded else { return }
        guard makeRoom() else {
            ending = .error(
                TableError(
                    .rowTooLong, source: name,
                    problem: "There is no memory for a row of \(end - start) bytes and more.",
                    remedy: "Is a quote left open, or is this not delimited text?"))
            return
        }
        do throws(TableError) {
            let room = UnsafeMutableRawBufferPointer(start: base + end, count: chunkSize)
            take(try source.read(into: room))
            pad()
        } catch {
            ending = .error(error)
        }
    }

    /// The number of line ends from the start of the row to the end of the validated text.
    var lineEndCount: Int {
        var result = 0
        for position in start..<limit {
            let isPair = position + 1 < limit && base[position + 1] == 0x0A
            if base[position] == 0x0A || (base[position] == 0x0D && !isPair) { result += 1 }
        }
        return result
    }

    /// Makes room for a chunk. Returns whether there is memory for it.
    private func makeRoom() -> Bool {
        // A byte of a single-byte encoding takes up to three in UTF-8.
        let needed = chunkSize * (encoding == .utf8 ? 1 : 3)
        if capacity - end < needed, start > 0 {
            base.update(from: base + start, count: end - start)
            (limit, end, start) = (limit - start, end - start, 0)
        }
        return capacity - end >= needed || grow(to: max(2 * capacity, end + needed))
    }

    /// Requests more memory, to which the system moves a long text without copying it.
    private func grow(to newCapacity: Int) -> Bool {
        guard let larger = realloc(base, newCapacity + Self.padding) else { return false }
        base = larger.assumingMemoryBound(to: UInt8.self)
        capacity = newCapacity
        return true
    }

    private func take(_ count: Int) {
        if count == 0 {
            ending = limit == end ? .text : .invalidByte(base[limit], offset: fileOffset - (end - limit))
        } else if encoding == .utf8 {
            takeUTF8(count)
        } else {
            takeSingleBytes(count)
        }
    }

    private func takeUTF8(_ count: Int) {
        end += count
        fileOffset += count
        let check = TextValidation(utf8: base + limit, count: end - limit)
        limit += check.count
        skipMark()
        let offset = fileOffset - (end - limit)
        switch check.stop {
        case .none, .incomplete: break
        case .invalid: ending = .invalidByte(base[limit], offset: offset)
        case .nul: ending = .nul(offset: offset)
        }
    }

    /// Skips the byte-order mark once it has been read. It is one valid sequence, and therefore never incomplete.
    private func skipMark() {
        guard skippedCount > 0, limit >= skippedCount else { return }
        start += skippedCount
        skippedCount = 0
    }

    private func takeSingleBytes(_ count: Int) {
        let raw = Array(UnsafeBufferPointer(start: base + end, count: count))
        for (position, byte) in raw.enumerated() {
            if byte == 0 {
                ending = .nul(offset: fileOffset + position)
                break
            }
            append(encoding.scalar(of: byte))
        }
        fileOffset += count
        limit = end
    }

    /// Appends a scalar below U+FFFF as UTF-8.
    private func append(_ scalar: UInt32) {
        func put(_ byte: UInt32) {
            base[end] = UInt8(truncatingIfNeeded: byte)
            end += 1
        }
        if scalar < 0x80 { return put(scalar) }
        if scalar < 0x800 {
            put(0xC0 | scalar >> 6)
        } else {
            put(0xE0 | scalar >> 12)
            put(0x80 | (scalar >> 6 & 0x3F))
        }
        put(0x80 | (scalar & 0x3F))
    }
}
