/// The progress of reading a file.
public struct ReadingProgress: Hashable, Sendable {
    /// The number of bytes of the file read so far; compressed bytes count as such.
    public let bytesRead: Int
    /// The file's size in bytes, or `nil` if it is not known, such as that of a pipe.
    public let byteCount: Int?
}

/// A source of bytes that reports its progress.
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
