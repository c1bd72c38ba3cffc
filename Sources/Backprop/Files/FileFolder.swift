#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What is asked of folders.
public enum FileFolder {
    /// The names of what is in a folder, hidden files too, in order; none where it cannot be read.
    public static func names(in folder: String) -> [String] {
        guard let listing = opendir(folder) else { return [] }
        defer { closedir(listing) }
        var names: [String] = []
        while let entry = readdir(listing) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
                field.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Makes a folder, unless there is one.
    ///
    /// - Throws: `FileError` where its own folder is missing, or something else has the name.
    public static func create(_ path: String) throws(FileError) {
        guard !path.isEmpty, !path.utf8.contains(0) else { throw FileError(path, .write, .invalidPath) }
        if mkdir(path, 0o777) == 0 {
            let trimmed = path.hasSuffix("/") ? path.dropLast() : path[...]
            let parent = trimmed.lastIndex(of: "/").map { String(trimmed[...$0]) } ?? "."
            _ = flush(parent)
            return
        }
        let code = errno
        if code == EEXIST, case .success(let status) = POSIXFile.status(path) {
            guard status.isFolder else { throw FileError(path, .write, .folderIsFile(folder: path)) }
            return
        }
        // Asking as for a file in it says best what is wrong.
        throw try FileDestination(path).error(POSIXFile.Code(code))
    }

    /// Removes a file; one that is gone already, or that cannot be removed, is left to the next time.
    static func remove(_ path: String) { unlink(path) }

    /// Waits until the names in a folder are on the disk; where it cannot be opened there is nothing to wait for.
    static func flush(_ folder: String) -> Result<Void, POSIXFile.Code> {
        guard case .success(let handle) = POSIXFile.open(folder, O_RDONLY | O_DIRECTORY) else {
            return .success(())
        }
        return handle.flush()
    }
}
