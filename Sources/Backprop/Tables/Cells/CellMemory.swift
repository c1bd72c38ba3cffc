#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A region of memory that a block divides up. It keeps the whole slab alive that it comes from.
struct CellMemory {
    private let slab: Slab
    private let cursor: Cursor
    private let stretch: UnsafeMutableRawBufferPointer

    /// Whether the memory is that of a scratch file.
    var isScratch: Bool { slab.isMapped }

    /// Lets the system reclaim the memory's pages if a file stores their contents.
    func releasePages() { if slab.isMapped { stretch.releasePages() } }

    private final class Cursor {
        var next: UnsafeMutableRawPointer
        init(_ next: UnsafeMutableRawPointer) { self.next = next }
    }

    /// A large allocation, shared by many blocks.
    private final class Slab {
        let memory: UnsafeMutableRawBufferPointer
        let isMapped: Bool
        var used = 0

        init(byteCount: Int) {
            memory = .allocate(byteCount: byteCount, alignment: 64)
            isMapped = false
            adviseHugePages(memory)
        }

        init(byteCount: Int, in file: ScratchFile) throws(FileError) {
            memory = try file.map(byteCount)
            isMapped = true
        }

        deinit {
            if isMapped { munmap(memory.baseAddress!, memory.count) } else { memory.deallocate() }
        }
    }

    /// An allocator of memory in slabs that double in size: few page faults for a large table, little waste for a small
    /// one.
    final class Source {
        let file: ScratchFile?
        private var slab: Slab?
        private var nextSize = 1 << 18
        private static let largest = 1 << 26

        /// Creates an allocator of the process's memory or, with a file, of the file's.
        init(in file: ScratchFile? = nil) { self.file = file }

        func memory(byteCount: Int) throws(FileError) -> CellMemory {
            let rounded = (byteCount + 63) & ~63
            if slab.map({ $0.used + rounded > $0.memory.count }) ?? true {
                let size = (max(nextSize, rounded) + 0xFFFF) & ~0xFFFF
                if let file {
                    slab = try Slab(byteCount: size, in: file)
                } else {
                    slab = Slab(byteCount: size)
                }
                nextSize = min(2 * nextSize, Self.largest)
            }
            let slab = slab!
            let start = slab.used
            slab.used += rounded
            return CellMemory(
                slab: slab, cursor: Cursor(slab.memory.baseAddress! + start),
                stretch: UnsafeMutableRawBufferPointer(rebasing: slab.memory[start..<start + rounded]))
        }
    }

    /// Returns the next part of the region. The caller takes parts in descending order of alignment and no more than it
    /// asked for.
    func take<T>(_ count: Int, of type: T.Type) -> UnsafeMutablePointer<T> {
        defer { cursor.next += count * MemoryLayout<T>.stride }
        return cursor.next.bindMemory(to: type, capacity: count)
    }
}
