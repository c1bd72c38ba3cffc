#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file that grows line by line, as a log does: whoever reads it sees each as soon as it is appended.
public final class AppendedFile {
    private let sink: FileSink

    /// Puts a beginning in place of what is there, as a whole, and stays open to append to it.
    ///
    /// - Throws: `FileError` if the path cannot be written.
    public init(_ path: String, beginning: [UInt8]) throws(FileError) {
        let destination = try FileDestination(path)
        if destination.folder != nil { try AtomicFile.write(beginning, to: path) }
        switch POSIXFile.open(destination.target, O_WRONLY | O_APPEND) {
        case .failure(let code): throw destination.error(code)
        case .success(let file): sink = FileSink(file, for: destination)
        }
        if destination.folder == nil { try sink.append(beginning) }
    }

    /// Writes the bytes behind those before.
    /// - Throws: `FileError`, for one when the disk is full.
    public func append(_ bytes: [UInt8]) throws(FileError) { try sink.append(bytes) }
}
