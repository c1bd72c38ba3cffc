import Backprop

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A pipe that is read as a file is. The wait for a program that writes to it is reported if it takes long.
final class NamedPipe: Sendable {
    private let isWaiting = Locked(true)

    /// Begins to wait for data of a path, or returns `nil` if it is not a pipe.
    init?(_ path: String) {
        guard Self.isOne(path) else { return nil }
        Task.detached { [isWaiting] in
            try? await Task.sleep(for: .seconds(2))
            isWaiting.withLock { isWaiting in
                guard isWaiting else { return }
                Console.message("waiting for data from the pipe \(path)")
            }
        }
    }

    /// Ends the wait: the first data are there, or an error.
    func hasData() { isWaiting.withLock { $0 = false } }

    /// Whether a path is that of a pipe.
    static func isOne(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO
    }
}
