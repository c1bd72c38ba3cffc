/// A text without its last lines. As many lines as may belong to them are held back.
final class TextWithoutFooter: ByteSource {
    private let source: any ByteSource
    private let lineCount: Int
    /// The bytes that were read and not returned yet.
    private var held: [UInt8] = []
    /// The number of those bytes that may be returned.
    private var ready = 0
    private var hasEnded = false

    /// - Parameter lineCount: The number of lines to leave out; blank ones do not count.
    init(_ source: any ByteSource, lineCount: Int) {
        (self.source, self.lineCount) = (source, lineCount)
    }

    var byteCount: Int? { source.byteCount }

    func read(into chunk: UnsafeMutableRawBufferPointer) throws(TableError) -> Int {
        while ready == 0, !hasEnded { try readAhead(chunk.count) }
        let count = min(ready, chunk.count)
        held.withUnsafeBytes { chunk.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        held.removeFirst(count)
        ready -= count
        return count
    }

    private func readAhead(_ size: Int) throws(TableError) {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 1)
        defer { memory.deallocate() }
        let count = try source.read(into: memory)
        hasEnded = count == 0
        held += memory[..<count]
        ready = footerStart
    }

    /// The offset of the last lines. An unfinished line may still turn out to be blank, and does not count.
    private var footerStart: Int {
        var end = hasEnded ? held.count : (held.lastIndex(where: \.isLineEnd) ?? -1) + 1
        var found = 0
        while end > 0 {
            let start = (held[..<(end - 1)].lastIndex(where: \.isLineEnd) ?? -1) + 1
            if !held[start..<end].allSatisfy({ $0.isBlank || $0.isLineEnd }) { found += 1 }
            if found == lineCount { return start }
            end = start
        }
        return 0
    }
}
