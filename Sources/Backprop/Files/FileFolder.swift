#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Operations on folders.
package enum FileFolder {
    /// Returns the names of a folder's contents in order, including hidden files; empty if it cannot be read.
    package static func names(in folder: String) -> [String] {
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

    /// Creates a folder, unless it exists.
    ///
    /// - Throws: `FileError` if its own folder is missing, or something else has the name.
    package static func create(_ path: String) throws(FileError) {
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
        // The error for a file in the folder describes the problem best.
        throw try FileDestination(path).error(POSIXFile.Code(code))
    }

    /// Removes a file; a file that is gone already, or that cannot be removed, is not an error.
    static func remove(_ path: String) { unlink(path) }

    /// Waits until the names in a folder are on the disk; does nothing if the folder cannot be opened.
    static func flush(_ folder: String) -> Result<Void, POSIXFile.Code> {
        guard case .success(let handle) = POSIXFile.open(folder, O_RDONLY | O_DIRECTORY) else {
            return .success(())
        }
        return handle.flush()
    }
}
