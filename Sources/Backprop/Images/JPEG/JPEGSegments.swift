/// A reader of a JPEG file's segments, as tolerant as viewers. It skips bytes between segments, and a wrong length of a
/// segment that is not needed.
struct JPEGSegments {
    private let bytes: [UInt8]

    /// The offset of the next segment.
    var offset = 2

    /// The number of wrong lengths that are still followed: a damaged file could otherwise cause much work.
    private var repairsLeft = 16

    private var hasFrame = false

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Returns the next marker with the content of its segment, or `nil` at the end of the file.
    mutating func next() -> (marker: UInt8, content: ArraySlice<UInt8>)? {
        while let marker = nextMarker() {
            // Markers without a segment: the image's start and end, restarts, and one without a meaning.
            if marker == 0xD9 { return (marker, []) }
            if marker == 0x01 || (0xD0...0xD8).contains(marker) { continue }
            guard let end = end(of: marker) else { return nil }
            let content = min(offset + 2, end)..<end
            offset = end
            if Self.isFrame(marker) { hasFrame = true }
            return (marker, bytes[content])
        }
        return nil
    }

    /// Skips everything up to the next marker, and the marker.
    private mutating func nextMarker() -> UInt8? {
        while offset + 1 < bytes.count {
            let (first, second) = (bytes[offset], bytes[offset + 1])
            if first == 0xFF, second != 0xFF, second != 0 {
                offset += 2
                return second
            }
            offset += 1
        }
        return nil
    }

    /// Returns the end of the segment whose length comes next, or `nil` if it lies beyond the file.
    private mutating func end(of marker: UInt8) -> Int? {
        guard offset + 1 < bytes.count else { return nil }
        let end = offset + (Int(bytes[offset]) << 8 | Int(bytes[offset + 1]))
        let isNeeded = !((0xE0...0xEF).contains(marker) || marker == 0xFE)
        if isNeeded { return end >= offset + 2 && end <= bytes.count ? end : nil }
        if end >= offset + 2, isMarker(at: end) { return end }
        let declared = end <= bytes.count ? max(end, offset + 2) : nil
        guard repairsLeft > 0 else { return declared }
        repairsLeft -= 1
        return chain(from: offset + 2) ?? declared
    }

    /// Whether a segment begins here.
    private func isMarker(at offset: Int) -> Bool {
        guard offset + 1 < bytes.count, bytes[offset] == 0xFF else { return false }
        let marker = bytes[offset + 1]
        return marker >= 0xC0 && !(0xD0...0xD9).contains(marker)
    }

    /// Returns the first offset from which segments follow one another up to a scan, over a frame if there was none so
    /// far. Images within the segment, as cameras put them there, are skipped.
    private func chain(from start: Int) -> Int? {
        var (offset, depth, attempts) = (start, 0, 0)
        while offset + 1 < bytes.count {
            if bytes[offset] == 0xFF {
                let marker = bytes[offset + 1]
                if marker == 0xD8 { depth += 1 }
                if marker == 0xD9, depth > 0 { depth -= 1 }
                if depth == 0, isMarker(at: offset) {
                    attempts += 1
                    guard attempts < Self.maximumAttempts else { return nil }
                    if leadsToScan(from: offset) { return offset }
                }
            }
            offset += 1
        }
        return nil
    }

    /// The limit on the work that a damaged file can cause.
    private static let maximumAttempts = 256

    private static func isFrame(_ marker: UInt8) -> Bool { (0xC0...0xC2).contains(marker) }

    private func leadsToScan(from start: Int) -> Bool {
        var (offset, hasFrame) = (start, hasFrame)
        for _ in 0..<Self.maximumAttempts {
            guard isMarker(at: offset), offset + 3 < bytes.count else { return false }
            let isScan = bytes[offset + 1] == 0xDA
            if Self.isFrame(bytes[offset + 1]) { hasFrame = true }
            let length = Int(bytes[offset + 2]) << 8 | Int(bytes[offset + 3])
            guard length >= 2 else { return false }
            offset += 2 + length
            if isScan { return hasFrame && offset <= bytes.count }
        }
        return false
    }
}
