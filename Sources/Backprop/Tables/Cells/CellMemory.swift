#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A stretch of memory that a block divides up. It keeps the whole slab alive that it comes from.
struct CellMemory {
    private let slab: Slab
    private let cursor: Cursor
    private let stretch: UnsafeMutableRawBufferPointer

    /// Whether the memory is that of a scratch file.
    var isScratch: Bool { slab.isMapped }

    /// Lets the system take the memory's pages back, where a file keeps what is in them.
    func releasePages() { if slab.isMapped { stretch.releasePages() } }

    private final class Cursor {
        var next: UnsafeMutableRawPointer
        init(_ next: UnsafeMutableRawPointer) { self.next = next }
    }

    /// Memory for many blocks.
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

    /// Hands out memory, in slabs that double in size: few page faults for a large table, little waste for a small one.
    final class Source {
        let file: ScratchFile?
        private var slab: Slab?
        private var nextSize = 1 << 18
        private static let largest = 1 << 26

        /// Memory of the process, or of a file.
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

    /// The next part of the stretch. The caller takes parts in descending order of alignment and no more than it asked for.
    func take<T>(_ count: Int, of type: T.Type) -> UnsafeMutablePointer<T> {
        defer { cursor.next += count * MemoryLayout<T>.stride }
        return cursor.next.bindMemory(to: type, capacity: count)
    }
}
