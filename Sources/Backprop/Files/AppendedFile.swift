#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file that grows line by line, like a log: a reader sees each line as soon as it is appended.
package final class AppendedFile {
    private let sink: FileSink

    /// Replaces the file by a beginning as a whole, and keeps it open to append to it.
    ///
    /// - Throws: `FileError` if the path cannot be written.
    package init(_ path: String, beginning: [UInt8]) throws(FileError) {
        let destination = try FileDestination(path)
        if destination.folder != nil { try AtomicFile.write(beginning, to: path) }
        switch POSIXFile.open(destination.target, O_WRONLY | O_APPEND) {
        case .failure(let code): throw destination.error(code)
        case .success(let file): sink = FileSink(file, for: destination)
        }
        if destination.folder == nil { try sink.append(beginning) }
    }

    /// Appends the bytes.
    /// - Throws: `FileError`, for example if the disk is full.
    package func append(_ bytes: [UInt8]) throws(FileError) { try sink.append(bytes) }
}
