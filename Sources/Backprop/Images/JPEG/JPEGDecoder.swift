/// Reads JPEG files: sequential and progressive with Huffman codes, eight bits a sample, gray or in colour.
///
/// Own code rather than the system's libjpeg: the build needs no package beyond the toolchain's, and pixels, hence
/// results, do not depend on which library a system has. Decoded values are those of libjpeg-turbo's accurate transform,
/// whose smooth enlargement of colour differences is followed.
///
/// Source: ITU-T T.81 (1992), "Digital compression and coding of continuous-tone still images"; JFIF 1.02.
struct JPEGDecoder {
    static let signature: [UInt8] = [0xFF, 0xD8, 0xFF]

    let bytes: [UInt8]
    let source: String
    private var frame: JPEGFrame?
    private var quantization = [[UInt16]?](repeating: nil, count: 4)
    private var dcCodes = [JPEGHuffman?](repeating: nil, count: 4)
    private var acCodes = [JPEGHuffman?](repeating: nil, count: 4)
    private var restartInterval = 0
    /// What an Adobe marker says about the colours: 0 for red, green and blue.
    private var adobeTransform: UInt8?
    private var scanCount = 0

    /// More scans than any encoder makes: a small file could ask for much work.
    private static let mostScans = 256

    /// Decodes a file that is in memory.
    static func decode(_ bytes: [UInt8], source: String) throws(ImageError) -> Raster {
        var decoder = JPEGDecoder(bytes, source: source)
        try decoder.readSegments()
        guard let frame = decoder.frame, decoder.scanCount > 0 else {
            throw .damaged(source, "The JPEG file holds no image.")
        }
        let planes = try frame.components.map { (component) throws(ImageError) in
            guard component.quantization < 4, let table = decoder.quantization[component.quantization] else {
                throw .damaged(source, "The JPEG file lacks a quantization table.")
            }
            return JPEGPlane(component, table)
        }
        return JPEGColors(frame: frame, planes: planes, isRGB: decoder.adobeTransform == 0).raster()
    }

    private init(_ bytes: [UInt8], source: String) {
        self.bytes = bytes
        self.source = source
    }

    private mutating func readSegments() throws(ImageError) {
        var place = 2
        while true {
            while place < bytes.count, bytes[place] == 0xFF { place += 1 }
            guard place > 2, place < bytes.count else { throw cutShort() }
            guard bytes[place - 1] == 0xFF else {
                throw .damaged(source, "A JPEG marker was expected at byte \(place), but there is none.")
            }
            let marker = bytes[place]
            if marker == 0xD9 { return }
            guard place + 2 < bytes.count else { throw cutShort() }
            let length = Int(bytes[place + 1]) << 8 | Int(bytes[place + 2])
            guard length >= 2, place + 1 + length <= bytes.count else { throw cutShort() }
            let content = bytes[(place + 3)..<(place + 1 + length)]
            place += 1 + length
            if marker == 0xDA {
                place = try readScan(content, from: place)
            } else {
                try take(marker, content)
            }
        }
    }

    private mutating func take(_ marker: UInt8, _ content: ArraySlice<UInt8>) throws(ImageError) {
        switch marker {
        case 0xC0, 0xC1, 0xC2:
            guard frame == nil else { throw .damaged(source, "The JPEG file has two frames.") }
            frame = try JPEGFrame(
                content, isProgressive: marker == 0xC2, fileSize: bytes.count, source: source)
        case 0xC4: try takeCodes(content)
        case 0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
            throw JPEGFrame.unsupported(
                source,
                marker == 0xC3
                    ? "lossless coding" : marker >= 0xC9 ? "arithmetic coding" : "hierarchical coding")
        case 0xDB: try takeQuantization(content)
        case 0xDD:
            guard content.count == 2 else { throw .damaged(source, "A JPEG restart interval is damaged.") }
            restartInterval = content.reduce(0) { $0 << 8 | Int($1) }
        case 0xEE:
            if content.starts(with: Array("Adobe".utf8)), content.count >= 12 {
                adobeTransform = content.last
            }
        default: break
        }
    }

    private mutating func takeQuantization(_ content: ArraySlice<UInt8>) throws(ImageError) {
        var rest = content
        while let kind = rest.popFirst() {
            let size = kind >> 4 == 0 ? 1 : 2
            guard kind >> 4 <= 1, kind & 15 < 4, rest.count >= 64 * size else {
                throw .damaged(source, "A JPEG quantization table is damaged.")
            }
            var table = [UInt16](repeating: 0, count: 64)
            for place in JPEGScan.zigzag {
                for _ in 0..<size { table[place] = table[place] << 8 | UInt16(rest.removeFirst()) }
            }
            quantization[Int(kind & 15)] = table
        }
    }

    private mutating func takeCodes(_ content: ArraySlice<UInt8>) throws(ImageError) {
        var rest = content
        while let kind = rest.popFirst() {
            let counts = rest.prefix(16).map { Int($0) }
            rest = rest.dropFirst(16)
            let total = counts.reduce(0, +)
            guard kind >> 4 <= 1, kind & 15 < 4, counts.count == 16, total <= 256, rest.count >= total,
                let codes = JPEGHuffman(counts: counts, symbols: Array(rest.prefix(total)))
            else { throw .damaged(source, "A JPEG table of codes is damaged.") }
            rest = rest.dropFirst(total)
            if kind >> 4 == 0 { dcCodes[Int(kind & 15)] = codes } else { acCodes[Int(kind & 15)] = codes }
        }
    }

    /// Reads a scan and says where the next marker is.
    private mutating func readScan(_ content: ArraySlice<UInt8>, from start: Int) throws(ImageError) -> Int {
        guard let frame else { throw .damaged(source, "The JPEG file has a scan before its frame.") }
        let scan = try JPEGScan(content, frame: frame, source: source)
        scanCount += 1
        guard scanCount <= Self.mostScans else {
            throw JPEGFrame.unsupported(source, "more than \(Self.mostScans) scans")
        }
        for component in scan.components {
            guard !scan.needsDC || dcCodes[component.dc] != nil, !scan.needsAC || acCodes[component.ac] != nil
            else { throw .damaged(source, "The JPEG file lacks a table of codes.") }
        }
        var blocks = JPEGBlocks(
            scan, isProgressive: frame.isProgressive, bits: JPEGBits(bytes, from: start))
        try readBlocks(&blocks, scan, frame)
        return blocks.bits.place
    }

    private func readBlocks(
        _ blocks: inout JPEGBlocks, _ scan: JPEGScan, _ frame: JPEGFrame
    ) throws(ImageError) {
        let groups = groups(scan, frame)
        for group in 0..<(groups.across * groups.down) {
            if restartInterval > 0, group > 0, group % restartInterval == 0 {
                guard blocks.restart() else { throw cutShort() }
            }
            for (index, component) in scan.components.enumerated() {
                let part = frame.components[component.place]
                let isSingle = scan.components.count == 1
                for block in 0..<(isSingle ? 1 : part.horizontal * part.vertical) {
                    let across = isSingle ? 1 : part.horizontal
                    let row = group / groups.across * (isSingle ? 1 : part.vertical) + block / across
                    let column = group % groups.across * across + block % across
                    let isSound = blocks.read(
                        part.coefficients.values + 64 * (row * part.blocksAcross + column), component: index,
                        dc: dcCodes[component.dc], ac: acCodes[component.ac])
                    if blocks.bits.isExhausted { throw cutShort() }
                    guard isSound else {
                        throw .damaged(source, "The compressed image in the JPEG file is damaged.")
                    }
                }
            }
        }
    }

    /// How many groups of blocks a scan has: those of the frame, or the blocks of its only component.
    private func groups(_ scan: JPEGScan, _ frame: JPEGFrame) -> (across: Int, down: Int) {
        guard scan.components.count == 1 else { return (frame.groupsAcross, frame.groupsDown) }
        let part = frame.components[scan.components[0].place]
        return ((part.width + 7) / 8, (part.height + 7) / 8)
    }

    private func cutShort() -> ImageError { .damaged(source, "The JPEG file ends too early.") }
}
