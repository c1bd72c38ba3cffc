/// The frame header of a JPEG file.
struct JPEGFrame {
    let height: Int
    let width: Int
    let isProgressive: Bool
    private(set) var components: [JPEGComponent]

    /// The largest sampling factors among the components.
    let maximumHorizontal: Int
    let maximumVertical: Int

    /// The width and height in groups of interleaved blocks.
    let groupsAcross: Int
    let groupsDown: Int

    init(
        _ data: ArraySlice<UInt8>, isProgressive: Bool, fileSize: Int, source: String, limits: ImageLimits
    ) throws(ImageError) {
        let bytes = Array(data)
        guard bytes.count >= 6, bytes.count == 6 + 3 * Int(bytes[5]) else {
            throw .damaged(source, "The JPEG frame header has \(bytes.count) bytes.")
        }
        guard bytes[0] == 8 else { throw Self.unsupported(source, "\(bytes[0]) bits per sample") }
        (height, width) = (Int(bytes[1]) << 8 | Int(bytes[2]), Int(bytes[3]) << 8 | Int(bytes[4]))
        guard height > 0, width > 0 else {
            throw .damaged(source, "The JPEG frame header declares \(height) × \(width) pixels.")
        }
        guard [1, 3, 4].contains(bytes[5]) else {
            throw Self.unsupported(source, count(Int(bytes[5]), "component"))
        }
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
        maximumHorizontal = factors.map(\.0).max()!
        maximumVertical = factors.map(\.1).max()!
        groupsAcross = (width + 8 * maximumHorizontal - 1) / (8 * maximumHorizontal)
        groupsDown = (height + 8 * maximumVertical - 1) / (8 * maximumVertical)
        try limits.check(height: height, width: width, source: source)
        // A block takes at least one bit, so that a small file cannot claim much memory.
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
                    height: (height * factor.1 + maximumVertical - 1) / maximumVertical,
                    width: (width * factor.0 + maximumHorizontal - 1) / maximumHorizontal,
                    blocksAcross: groupsAcross * factor.0, blocksDown: groupsDown * factor.1))
        }
    }

    static func unsupported(_ source: String, _ what: String) -> ImageError {
        ImageError(
            .unsupported, source: source, problem: "The JPEG file has \(what), which is not read here.",
            remedy: "Save it as an ordinary JPEG or PNG image.")
    }
}
