#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// An open file that closes itself.
struct POSIXFile: ~Copyable {
    private let descriptor: Int32
    private let closesItself: Bool

    /// Standard input, which stays open.
    static var standardInput: POSIXFile { POSIXFile(descriptor: STDIN_FILENO, closesItself: false) }

    /// Opens a file, or returns the system's error number.
    static func open(_ path: String, _ flags: Int32 = O_RDONLY, mode: mode_t = 0o666) -> Result<
        POSIXFile, Code
    > {
        #if canImport(Glibc)
            let descriptor = retrying { Glibc.open(path, flags | O_CLOEXEC, mode) }
        #elseif canImport(Musl)
            let descriptor = retrying { Musl.open(path, flags | O_CLOEXEC, mode) }
        #else
            let descriptor = retrying { Darwin.open(path, flags | O_CLOEXEC, mode) }
        #endif
        return descriptor < 0
            ? .failure(Code(errno)) : .success(POSIXFile(descriptor: descriptor, closesItself: true))
    }

    private init(descriptor: Int32, closesItself: Bool) {
        self.descriptor = descriptor
        self.closesItself = closesItself
    }

    deinit {
        if closesItself { close(descriptor) }
    }

    /// An error number of the system.
    struct Code: Error, Equatable {
        let number: Int32
        init(_ number: Int32) { self.number = number }

        /// The system's message for the number.
        var message: String { POSIXFile.message(number) }
    }

    /// Returns the system's message for an error number.
    static func message(_ code: Int32) -> String { String(cString: strerror(code)) }

    /// Returns the status of a path, with links followed or not, or the error number of the system.
    static func status(_ path: String, followingLinks: Bool = true) -> Result<stat, Code> {
        var status = stat()
        let result = followingLinks ? stat(path, &status) : lstat(path, &status)
        return result == 0 ? .success(status) : .failure(Code(errno))
    }

    /// Returns the status of this file.
    borrowing func status() -> Result<stat, Code> {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? .success(status) : .failure(Code(errno))
    }

    /// Writes some of the bytes and returns their number.
    borrowing func writeSome(_ bytes: UnsafeRawBufferPointer) -> Result<Int, Code> {
        let count = min(bytes.count, Self.largestTransfer)
        let written = Self.retrying { write(descriptor, bytes.baseAddress, count) }
        return written < 0 ? .failure(Code(errno)) : .success(written)
    }

    /// Reads the bytes that follow those read before and returns their number, which is 0 only at the end.
    borrowing func readSome(into buffer: UnsafeMutableRawBufferPointer) -> Result<Int, Code> {
        let count = min(buffer.count, Self.largestTransfer)
        let received = Self.retrying { systemRead(descriptor, buffer.baseAddress, count) }
        return received < 0 ? .failure(Code(errno)) : .success(received)
    }

    /// Reads until the buffer is full or the file ends, and returns the number of bytes.
    borrowing func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) -> Result<Int, Code> {
        var done = 0
        while done < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
            let count = min(rest.count, Self.largestTransfer)
            let received = Self.retrying { pread(descriptor, rest.baseAddress, count, off_t(offset + done)) }
            if received < 0 { return .failure(Code(errno)) }
            if received == 0 { break }
            done += received
        }
        return .success(done)
    }

    /// Waits until the written bytes are on the disk. Files that cannot do that, such as pipes, need not.
    borrowing func flush() -> Result<Void, Code> {
        let result = Self.retrying { Int(fsync(descriptor)) }
        if result == 0 || errno == EINVAL || errno == ENOTSUP || errno == EROFS { return .success(()) }
        return .failure(Code(errno))
    }

    /// Locks this file until it is closed; returns false if another process has locked it.
    borrowing func lock(waiting: Bool) -> Bool {
        Self.retrying { Int(flock(descriptor, waiting ? LOCK_EX : LOCK_EX | LOCK_NB)) } == 0
    }

    /// Sets the permissions of the file.
    borrowing func setPermissions(_ mode: mode_t) { _ = fchmod(descriptor, mode) }

    /// macOS refuses to move 2 GB or more in one call.
    private static let largestTransfer = 1 << 30

    private static func retrying<Value: SignedInteger>(_ call: () -> Value) -> Value {
        while true {
            let result = call()
            if result >= 0 || errno != EINTR { return result }
        }
    }
}

extension stat {
    /// Whether this is a folder.
    var isFolder: Bool { st_mode & S_IFMT == S_IFDIR }
    /// Whether this is a regular file.
    var isRegular: Bool { st_mode & S_IFMT == S_IFREG }
    /// Whether this is a terminal, a pipe or a similar file, which takes bytes and keeps none.
    var isStream: Bool { st_mode & S_IFMT == S_IFCHR || st_mode & S_IFMT == S_IFIFO }
    /// Whether this is a symbolic link.
    var isLink: Bool { st_mode & S_IFMT == S_IFLNK }
}

/// Calls the system's `read`, whose name the methods of ``POSIXFile`` hide.
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(descriptor, buffer, count)
}
