#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Writes files so that a reader, whenever it looks, sees either all of the old bytes or all of the new ones.
///
/// The bytes go to a hidden temporary file in the same folder, are flushed to the disk, and then take the name;
/// last the folder is flushed. Whatever fails before that leaves the earlier file as it was and no temporary
/// behind. Terminals, pipes and `/dev/null` are written to as they are.
public enum AtomicFile {
    /// Writes the bytes to the path, replacing what is there.
    /// - Throws: `FileError`; the earlier file is then still there, unchanged.
    public static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
        try write(to: path) { (sink) throws(FileError) in try sink.append(bytes) }
    }

    /// Writes to the path what `body` appends to the sink, replacing what is there.
    ///
    /// For content that should not stand in memory a second time.
    /// - Throws: `FileError`; the earlier file is then still there, unchanged.
    public static func write(
        to path: String, _ body: (FileSink) throws(FileError) -> Void
    ) throws(FileError) {
        let destination = try FileDestination(path)
        guard let folder = destination.folder else { return try writeStream(destination, body) }
        var temporary = try TemporaryFile(for: destination)
        try body(temporary.sink)
        try temporary.commit()
        // The name is in place; a folder that cannot be opened or flushed cannot undo that.
        if case .failure(let code) = FileFolder.flush(folder) {
            throw destination.error(code, written: temporary.sink.written)
        }
    }

    /// Finds out whether the path could be written, before the work whose result shall go there.
    ///
    /// It creates a temporary file beside it and removes it again, since only that answers for certain.
    /// - Throws: `FileError` if the folder is missing or read-only, the path is a folder, and so on.
    public static func checkWritable(_ path: String) throws(FileError) {
        let destination = try FileDestination(path)
        if destination.folder != nil { _ = try TemporaryFile(for: destination) }
    }

    /// Removes temporary files that runs which were killed have left beside the path.
    ///
    /// Files that someone is still writing are kept: they are locked.
    /// - Returns: How many were removed.
    @discardableResult
    public static func removeStaleTemporaries(for path: String) -> Int {
        guard let destination = try? FileDestination(path), let folder = destination.folder else { return 0 }
        let stale = TemporaryFile.names(in: folder, for: destination).filter { name in
            TemporaryFile.removeIfStale(folder + "/" + name)
        }
        return stale.count
    }

    /// Removes temporary files that runs which were killed have left in a folder.
    ///
    /// - Parameter isOurs: Whether the file that a temporary was to become is one to clean up after.
    /// - Returns: How many were removed.
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
