import Backprop

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The name of an event file: `events.out.tfevents.1764043921.host`, with the time in seconds since 1970.
///
/// TensorBoard reads the files of a folder in the order of their names.
enum EventFileName {
    private static let prefix = "events.out.tfevents."

    /// Returns a name that follows all others in the folder, even if several runs begin within one second.
    static func next(in folder: String, seconds: Int, host: String = host) -> String {
        let latest = FileFolder.names(in: folder).compactMap(time).max()
        return "\(prefix)\(max(seconds, (latest ?? 0) + 1)).\(host)"
    }

    /// Returns the time in a name, or `nil` if it is not the name of an event file.
    private static func time(_ name: String) -> Int? {
        guard name.hasPrefix(prefix) else { return nil }
        return name.dropFirst(prefix.count).split(separator: ".").first.flatMap { Int($0) }
            .flatMap { $0 < Int.max ? $0 : nil }
    }

    /// The name of this machine, without characters that file names cannot contain.
    private static var host: String {
        var bytes = [CChar](repeating: 0, count: 256)
        guard gethostname(&bytes, 255) == 0 else { return "localhost" }
        let name = String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            .filter { ($0.isLetter || $0.isNumber || "-_.".contains($0)) && $0.isASCII }
        return name.isEmpty ? "localhost" : name
    }
}
