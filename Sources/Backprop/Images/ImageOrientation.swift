/// The side of a stored image that is its top, as cameras note it in EXIF.
///
/// Source: CIPA DC-008 (Exif 2.32), section 4.6.4, tag 274.
struct ImageOrientation: Equatable {
    /// Whether rows of the stored image are columns of the upright one.
    let isTransposed: Bool
    /// Whether the stored rows run from the bottom up, or as columns from right to left.
    let reversesRows: Bool
    /// Whether the stored columns run from right to left, or as rows from the bottom up.
    let reversesColumns: Bool

    /// Creates the orientation of a code from 1 to 8, or returns `nil` for another code.
    init?(code: Int) {
        guard (1...8).contains(code) else { return nil }
        isTransposed = code >= 5
        reversesRows = [3, 4, 6, 7].contains(code)
        reversesColumns = [2, 3, 7, 8].contains(code)
    }

    /// Reads the orientation in EXIF data, which begin with a TIFF header, or returns `nil` if there is none.
    init?(exif data: ArraySlice<UInt8>) {
        guard let code = EXIFReader(data)?.orientation else { return nil }
        self.init(code: code)
    }

    /// Whether the stored image is already upright.
    var isUpright: Bool { !isTransposed && !reversesRows && !reversesColumns }
}

/// The first directory of EXIF data.
private struct EXIFReader {
    private let bytes: [UInt8]
    private let isLittleEndian: Bool

    init?(_ data: ArraySlice<UInt8>) {
        bytes = Array(data)
        guard bytes.count >= 8 else { return nil }
        switch Array(bytes[0..<4]) {
        case [0x49, 0x49, 0x2A, 0]: isLittleEndian = true
        case [0x4D, 0x4D, 0, 0x2A]: isLittleEndian = false
        default: return nil
        }
    }

    /// The value of the tag 274.
    var orientation: Int? {
        guard let start = number(at: 4, bytes: 4), let count = number(at: start, bytes: 2) else { return nil }
        for index in 0..<count {
            let entry = start + 2 + 12 * index
            guard let tag = number(at: entry, bytes: 2) else { return nil }
            if tag == 274, number(at: entry + 2, bytes: 2) == 3 { return number(at: entry + 8, bytes: 2) }
        }
        return nil
    }

    private func number(at offset: Int, bytes count: Int) -> Int? {
        guard offset >= 0, offset <= bytes.count - count else { return nil }
        let part = bytes[offset..<(offset + count)]
        return isLittleEndian
            ? part.reversed().reduce(0) { $0 << 8 | Int($1) } : part.reduce(0) { $0 << 8 | Int($1) }
    }
}

extension Raster {
    /// Returns the image upright.
    func upright(_ orientation: ImageOrientation?) -> Raster {
        guard let orientation, !orientation.isUpright else { return self }
        let (newHeight, newWidth) = orientation.isTransposed ? (width, height) : (height, width)
        var result = [UInt8](repeating: 0, count: bytes.count)
        var target = 0
        for y in 0..<newHeight {
            for x in 0..<newWidth {
                let (storedRow, storedColumn) = orientation.isTransposed ? (x, y) : (y, x)
                let row = orientation.reversesRows ? height - 1 - storedRow : storedRow
                let column = orientation.reversesColumns ? width - 1 - storedColumn : storedColumn
                let source = (row * width + column) * channels
                for channel in 0..<channels { result[target + channel] = bytes[source + channel] }
                target += channels
            }
        }
        return Raster(height: newHeight, width: newWidth, channels: channels, bytes: result)
    }
}
