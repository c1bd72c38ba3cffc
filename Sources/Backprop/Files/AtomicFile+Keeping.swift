#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension AtomicFile {
    /// Keeps a file under its name with a tilde behind it, so that the next write to the path does not lose it.
    ///
    /// A file kept under that name before is replaced.
    /// - Returns: The new path, or `nil` if there is no regular file at the old one.
    /// - Throws: `FileError` if the folder does not take such a name; the file then keeps its old name.
    package static func keep(_ path: String) throws(FileError) -> String? {
        guard case .success(let status) = POSIXFile.status(path), status.isRegular else { return nil }
        let destination = try FileDestination(path)
        let kept = freeName(behind: isLink(path) ? destination.target : path)
        unlink(kept)
        // A second name for the same bytes. If the file system has no such names, the file moves.
        if link(destination.target, kept) == 0 || rename(destination.target, kept) == 0 { return kept }
        throw destination.error(POSIXFile.Code(errno))
    }

    /// Returns whether anything is at the path.
    package static func exists(_ path: String) -> Bool {
        if case .success = POSIXFile.status(path) { true } else { false }
    }

    private static func isLink(_ path: String) -> Bool {
        guard case .success(let status) = POSIXFile.status(path, followingLinks: false) else { return false }
        return status.isLink
    }

    /// Returns the path with one or more tildes behind it: the first such path that is free or can be replaced.
    private static func freeName(behind path: String) -> String {
        var name = path + "~"
        while case .success(let status) = POSIXFile.status(name, followingLinks: false), !status.isRegular {
            name += "~"
        }
        return name
    }
}
