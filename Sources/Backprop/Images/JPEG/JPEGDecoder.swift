/// A decoder of JPEG files: sequential and progressive with Huffman codes, eight bits per sample, gray, in colour or in
/// inks.
///
/// This is our own code, not the system's libjpeg. The build then needs no package beyond the toolchain's, and pixels,
/// hence results, do not depend on the system's library. Decoded values are those of libjpeg-turbo's accurate
/// transform, with its smooth enlargement of colour differences. Inks become red, green and blue without a colour
/// profile. The orientation that a camera noted is applied.
///
/// Source: ITU-T T.81 (1992), "Digital compression and coding of continuous-tone still images"; JFIF 1.02.
struct JPEGDecoder {
    static let signature: [UInt8] = [0xFF, 0xD8, 0xFF]

    private let bytes: [UInt8]
    private let source: String
    private let limits: ImageLimits
    private var frame: JPEGFrame?
    private var tables = JPEGTables()
    private var planes: [JPEGPlane] = []
    /// The coefficients of each component, which only progressive files collect.
    private var coefficients: [JPEGCoefficients] = []
    /// The quantization table of each component as its first scan found it.
    private var factors: [[Int]?] = []
    private var restartInterval = 0
    private var hasJFIF = false
    private var adobeTransform: UInt8?
    private var orientation: ImageOrientation?
    private var scanCount = 0

    /// This is more scans than any encoder makes: a small file could otherwise cause much work.
    private static let maximumScanCount = 256

    /// Decodes a file that is in memory.
    static func decode(_ bytes: [UInt8], source: String, limits: ImageLimits) throws(ImageError) -> Raster {
        var decoder = JPEGDecoder(bytes, source: source, limits: limits)
        try decoder.readSegments()
        return try decoder.raster().upright(decoder.orientation)
    }

    private init(_ bytes: [UInt8], source: String, limits: ImageLimits) {
        self.bytes = bytes
        self.source = source
        self.limits = limits
    }

    private mutating func readSegments() throws(ImageError) {
        var segments = JPEGSegments(bytes)
        while let (marker, content) = segments.next() {
            if marker == 0xD9 { return }
            if marker == 0xDA {
                segments.offset = try readScan(content, from: segments.offset)
            } else {
                try take(marker, content)
            }
        }
        throw cutShort()
    }

    private mutating func take(_ marker: UInt8, _ content: ArraySlice<UInt8>) throws(ImageError) {
        switch marker {
        case 0xC0, 0xC1, 0xC2: try takeFrame(content, isProgressive: marker == 0xC2)
        case 0xC4: try tables.takeCodes(content, source: source)
        case 0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
            throw JPEGFrame.unsupported(
                source,
                marker == 0xC3
                    ? "lossless coding" : marker >= 0xC9 ? "arithmetic coding" : "hierarchical coding")
        case 0xDB: try tables.takeQuantization(content, source: source)
        case 0xDD:
            guard content.count == 2 else { throw .damaged(source, "A JPEG restart interval is damaged.") }
            restartInterval = content.reduce(0) { $0 << 8 | Int($1) }
        case 0xE0: hasJFIF = hasJFIF || content.starts(with: Array("JFIF\0".utf8))
        case 0xE1:
            let mark = Array("Exif\0\0".utf8)
            if orientation == nil, content.starts(with: mark) {
                orientation = ImageOrientation(exif: content.dropFirst(mark.count))
            }
        case 0xEE:
            if content.starts(with: Array("Adobe".utf8)), content.count >= 12 {
                adobeTransform = content[content.startIndex + 11]
            }
        default: break
        }
    }

    private mutating func takeFrame(
        _ content: ArraySlice<UInt8>, isProgressive: Bool
    ) throws(ImageError) {
        guard frame == nil else { throw .damaged(source, "The JPEG file has two frames.") }
        let frame = try JPEGFrame(
            content, isProgressive: isProgressive, fileSize: bytes.count, source: source, limits: limits)
        self.frame = frame
        factors = Array(repeating: nil, count: frame.components.count)
        if isProgressive {
            coefficients = frame.components.map { JPEGCoefficients($0) }
        } else {
            planes = frame.components.map { JPEGPlane($0) }
        }
    }

    /// Reads a scan and returns the offset behind it.
    private mutating func readScan(_ content: ArraySlice<UInt8>, from start: Int) throws(ImageError) -> Int {
        guard let frame else { throw .damaged(source, "The JPEG file has a scan before its frame.") }
        let scan = try JPEGScan(content, frame: frame, source: source)
        scanCount += 1
        guard scanCount <= Self.maximumScanCount else {
            throw JPEGFrame.unsupported(source, "more than \(Self.maximumScanCount) scans")
        }
        for component in scan.components {
            guard !scan.needsDC || tables.dc(component.dc) != nil,
                !scan.needsAC || tables.ac(component.ac) != nil
            else { throw .damaged(source, "The JPEG file lacks a table of codes.") }
            let slot = frame.components[component.part].quantization
            guard slot < 4, let table = factors[component.part] ?? tables.quantization[slot] else {
                throw .damaged(source, "The JPEG file lacks a quantization table.")
            }
            factors[component.part] = table
        }
        var blocks = JPEGBlocks(
            scan, isProgressive: frame.isProgressive, bits: JPEGBits(bytes, from: start))
        try readBlocks(&blocks, scan, frame)
        return blocks.bits.offset
    }

    private func readBlocks(
        _ blocks: inout JPEGBlocks, _ scan: JPEGScan, _ frame: JPEGFrame
    ) throws(ImageError) {
        let groups = groups(scan, frame)
        let readers = scan.components.enumerated().map { index, component in
            JPEGComponentReader(
                index: index, part: frame.components[component.part], isSingle: scan.components.count == 1,
                dc: tables.dc(component.dc), ac: tables.ac(component.ac),
                target: frame.isProgressive
                    ? .coefficients(coefficients[component.part])
                    : .samples(planes[component.part], factors: factors[component.part] ?? []))
        }
        for group in 0..<(groups.across * groups.down) {
            if restartInterval > 0, group > 0, group % restartInterval == 0 {
                guard blocks.restart() else { throw cutShort() }
            }
            for reader in readers {
                let isSound = reader.read(
                    &blocks, row: group / groups.across, column: group % groups.across)
                if blocks.bits.isExhausted { throw cutShort() }
                guard isSound else {
                    throw .damaged(source, "The compressed image in the JPEG file is damaged.")
                }
            }
        }
    }

    /// Returns how many groups of blocks a scan has: those of the frame, or the blocks of its only component.
    private func groups(_ scan: JPEGScan, _ frame: JPEGFrame) -> (across: Int, down: Int) {
        guard scan.components.count == 1 else { return (frame.groupsAcross, frame.groupsDown) }
        let part = frame.components[scan.components[0].part]
        return ((part.width + 7) / 8, (part.height + 7) / 8)
    }

    /// Joins the results of the scans.
    private mutating func raster() throws(ImageError) -> Raster {
        guard let frame, scanCount > 0 else { throw .damaged(source, "The JPEG file holds no image.") }
        for (index, component) in frame.components.enumerated() where frame.isProgressive {
            // The coefficients of a component are released as soon as its samples exist.
            let values = coefficients.removeFirst()
            guard let factors = factors[index] else {
                throw .damaged(source, "The JPEG file lacks a component.")
            }
            planes.append(JPEGPlane(component, values, factors: factors))
        }
        let space = JPEGColorSpace(
            identifiers: frame.components.map(\.identifier), hasJFIF: hasJFIF, adobeTransform: adobeTransform)
        defer { planes = [] }
        return JPEGColors(frame: frame, planes: planes, space: space).raster()
    }

    private func cutShort() -> ImageError { .damaged(source, "The JPEG file ends too early.") }
}
