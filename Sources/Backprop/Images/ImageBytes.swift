/// The bytes of a file of images or labels, read directly or decompressed, never more than requested.
final class ImageBytes {
    /// The file's name for messages.
    let name: String

    /// The maximum number of bytes that the file can hold, or `nil` if that is unknown, such as for a pipe.
    let maximumByteCount: Int?

    /// Whether the bytes are compressed by gzip.
    let isCompressed: Bool

    private let source: PrefixedBytes
    private static let chunkSize = 1 << 16

    /// Deflate makes at best 1,032 bytes of one: 258 bytes of two bits, and a little for the frame.
    private static let greatestInflation = 1032

    /// Opens a file; `-` is standard input.
    init(path: String) throws(ImageError) {
        do throws(TableError) {
            let file = try FileBytes(path: path)
            name = file.name
            var source = try PrefixedBytes(peeking: FileKind.prefixLength, from: file)
            isCompressed = source.prefix.starts(with: FileKind.gzipMark)
            if isCompressed {
                let inflated = try GzipBytes(source, name: name, chunkSize: Self.chunkSize)
                source = try PrefixedBytes(peeking: FileKind.prefixLength, from: inflated)
            }
            self.source = source
        } catch {
            // In a path that is not UTF-8, bytes were replaced by replacement characters on the way here.
            if error.kind == .unreadable, path.contains("\u{FFFD}") { throw .notText(path) }
            throw ImageError(error)
        }
        guard path != "-", case .success(let status) = POSIXFile.status(path), status.isRegular else {
            maximumByteCount = nil
            return
        }
        let size = Int(status.st_size)
        maximumByteCount =
            isCompressed ? size.multipliedReportingOverflow(by: Self.greatestInflation).partialValue : size
    }

    /// The first bytes, up to eight.
    var prefix: [UInt8] { source.prefix }

    /// Reads up to `count` bytes, or fewer at the end. Memory grows with the bytes read.
    func read(_ count: Int) throws(ImageError) -> [UInt8] {
        var bytes: [UInt8] = []
        if let maximumByteCount, count <= maximumByteCount, !isCompressed { bytes.reserveCapacity(count) }
        let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.chunkSize, alignment: 1)
        defer { chunk.deallocate() }
        while bytes.count < count {
            let wanted = min(chunk.count, count - bytes.count)
            let got: Int
            do throws(TableError) {
                got = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: chunk[..<wanted]))
            } catch {
                throw ImageError(error)
            }
            if got == 0 { break }
            bytes.append(contentsOf: chunk[..<got])
        }
        return bytes
    }
}

extension ImageError {
    /// Returns the error for a path that is not UTF-8.
    fileprivate static func notText(_ path: String) -> ImageError {
        ImageError(
            .unreadable, source: path,
            problem:
                "The file cannot be opened: its name or that of a folder in its path is probably not UTF-8.",
            remedy: "Rename it.")
    }
}
