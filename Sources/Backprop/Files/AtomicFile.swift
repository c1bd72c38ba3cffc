#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A writer of files whose readers always see either all of the old bytes or all of the new ones.
///
/// The bytes go to a hidden temporary file in the same folder and are flushed to the disk. The temporary file then
/// takes the name, and the folder is flushed. A failure before that leaves the earlier file unchanged and no temporary
/// file. Terminals, pipes and `/dev/null` are written to directly.
package enum AtomicFile {
    /// Writes the bytes to the path, replacing the earlier file.
    /// - Throws: `FileError`; the earlier file is then still there, unchanged.
    package static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
        try write(to: path) { (sink) throws(FileError) in try sink.append(bytes) }
    }

    /// Writes to the path the bytes that `body` appends to the sink, replacing the earlier file.
    ///
    /// This serves content that should not be in memory a second time.
    /// - Throws: `FileError`; the earlier file is then still there, unchanged.
    package static func write(
        to path: String, _ body: (FileSink) throws(FileError) -> Void
    ) throws(FileError) {
        let destination = try FileDestination(path)
        guard let folder = destination.folder else { return try writeStream(destination, body) }
        var temporary = try TemporaryFile(for: destination)
        try body(temporary.sink)
        try temporary.commit()
        // The name is set; a folder that cannot be opened or flushed cannot undo that.
        if case .failure(let code) = FileFolder.flush(folder) {
            throw destination.error(code, written: temporary.sink.written)
        }
    }

    /// Checks whether the path can be written, before a long computation whose result is to go there.
    ///
    /// It creates a temporary file next to the path and removes it again, since only that is a reliable check.
    /// - Throws: `FileError` if the folder is missing or read-only, the path is a folder, and so on.
    package static func checkWritable(_ path: String) throws(FileError) {
        let destination = try FileDestination(path)
        if destination.folder != nil { _ = try TemporaryFile(for: destination) }
    }

    /// Removes temporary files that killed runs have left next to the path.
    ///
    /// Files that a process is still writing are kept, because they are locked.
    /// - Returns: The number of removed files.
    @discardableResult
    package static func removeStaleTemporaries(for path: String) -> Int {
        guard let destination = try? FileDestination(path), let folder = destination.folder else { return 0 }
        let stale = TemporaryFile.names(in: folder, for: destination).filter { name in
            TemporaryFile.removeIfStale(folder + "/" + name)
        }
        return stale.count
    }

    /// Removes temporary files that killed runs have left in a folder.
    ///
    /// - Parameter isOurs: Whether the target of a temporary file belongs to the caller's files.
    /// - Returns: The number of removed files.
    @discardableResult
    static func removeStaleTemporaries(in folder: String, where isOurs: (Substring) -> Bool) -> Int {
        let stale = FileFolder.names(in: folder).filter { name in
            guard let target = TemporaryFile.target(of: name), isOurs(target) else { return false }
            return TemporaryFile.removeIfStale(folder + "/" + name)
        }
        return stale.count
    }

    private static func writeStream(
        _ destination: FileDestination, _ body: (FileSink) throws(FileError) -> Void
    ) throws(FileError) {
        switch POSIXFile.open(destination.target, O_WRONLY) {
        case .failure(let code): throw destination.error(code)
        case .success(let file):
            try body(FileSink(file, for: destination))
        }
    }
}
