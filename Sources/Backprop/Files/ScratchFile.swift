#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file without a name, for data too large for memory. The system removes it when it is closed, however the process
/// ends.
///
/// Space on the disk is reserved before anything is written to it, so that a full disk is an ordinary error. One thread
/// writes. After that any number of threads may read, so the compiler's check is not needed here.
final class ScratchFile: @unchecked Sendable {
    let folder: String
    /// The number of reserved bytes.
    private(set) var byteCount = 0
    private let descriptor: Int32

    /// Creates an empty file in a folder.
    /// - Throws: `FileError` if that is not possible.
    init(in folder: String) throws(FileError) {
        self.folder = folder
        var template = Array((folder + "/.backprop-scratch-XXXXXX").utf8CString)
        descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw FileError(folder, .write, .system, code: errno) }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        unlink(template)
    }

    deinit { close(descriptor) }

    /// Reserves room behind the bytes reserved so far and returns its offset.
    func reserve(_ count: Int) throws(FileError) -> Int {
        let offset = byteCount
        #if os(Linux)
            let code = posix_fallocate(descriptor, off_t(offset), off_t(count))
        #else
            let code = ftruncate(descriptor, off_t(offset + count)) == 0 ? 0 : errno
        #endif
        guard code == 0 else {
            throw FileError(folder, .write, code == ENOSPC ? .diskFull(written: offset) : .system, code: code)
        }
        byteCount += count
        return offset
    }

    /// Reserves room and maps it into memory; whole pages.
    func map(_ count: Int) throws(FileError) -> UnsafeMutableRawBufferPointer {
        let offset = try reserve(count)
        let memory = mmap(nil, count, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, off_t(offset))
        guard let memory, memory != MAP_FAILED else { throw FileError(folder, .write, .system, code: errno) }
        return UnsafeMutableRawBufferPointer(start: memory, count: count)
    }

    /// Writes bytes at a reserved offset.
    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(FileError) {
        var done = 0
        while done < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
            let count = pwrite(descriptor, rest.baseAddress, min(rest.count, 1 << 30), off_t(offset + done))
            if count > 0 { done += count }
            if count <= 0, errno != EINTR { throw FileError(folder, .write, .system, code: errno) }
        }
    }

    /// Fills three ranges of memory, one after the other, from an offset. Allocates nothing.
    func read(
        at offset: Int, into first: UnsafeMutableRawBufferPointer, _ second: UnsafeMutableRawBufferPointer,
        _ third: UnsafeMutableRawBufferPointer
    ) throws(FileError) {
        var parts = (Self.part(first), Self.part(second), Self.part(third))
        let wanted = first.count + second.count + third.count
        let count = withUnsafeMutablePointer(to: &parts) { parts in
            parts.withMemoryRebound(to: iovec.self, capacity: 3) { preadv(descriptor, $0, 3, off_t(offset)) }
        }
        if count == wanted { return }
        // The call was interrupted, or the range is larger than the system moves in one call.
        try readRest(at: offset, first)
        try readRest(at: offset + first.count, second)
        try readRest(at: offset + first.count + second.count, third)
    }

    private func readRest(at offset: Int, _ memory: UnsafeMutableRawBufferPointer) throws(FileError) {
        var done = 0
        while done < memory.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: memory[done...])
            let count = pread(descriptor, rest.baseAddress, min(rest.count, 1 << 30), off_t(offset + done))
            if count > 0 { done += count }
            if count == 0 {
                throw FileError(folder, .read, .shortened(expected: byteCount, found: offset + done))
            }
            if count < 0, errno != EINTR { throw FileError(folder, .read, .system, code: errno) }
        }
    }

    private static func part(_ memory: UnsafeMutableRawBufferPointer) -> iovec {
        iovec(iov_base: memory.baseAddress, iov_len: memory.count)
    }
}

extension UnsafeMutableRawBufferPointer {
    /// Lets the system take back the pages of mapped memory; their contents stay in the file.
    func releasePages() {
        let pageSize = UInt(sysconf(Int32(_SC_PAGESIZE)))
        guard let base = baseAddress else { return }
        let start = UInt(bitPattern: base) & ~(pageSize - 1)
        let end = UInt(bitPattern: base) + UInt(count)
        _ = madvise(UnsafeMutableRawPointer(bitPattern: start), Int(end - start), MADV_DONTNEED)
    }
}
