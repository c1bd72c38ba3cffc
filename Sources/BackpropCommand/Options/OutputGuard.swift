import Backprop

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Keeps a command from writing its result over what it reads.
enum OutputGuard {
    /// Refuses an output that would lie where an input lies, or that cannot be written, before anything is computed; takes
    /// away what runs that were killed have left beside it.
    static func prepare(output: String, against inputs: [String?]) throws {
        for input in inputs.compactMap(\.self) { try refuse(output: output, input: input) }
        try AtomicFile.checkWritable(output)
        AtomicFile.removeStaleTemporaries(for: output)
    }

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
