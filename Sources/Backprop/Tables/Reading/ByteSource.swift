/// A source of bytes, read a chunk at a time.
protocol ByteSource: AnyObject {
    /// Fills `chunk` from its start and returns the number of bytes written, which is 0 only at the end.
    func read(into chunk: UnsafeMutableRawBufferPointer) throws(TableError) -> Int

    /// The total number of bytes, or `nil` if it is unknown.
    var byteCount: Int? { get }
}

extension ByteSource {
    var byteCount: Int? { nil }
}

/// A file, or standard input under the path `-`.
final class FileBytes: ByteSource {
    let name: String

    /// The size of a file, or `nil` for pipes and devices.
    let byteCount: Int?

    private let file: POSIXFile

    init(path: String) throws(TableError) {
        name = path == "-" ? "standard input" : path
        switch path == "-" ? .success(.standardInput) : POSIXFile.open(path) {
        case .success(let opened): file = opened
        case .failure(let code):
            if Self.isAddress(path) { throw Self.address(path) }
            throw Self.failure(name, "The file cannot be opened", code)
        }
        guard case .success(let status) = file.status() else {
            byteCount = nil
            return
        }
        if status.isFolder { throw Self.folder(path) }
        byteCount = status.isRegular && status.st_size > 0 ? Int(status.st_size) : nil
    }

    func read(into chunk: UnsafeMutableRawBufferPointer) throws(TableError) -> Int {
        switch file.readSome(into: chunk) {
        case .success(let count): return count
        case .failure(let code): throw Self.failure(name, "The file cannot be read", code)
        }
    }

    private static func folder(_ path: String) -> TableError {
        TableError(
            .unreadable, source: path, problem: "A file was expected, but this is a folder.",
            remedy: "Give one of its files.")
    }

    /// Whether a path is an address on the web or in a cloud: `https://…`.
    private static func isAddress(_ path: String) -> Bool {
        guard let mark = path.firstIndex(of: ":"), path[mark...].hasPrefix("://") else { return false }
        return mark != path.startIndex
            && path[..<mark].utf8.allSatisfy { ($0 | 0x20) &- 0x61 < 26 || $0.isDigit }
    }

    private static func address(_ path: String) -> TableError {
        TableError(
            .unreadable, source: path, problem: "A file was expected, but this is an address.",
            remedy: "Download the file first.")
    }

    private static func failure(_ name: String, _ problem: String, _ code: POSIXFile.Code) -> TableError {
        TableError(
            .unreadable, source: name, problem: "\(problem): \(code.message).",
            remedy: "Check the path and your permission to read it.")
    }
}

/// A source of bytes that are in memory.
final class MemoryBytes: ByteSource {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var byteCount: Int? { bytes.count }

    func read(into chunk: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(chunk.count, bytes.count - position)
        bytes.withUnsafeBytes { all in
            chunk.copyMemory(from: UnsafeRawBufferPointer(rebasing: all[position..<position + count]))
        }
        position += count
        return count
    }
}

/// A source of bytes that were read ahead to recognize the file, followed by the rest.
final class PrefixedBytes: ByteSource {
    let prefix: [UInt8]
    var byteCount: Int? { rest.byteCount }
    private let start: MemoryBytes
    private let rest: any ByteSource

    /// Reads up to `count` bytes ahead, regardless of the size of the chunks in which they arrive.
    init(peeking count: Int, from source: any ByteSource) throws(TableError) {
        let ahead = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
        defer { ahead.deallocate() }
        var filled = 0
        while filled < count {
            let got = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: ahead[filled...]))
            if got == 0 { break }
            filled += got
        }
        prefix = Array(ahead[..<filled])
        start = MemoryBytes(prefix)
        rest = source
    }

    func read(into chunk: UnsafeMutableRawBufferPointer) throws(TableError) -> Int {
        let count = start.read(into: chunk)
        return count > 0 ? count : try rest.read(into: chunk)
    }
}
