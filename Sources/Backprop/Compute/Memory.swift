#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The part of the machine's memory that this process may use.
enum Memory {
    /// The bytes that the process may use at most: the machine's, or the limit that was set for the process.
    static var limit: Int {
        let pages = sysconf(Int32(_SC_PHYS_PAGES))
        let size = sysconf(Int32(_SC_PAGESIZE))
        let physical = pages > 0 && size > 0 ? pages.multipliedReportingOverflow(by: size) : (.max, false)
        return min(physical.overflow ? .max : physical.partialValue, addressLimit)
    }

    /// The limit of the process's addresses, as `ulimit -v` sets it.
    private static var addressLimit: Int {
        var limit = rlimit()
        #if canImport(Glibc)
            let code = getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
        #else
            let code = getrlimit(RLIMIT_AS, &limit)
        #endif
        return code == 0 ? Int(clamping: limit.rlim_cur) : .max
    }

    /// Allocates zeros, or returns `nil` if the system has no room for them.
    static func zeros<Value>(_ count: Int, of type: Value.Type) -> UnsafeMutablePointer<Value>? {
        calloc(max(1, count), MemoryLayout<Value>.stride)?.bindMemory(to: type, capacity: max(1, count))
    }

    /// Gives memory back.
    static func release<Value>(_ memory: UnsafeMutablePointer<Value>) { free(memory) }

    /// A number of bytes in the unit that suits it, such as `43.2 GB`.
    static func text(_ bytes: Int) -> String {
        let units = ["bytes", "KB", "MB", "GB", "TB", "PB", "EB"]
        var (value, unit) = (Double(bytes), 0)
        while value >= 1000, unit < units.count - 1 { (value, unit) = (value / 1000, unit + 1) }
        return unit == 0 ? "\(bytes) bytes" : "\((value * 10).rounded() / 10) \(units[unit])"
    }
}
