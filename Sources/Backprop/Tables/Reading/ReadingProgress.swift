/// How much of a file has been read.
public struct ReadingProgress: Hashable, Sendable {
    /// The number of bytes read so far, as they are in the file: compressed ones count as such.
    public let bytesRead: Int
    /// The file's size in bytes, or `nil` if it is not known, as that of a pipe.
    public let byteCount: Int?
}

/// A file whose reading is reported.
final class WatchedBytes: ByteSource {
    private let source: any ByteSource
    private let report: (ReadingProgress) -> Void
    private var bytesRead = 0

    init(_ source: any ByteSource, report: @escaping (ReadingProgress) -> Void) {
        (self.source, self.report) = (source, report)
    }

    var byteCount: Int? { source.byteCount }

    func read(into chunk: UnsafeMutableRawBufferPointer) throws(TableError) -> Int {
        let count = try source.read(into: chunk)
        bytesRead += count
        report(ReadingProgress(bytesRead: bytesRead, byteCount: byteCount))
        return count
    }
}
