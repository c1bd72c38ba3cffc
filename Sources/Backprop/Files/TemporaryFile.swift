#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file next to its destination that takes the destination's name once it is complete, and is removed otherwise.
///
/// It is locked while it exists. A temporary file without a lock was left by a killed run. That is true in containers
/// too, in which every run has the same process number.
struct TemporaryFile: ~Copyable {
    let sink: FileSink
    private let destination: FileDestination
    private let path: String
    private var isCommitted = false

    /// Creates the file, with the permissions that a new file would have, or those of the one to be replaced.
    init(for destination: FileDestination) throws(FileError) {
        let stem = (destination.folder ?? ".") + "/" + Self.prefix(for: destination) + "\(getpid())-"
        for attempt in 0..<Self.attempts {
            let path = stem + "\(attempt)" + Self.suffix
            switch POSIXFile.open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW) {
            case .success(let file):
                guard Self.keep(file, permissions: destination.permissions) else { continue }
                self.path = path
                self.destination = destination
                sink = FileSink(file, for: destination)
                return
            case .failure(let code) where code.number == EEXIST: continue
            case .failure(let code): throw destination.error(code)
            }
        }
        throw destination.error(POSIXFile.Code(EEXIST))
    }

    deinit { if !isCommitted { unlink(path) } }

    /// Flushes the bytes to the disk and gives the file its name.
    mutating func commit() throws(FileError) {
        if case .failure(let code) = sink.file.flush() {
            throw destination.error(code, written: sink.written)
        }
        guard rename(path, destination.target) == 0 else { throw destination.error(POSIXFile.Code(errno)) }
        isCommitted = true
    }

    /// Locks a new file; false if it was taken for a stale one before the lock was on it.
    private static func keep(_ file: borrowing POSIXFile, permissions: mode_t?) -> Bool {
        // File systems without locks exist. There, no file is ever taken for stale.
        if file.lock(waiting: true), case .success(let status) = file.status(), status.st_nlink == 0 {
            return false
        }
        if let permissions { file.setPermissions(permissions) }
        return true
    }

    // MARK: Names

    private static let suffix = ".tmp"
    private static let attempts = 1000
    /// The longest name that file systems commonly take, less what is added to the name of the target.
    private static let longestName = 255 - 48

    private static let mark = ".backprop-"

    private static func prefix(for destination: FileDestination) -> String {
        var name = destination.name
        while name.utf8.count > longestName { name.removeLast() }
        return ".\(name)\(mark)"
    }

    /// Returns the temporaries of a destination, in order.
    static func names(in folder: String, for destination: FileDestination) -> [String] {
        let prefix = prefix(for: destination)
        return FileFolder.names(in: folder).filter { $0.hasPrefix(prefix) && target(of: $0) != nil }
    }

    /// Returns the name, perhaps cut, of the file that a temporary file belongs to, or `nil` if that is not a temporary
    /// file's name.
    static func target(of name: String) -> Substring? {
        guard name.hasPrefix("."), name.hasSuffix(suffix) else { return nil }
        let stem = name.dropFirst().dropLast(suffix.count)
        let end = stem.reversed().prefix { $0.isNumber || $0 == "-" }.count
        // The first dash of the numbers is the last character of the mark.
        let target = stem.dropLast(max(0, end - 1))
        guard stem.suffix(end).split(separator: "-").count == 2, target.hasSuffix(mark) else { return nil }
        return target.dropLast(mark.count)
    }

    /// Removes the temporary file if it is not locked.
    static func removeIfStale(_ path: String) -> Bool {
        guard case .success(let file) = POSIXFile.open(path, O_RDWR | O_NOFOLLOW | O_NONBLOCK),
            case .success(let status) = file.status(), status.isRegular, file.lock(waiting: false)
        else { return false }
        return unlink(path) == 0
    }
}
