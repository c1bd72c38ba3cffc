/// The chunk IHDR of a PNG file.
///
/// Source: "Portable Network Graphics (PNG) Specification (Third Edition)", W3C, section 11.2.1.
struct PNGHeader: Equatable {
    /// The kinds of pixels.
    enum Color: UInt8 {
        case gray = 0
        case rgb = 2
        case palette = 3
        case grayAlpha = 4
        case rgba = 6

        /// The number of samples of a pixel in the file.
        var samples: Int {
            switch self {
            case .gray, .palette: 1
            case .grayAlpha: 2
            case .rgb: 3
            case .rgba: 4
            }
        }

        /// The numbers of bits that a sample may have.
        var depths: [Int] {
            switch self {
            case .gray: [1, 2, 4, 8, 16]
            case .palette: [1, 2, 4, 8]
            case .rgb, .grayAlpha, .rgba: [8, 16]
            }
        }
    }

    let width: Int
    let height: Int
    let depth: Int
    let color: Color
    let isInterlaced: Bool

    /// The bits of one pixel.
    var bitsPerPixel: Int { depth * color.samples }

    /// Returns the number of bytes of a line of that many pixels, without the byte of its filter.
    func lineBytes(_ pixels: Int) -> Int { (pixels * bitsPerPixel + 7) / 8 }

    /// The part images that hold the pixels: one, or the seven of Adam7. Empty ones are left out.
    var passes: [PNGPass] {
        let all = isInterlaced ? PNGPass.adam7 : [PNGPass(column: 0, row: 0, columnStep: 1, rowStep: 1)]
        return all.filter { $0.width(of: self) > 0 && $0.height(of: self) > 0 }
    }

    /// The bytes of all lines with their filters.
    var filteredBytes: Int {
        passes.reduce(0) { $0 + $1.height(of: self) * (1 + lineBytes($1.width(of: self))) }
    }

    init(_ data: ArraySlice<UInt8>, source: String, limits: ImageLimits) throws(ImageError) {
        guard data.count == 13 else {
            throw .damaged(source, "The PNG header has \(data.count) bytes, not 13.")
        }
        let bytes = Array(data)
        width = bytes[0..<4].reduce(0) { $0 << 8 | Int($1) }
        height = bytes[4..<8].reduce(0) { $0 << 8 | Int($1) }
        depth = Int(bytes[8])
        guard (1...0x7FFF_FFFF).contains(width), (1...0x7FFF_FFFF).contains(height) else {
            throw .damaged(source, "The PNG header declares \(height) × \(width) pixels.")
        }
        guard let color = Color(rawValue: bytes[9]), color.depths.contains(depth) else {
            throw .damaged(
                source,
                "The PNG header declares color type \(bytes[9]) with \(bytes[8]) bits, which PNG does not have."
            )
        }
        guard bytes[10] == 0, bytes[11] == 0, bytes[12] <= 1 else {
            throw .damaged(
                source,
                "The PNG header declares compression \(bytes[10]), filter \(bytes[11]), interlace \(bytes[12]), which PNG does not have."
            )
        }
        self.color = color
        isInterlaced = bytes[12] == 1
        try limits.check(height: height, width: width, source: source)
    }
}

/// A part image: its first pixel, and the steps to the next one in the whole image.
struct PNGPass: Equatable {
    let column: Int
    let row: Int
    let columnStep: Int
    let rowStep: Int

    /// The seven passes of Adam7, section 8.2 of the specification.
    static let adam7 = [
        PNGPass(column: 0, row: 0, columnStep: 8, rowStep: 8),
        PNGPass(column: 4, row: 0, columnStep: 8, rowStep: 8),
        PNGPass(column: 0, row: 4, columnStep: 4, rowStep: 8),
        PNGPass(column: 2, row: 0, columnStep: 4, rowStep: 4),
        PNGPass(column: 0, row: 2, columnStep: 2, rowStep: 4),
        PNGPass(column: 1, row: 0, columnStep: 2, rowStep: 2),
        PNGPass(column: 0, row: 1, columnStep: 1, rowStep: 2),
    ]

    func width(of header: PNGHeader) -> Int {
        header.width > column ? (header.width - column + columnStep - 1) / columnStep : 0
    }

    func height(of header: PNGHeader) -> Int {
        header.height > row ? (header.height - row + rowStep - 1) / rowStep : 0
    }
}
