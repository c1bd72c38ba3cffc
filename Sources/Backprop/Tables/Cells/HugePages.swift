#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Advises the system to back a large buffer with large pages, before it is first written to.
///
/// Otherwise half a gigabyte causes more than a hundred thousand page faults. This is advice only; on systems without
/// large pages it has no effect.
func adviseHugePages(_ memory: UnsafeMutableRawBufferPointer) {
    #if os(Linux)
        let pageSize = 4096
        guard memory.count >= 4 << 20, let base = memory.baseAddress else { return }
        let start = (UInt(bitPattern: base) + UInt(pageSize - 1)) & ~UInt(pageSize - 1)
        let end = (UInt(bitPattern: base) + UInt(memory.count)) & ~UInt(pageSize - 1)
        let hugePageAdvice: Int32 = 14
        _ = madvise(UnsafeMutableRawPointer(bitPattern: start), Int(end - start), hugePageAdvice)
    #endif
}
