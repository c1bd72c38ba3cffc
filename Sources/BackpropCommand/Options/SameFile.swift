#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Keeps a command from writing its result over what it reads.
enum SameFile {
    /// Refuses an output that is the input, by whatever name.
    static func refuse(output: String, input: String) throws {
        guard let first = identity(output), let second = identity(input), first == second else { return }
        throw UsageError("\(output) is what the command reads; choose another file for the result")
    }

    /// What tells a regular file from any other; nil for what is no such file.
    private static func identity(_ path: String) -> [UInt64]? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return [UInt64(truncatingIfNeeded: status.st_dev), UInt64(status.st_ino)]
    }
}
