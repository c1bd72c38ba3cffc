import Backprop

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The memory and files used by training that kept its data in temporary files.
struct Streaming {
    let folder: String
    let tableBytes: Int
    let rowBytes: Int
    let memoryBytes: Int

    init(_ table: Table, _ result: TrainingResult, besideModel path: String) {
        folder = Self.folder(besideModel: path)
        tableBytes = table.scratchByteCount
        rowBytes = result.scratchByteCount
        memoryBytes = Self.peakMemory
    }

    var text: String {
        "\(Self.size(tableBytes + rowBytes)) of disk in \(folder) (\(Self.size(tableBytes)) for the table, "
            + "\(Self.size(rowBytes)) for the inputs), at most \(Self.size(memoryBytes)) of memory"
    }

    var json: JSONValue {
        [
            "folder": JSONValue(folder), "tableBytes": JSONValue(tableBytes),
            "rowBytes": JSONValue(rowBytes), "peakMemoryBytes": JSONValue(memoryBytes),
        ]
    }

    /// Returns the folder for temporary files: TMPDIR, or else the model's folder. Not `/tmp`, which may itself be
    /// memory.
    static func folder(besideModel path: String) -> String {
        if let folder = getenv("TMPDIR").map({ String(cString: $0) }), !folder.isEmpty { return folder }
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func size(_ bytes: Int) -> String { "\((Int64(bytes) + 999_999) / 1_000_000) MB" }

    /// The maximum memory that this process has used, in bytes.
    ///
    /// On Linux this is the system's value for this program alone: `getrusage` includes that of the one before `exec`,
    /// too.
    private static var peakMemory: Int {
        #if os(Linux)
            return linuxPeak ?? 0
        #else
            var usage = rusage()
            getrusage(RUSAGE_SELF, &usage)
            return usage.ru_maxrss
        #endif
    }

    private static var linuxPeak: Int? {
        guard let file = fopen("/proc/self/status", "r") else { return nil }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, Int32(line.count), file) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            guard text.hasPrefix("VmHWM:") else { continue }
            return Int(text.filter(\.isNumber)).map { $0 * 1024 }
        }
        return nil
    }
}
