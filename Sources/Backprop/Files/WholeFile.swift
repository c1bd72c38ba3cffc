#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A reader of small files in one piece.
package enum WholeFile {
    /// Reads the bytes of a regular file.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - limit: The maximum number of bytes. Of a longer file one more is read, so that the caller notices.
    /// - Throws: `FileError` if there is no such file, it is a folder, and so on.
    package static func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
        guard !path.isEmpty, !path.utf8.contains(0) else { throw FileError(path, .read, .invalidPath) }
        // Not blocking: a pipe of that name may never have a writer.
        switch POSIXFile.open(path, O_RDONLY | O_NONBLOCK) {
        case .failure(let code): throw error(path, code)
        case .success(let file): return try read(file, path, limit)
        }
    }

    private static func read(
        _ file: borrowing POSIXFile, _ path: String, _ limit: Int
    ) throws(FileError) -> [UInt8] {
        let status: stat
        switch file.status() {
        case .failure(let code): throw error(path, code)
        case .success(let found): status = found
        }
        if status.isFolder { throw FileError(path, .read, .isFolder) }
        guard status.isRegular else { throw FileError(path, .read, .notRegularFile) }
        let expected = min(Int(status.st_size), limit + 1)
        var bytes = [UInt8](repeating: 0, count: expected)
        switch bytes.withUnsafeMutableBytes({ file.read(into: $0, at: 0) }) {
        case .failure(let code): throw error(path, code)
        case .success(let count) where count < expected:
            throw FileError(path, .read, .shortened(expected: expected, found: count))
        case .success: return bytes
        }
    }

    private static func error(_ path: String, _ code: POSIXFile.Code) -> FileError {
        let reason: FileError.Reason =
            switch code.number {
            case ENOENT, ENOTDIR: .notFound
            case EACCES, EPERM: .permissionDenied
            default: .system
            }
        return FileError(path, .read, reason, code: code.number)
    }
}
