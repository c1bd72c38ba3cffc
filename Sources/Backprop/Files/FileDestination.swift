#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The destination of a path to be written.
struct FileDestination {
    /// The path as the caller passed it.
    let path: String
    /// The path with a link at its end resolved, so that the file is replaced and not the link to it.
    let target: String
    /// The folder of the target, or `nil` if the target is a terminal, a pipe or a similar file.
    let folder: String?
    /// The name of the target in its folder.
    let name: String
    /// The permissions of the file that is there already.
    let permissions: mode_t?

    /// Follows the path and checks it as far as possible without changing anything.
    init(_ path: String) throws(FileError) {
        guard !path.isEmpty, !path.utf8.contains(0) else { throw FileError(path, .write, .invalidPath) }
        let existing = try Self.existing(path)
        let target = existing == nil ? path : Self.resolvingLinks(path)
        let (folder, name) = Self.split(target)
        self.path = path
        self.target = target
        self.name = name
        self.folder = existing?.isStream == true ? nil : folder
        permissions = existing.map { $0.st_mode & 0o777 }
        if existing == nil { try Self.checkFolder(folder, of: path) }
    }

    /// Returns the error for an error number of the system; `written` is the number of bytes written before it, if
    /// writing had begun.
    func error(_ code: POSIXFile.Code, written: Int? = nil) -> FileError {
        let reason: FileError.Reason =
            switch code.number {
            case EACCES, EPERM: .permissionDenied
            case EROFS: .readOnlyFileSystem
            case ENOSPC, EDQUOT: .diskFull(written: written ?? 0)
            default: written.map { .failed(written: $0) } ?? .system
            }
        return FileError(path, .write, reason, code: code.number)
    }

    /// Returns the status of the replaceable file at the path, or `nil` if nothing is there.
    private static func existing(_ path: String) throws(FileError) -> stat? {
        let status: stat
        switch POSIXFile.status(path) {
        case .success(let found): status = found
        case .failure(let code):
            if case .success(let link) = POSIXFile.status(path, followingLinks: false), link.isLink {
                throw FileError(path, .write, .danglingLink)
            }
            // A missing file is not an error, and problems of a folder are found there.
            if [ENOENT, ENOTDIR, EACCES].contains(code.number) { return nil }
            throw FileError(path, .write, .system, code: code.number)
        }
        if status.isFolder { throw FileError(path, .write, .isFolder) }
        guard status.isRegular || status.isStream else { throw FileError(path, .write, .notRegularFile) }
        // Renaming would replace even a file that was made read-only on purpose.
        guard access(path, W_OK) == 0 else {
            let code = errno
            throw FileError(path, .write, code == EROFS ? .readOnlyFileSystem : .permissionDenied, code: code)
        }
        return status
    }

    private static func checkFolder(_ folder: String, of path: String) throws(FileError) {
        switch POSIXFile.status(folder) {
        case .success(let status):
            guard status.isFolder else { throw FileError(path, .write, .folderIsFile(folder: folder)) }
            // "results/" names a folder even if none exists.
            if path.hasSuffix("/") { throw FileError(path, .write, .isFolder) }
        case .failure(let code) where code.number == ENOENT:
            throw FileError(path, .write, .folderMissing(folder: folder))
        case .failure(let code) where code.number == ENOTDIR:
            throw FileError(path, .write, .folderIsFile(folder: folder))
        case .failure(let code):
            throw FileError(
                path, .write, code.number == EACCES ? .permissionDenied : .system, code: code.number)
        }
    }

    private static func resolvingLinks(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// Returns the folder and the name in it. A slash at the end is not part of the name.
    private static func split(_ path: String) -> (folder: String, name: String) {
        let trimmed = path.hasSuffix("/") ? path.dropLast() : path[...]
        guard let slash = trimmed.lastIndex(of: "/") else { return (".", String(trimmed)) }
        let folder = trimmed[..<slash]
        return (folder.isEmpty ? "/" : String(folder), String(trimmed[trimmed.index(after: slash)...]))
    }
}
