/// What a frame header of a JPEG file says, and the coefficients that its scans bring.
struct JPEGFrame {
    let height: Int
    let width: Int
    let isProgressive: Bool
    private(set) var components: [JPEGComponent]

    /// The largest sampling factors among the components.
    let mostHorizontal: Int
    let mostVertical: Int

    /// How many groups of interleaved blocks the image is wide and high.
    let groupsAcross: Int
    let groupsDown: Int

    init(
        _ data: ArraySlice<UInt8>, isProgressive: Bool, fileSize: Int, source: String
    ) throws(ImageError) {
        let bytes = Array(data)
        guard bytes.count >= 6, bytes.count == 6 + 3 * Int(bytes[5]) else {
            throw .damaged(source, "The JPEG frame header has \(bytes.count) bytes.")
        }
        guard bytes[0] == 8 else { throw Self.unsupported(source, "\(bytes[0]) bits a sample") }
        (height, width) = (Int(bytes[1]) << 8 | Int(bytes[2]), Int(bytes[3]) << 8 | Int(bytes[4]))
        guard height > 0, width > 0 else {
            throw .damaged(source, "The JPEG frame header declares \(height) × \(width) pixels.")
        }
        guard bytes[5] == 1 || bytes[5] == 3 else { throw Self.unsupported(source, "\(bytes[5]) components") }
        self.isProgressive = isProgressive
        var factors: [(Int, Int)] = []
        for index in 0..<Int(bytes[5]) {
            let factor = bytes[6 + 3 * index + 1]
            factors.append((Int(factor >> 4), Int(factor & 15)))
        }
        guard factors.allSatisfy({ (1...4).contains($0.0) && (1...4).contains($0.1) }) else {
            throw .damaged(source, "The JPEG frame header has sampling factors that JPEG does not have.")
        }
        // A single component has nothing to be sampled against.
        if factors.count == 1 { factors = [(1, 1)] }
        mostHorizontal = factors.map(\.0).max()!
        mostVertical = factors.map(\.1).max()!
        groupsAcross = (width + 8 * mostHorizontal - 1) / (8 * mostHorizontal)
        groupsDown = (height + 8 * mostVertical - 1) / (8 * mostVertical)
        try Raster.checkSize(height: height, width: width, channels: 3, source: source)
        // A block takes at least one bit, so that a small file cannot ask for much memory.
        let groups = groupsAcross * groupsDown
        let blocks = factors.reduce(0) { $0 + $1.0 * $1.1 * groups }
        guard blocks <= 8 * fileSize else {
            throw .damaged(source, "The JPEG file ends too early.")
        }
        components = []
        for (index, factor) in factors.enumerated() {
            components.append(
                JPEGComponent(
                    identifier: bytes[6 + 3 * index], quantization: Int(bytes[6 + 3 * index + 2]),
                    horizontal: factor.0, vertical: factor.1,
                    height: (height * factor.1 + mostVertical - 1) / mostVertical,
                    width: (width * factor.0 + mostHorizontal - 1) / mostHorizontal,
                    blocksAcross: groupsAcross * factor.0, blocksDown: groupsDown * factor.1))
        }
    }

    static func unsupported(_ source: String, _ what: String) -> ImageError {
        ImageError(
            .unsupported, source: source, problem: "The JPEG file has \(what), which is not read here.",
            remedy: "Save it as an ordinary JPEG or PNG image, gray or in RGB.")
    }
}

/// One component of a frame: brightness or a colour difference.
struct JPEGComponent {
    let identifier: UInt8
    let quantization: Int
    let horizontal: Int
    let vertical: Int

    /// The size in samples, without what fills up the last blocks.
    let height: Int
    let width: Int

    /// The size in blocks, with what fills up the last group.
    let blocksAcross: Int
    let blocksDown: Int

    /// 64 a block, in natural order.
    let coefficients: JPEGCoefficients

    init(
        identifier: UInt8, quantization: Int, horizontal: Int, vertical: Int, height: Int, width: Int,
        blocksAcross: Int, blocksDown: Int
    ) {
        self.identifier = identifier
        self.quantization = quantization
        self.horizontal = horizontal
        self.vertical = vertical
        self.height = height
        self.width = width
        self.blocksAcross = blocksAcross
        self.blocksDown = blocksDown
        coefficients = JPEGCoefficients(count: 64 * blocksAcross * blocksDown)
    }
}

/// The coefficients of one component. They are shared, so that reading a block copies none of them; only the
/// decoder that made them writes.
final class JPEGCoefficients {
    let values: UnsafeMutablePointer<Int16>

    init(count: Int) {
        values = .allocate(capacity: count)
        values.initialize(repeating: 0, count: count)
    }

    deinit { values.deallocate() }
}
