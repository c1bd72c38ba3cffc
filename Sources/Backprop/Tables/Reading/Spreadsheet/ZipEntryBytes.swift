import CZlib

/// The content of one file of a zip archive, decompressed as it is read, with its size and checksum checked.
final class ZipEntryBytes: ByteSource {
    private let archive: ZipArchive
    private let entry: ZipArchive.Entry
    private let inflater: OpaquePointer?
    private var position: Int
    private var produced = 0
    private var checksum: UInt32 = 0
    private var hasEnded = false

    init(_ entry: ZipArchive.Entry, of archive: ZipArchive) throws(TableError) {
        (self.entry, self.archive) = (entry, archive)
        position = entry.data.lowerBound
        inflater = entry.isCompressed ? backprop_inflater_create_raw() : nil
        guard inflater != nil || !entry.isCompressed else {
            throw TableError(
                .unreadable, source: archive.source, problem: "There is no memory to decompress the file.",
                remedy: "Close other programs, or save the sheet as CSV.")
        }
    }

    deinit { if let inflater { backprop_inflater_destroy(inflater) } }

    /// The share of the compressed bytes that was read.
    var shareRead: Double {
        Double(position - entry.data.lowerBound) / Double(max(1, entry.data.count))
    }

    func read(into chunk: UnsafeMutableRawBufferPointer) throws(TableError) -> Int {
        guard !hasEnded, chunk.count > 0 else { return 0 }
        let count = entry.isCompressed ? try inflate(into: chunk) : copy(into: chunk)
        produced += count
        guard produced <= entry.count else {
            throw damage("is longer than its size in the archive's directory")
        }
        if count > 0 {
            checksum = backprop_crc32(checksum, chunk.baseAddress?.assumingMemoryBound(to: UInt8.self), count)
            return count
        }
        hasEnded = true
        guard produced == entry.count, checksum == entry.checksum else {
            throw damage("does not match its checksum")
        }
        return 0
    }

    private func copy(into chunk: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(chunk.count, entry.data.upperBound - position)
        archive.bytes.withUnsafeBytes {
            chunk.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[position..<position + count]))
        }
        position += count
        return count
    }

    private func inflate(into chunk: UnsafeMutableRawBufferPointer) throws(TableError) -> Int {
        var isAtEnd = false
        while !isAtEnd {
            var (consumed, made) = (0, 0)
            let status = archive.bytes.withUnsafeBufferPointer {
                backprop_inflate(
                    inflater, $0.baseAddress.map { $0 + position }, entry.data.upperBound - position,
                    chunk.baseAddress?.assumingMemoryBound(to: UInt8.self), chunk.count, &consumed, &made)
            }
            position += consumed
            if made > 0 { return made }
            if status == Int32(BACKPROP_INFLATE_CORRUPT.rawValue) { throw damage("cannot be decompressed") }
            isAtEnd = status == Int32(BACKPROP_INFLATE_END.rawValue)
            if !isAtEnd, consumed == 0 { throw damage("ends too early") }
        }
        return 0
    }

    private func damage(_ problem: String) -> TableError {
        archive.damage("\(quoted(entry.name)) \(problem)")
    }
}
