import CZlib

/// The lines of a PNG image: decompressed one at a time, their filters undone.
///
/// Two lines are in memory, whatever the size of the image.
final class PNGLines {
    private let source: String
    private let bytes: [UInt8]
    /// The ranges of the file that hold the rest of the compressed image.
    private var parts: ArraySlice<Range<Int>>
    private let inflater: OpaquePointer
    private var hasEnded = false

    /// The line, after the byte of its filter, and the line above it.
    private var current: UnsafeMutablePointer<UInt8>
    private var above: UnsafeMutablePointer<UInt8>
    private let capacity: Int

    /// Creates the lines of an image whose longest line has `longest` bytes.
    init(_ bytes: [UInt8], parts: [Range<Int>], longest: Int, source: String) throws(ImageError) {
        guard let inflater = backprop_inflater_create_zlib() else {
            throw ImageError(
                .unreadable, source: source, problem: "There is no memory to decompress the file.",
                remedy: "Close other programs.")
        }
        self.source = source
        self.bytes = bytes
        self.parts = parts[...]
        self.inflater = inflater
        capacity = longest + 1
        current = .allocate(capacity: capacity)
        above = .allocate(capacity: capacity)
        current.initialize(repeating: 0, count: capacity)
        above.initialize(repeating: 0, count: capacity)
    }

    deinit {
        backprop_inflater_destroy(inflater)
        current.deallocate()
        above.deallocate()
    }

    /// Begins a part image, whose first line has zeros above it.
    func beginPass() { current.update(repeating: 0, count: capacity) }

    /// Returns the next line, which is valid until the line after it is read.
    func next(length: Int, pixelBytes: Int) throws(ImageError) -> UnsafePointer<UInt8> {
        swap(&current, &above)
        guard try fill(current, count: length + 1) == length + 1 else { throw cutShort() }
        let filter = current[0]
        guard filter <= 4 else {
            throw .damaged(source, "The PNG file has a line with the filter \(filter).")
        }
        PNGFilter.undo(filter, line: current + 1, above: above + 1, length: length, distance: pixelBytes)
        return UnsafePointer(current + 1)
    }

    /// Throws unless the compressed data end with their checksum; bytes beyond the image are ignored.
    func finish() throws(ImageError) {
        let surplus = try fill(above, count: 1)
        guard hasEnded || surplus > 0 else { throw cutShort() }
    }

    /// Decompresses up to `count` bytes and returns how many there were.
    private func fill(_ output: UnsafeMutablePointer<UInt8>, count: Int) throws(ImageError) -> Int {
        var produced = 0
        while produced < count, !hasEnded {
            // Without input there may still be output that had no room before.
            let part = parts.first ?? 0..<0
            var (consumed, made) = (0, 0)
            let status = bytes.withUnsafeBufferPointer { input in
                backprop_inflate(
                    inflater, input.baseAddress! + part.lowerBound, part.count, output + produced,
                    count - produced, &consumed, &made)
            }
            guard status >= 0 else {
                throw .damaged(source, "The compressed image in the PNG file is damaged.")
            }
            hasEnded = status == BACKPROP_INFLATE_END.rawValue
            produced += made
            if parts.isEmpty {
                if made == 0 { break }
            } else if consumed == part.count {
                parts.removeFirst()
            } else {
                parts[parts.startIndex] = (part.lowerBound + consumed)..<part.upperBound
                if consumed == 0, made == 0 { break }
            }
        }
        return produced
    }

    private func cutShort() -> ImageError { .damaged(source, "The PNG file ends too early.") }
}
