#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The identity of a file's content, as far as its status shows it: it changes if the file is replaced or written.
package struct FileStamp: Hashable, Sendable {
    private let device: UInt64
    private let index: UInt64
    private let byteCount: Int64
    private let seconds: Int
    private let nanoseconds: Int

    /// Reads the status of a file, or returns `nil` if there is no such file.
    package init?(_ path: String) {
        guard case .success(let status) = POSIXFile.status(path) else { return nil }
        device = UInt64(truncatingIfNeeded: status.st_dev)
        index = UInt64(status.st_ino)
        byteCount = Int64(status.st_size)
        #if canImport(Darwin)
            let time = status.st_mtimespec
        #else
            let time = status.st_mtim
        #endif
        (seconds, nanoseconds) = (time.tv_sec, time.tv_nsec)
    }
}

/// The names of the files in a folder.
package enum FolderListing {
    /// Returns the names in the order of their Unicode scalars, or `nil` if the path is not a folder that can be read.
    package static func names(in path: String) -> [String]? {
        guard let folder = opendir(path) else { return nil }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) { name in
                    name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                })
        }
        return names.sorted()
    }
}
