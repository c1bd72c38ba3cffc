/// Turns the filtered lines of a PNG file into pixels.
struct PNGPixels {
    let header: PNGHeader
    let palette: [UInt8]
    let transparency: [UInt8]?
    let source: String

    /// How many channels come out.
    private var channels: Int {
        switch header.color {
        case .gray: transparency == nil ? 1 : 2
        case .grayAlpha: 2
        case .rgb, .palette: transparency == nil ? 3 : 4
        case .rgba: 4
        }
    }

    /// Undoes filters and interlacing.
    func raster(_ filtered: [UInt8]) throws(ImageError) -> Raster {
        var lines = filtered
        var pixels = [UInt8](repeating: 0, count: header.height * header.width * channels)
        var start = 0
        for pass in header.passes {
            let (width, height) = (pass.width(of: header), pass.height(of: header))
            let length = header.lineBytes(width)
            for row in 0..<height {
                let line = start + row * (1 + length)
                try unfilter(&lines, at: line + 1, previous: row > 0 ? line - length : nil, length: length)
                let target = (pass.row + row * pass.rowStep) * header.width + pass.column
                try expand(lines, at: line + 1, width, into: &pixels, first: target, step: pass.columnStep)
            }
            start += height * (1 + length)
        }
        return Raster(height: header.height, width: header.width, channels: channels, bytes: pixels)
    }

    /// Undoes the filter of one line, whose kind is the byte before it; section 9 of the specification.
    private func unfilter(
        _ lines: inout [UInt8], at start: Int, previous: Int?, length: Int
    ) throws(ImageError) {
        let kind = lines[start - 1]
        guard kind <= 4 else { throw .damaged(source, "The PNG file has a line with the filter \(kind).") }
        let distance = max(1, header.bitsPerPixel / 8)
        lines.withUnsafeMutableBufferPointer { lines in
            for place in 0..<length {
                let left = place >= distance ? Int(lines[start + place - distance]) : 0
                let above = previous.map { Int(lines[$0 + place]) } ?? 0
                let corner = place >= distance ? previous.map { Int(lines[$0 + place - distance]) } ?? 0 : 0
                let guess: Int
                switch kind {
                case 1: guess = left
                case 2: guess = above
                case 3: guess = (left + above) / 2
                case 4: guess = Self.paeth(left, above, corner)
                default: guess = 0
                }
                lines[start + place] &+= UInt8(truncatingIfNeeded: guess)
            }
        }
    }

    /// Whichever of the three is nearest to left + above − corner, in this order.
    private static func paeth(_ left: Int, _ above: Int, _ corner: Int) -> Int {
        let (toLeft, toAbove, toCorner) = (
            abs(above - corner), abs(left - corner), abs(left + above - 2 * corner)
        )
        if toLeft <= toAbove && toLeft <= toCorner { return left }
        return toAbove <= toCorner ? above : corner
    }

    /// Writes the pixels of a line where they belong.
    private func expand(
        _ lines: [UInt8], at start: Int, _ width: Int, into pixels: inout [UInt8], first: Int, step: Int
    ) throws(ImageError) {
        for column in 0..<width {
            let target = (first + column * step) * channels
            if header.color == .palette {
                try expandPalette(sample(lines, start, column, 0), into: &pixels, at: target)
                continue
            }
            let samples = header.color.samples
            for channel in 0..<samples {
                pixels[target + channel] = byte(sample(lines, start, column, channel))
            }
            if channels > samples { pixels[target + samples] = isTransparent(lines, start, column) ? 0 : 255 }
        }
    }

    private func expandPalette(
        _ index: Int, into pixels: inout [UInt8], at target: Int
    ) throws(ImageError) {
        guard 3 * index + 2 < palette.count else {
            throw .damaged(source, "The PNG file uses color \(index) of a palette of \(palette.count / 3).")
        }
        for channel in 0..<3 { pixels[target + channel] = palette[3 * index + channel] }
        if let transparency { pixels[target + 3] = index < transparency.count ? transparency[index] : 255 }
    }

    /// Whether a pixel has the very samples that the chunk tRNS names.
    private func isTransparent(_ lines: [UInt8], _ start: Int, _ column: Int) -> Bool {
        guard let key = transparency, key.count >= 2 * header.color.samples else { return false }
        return (0..<header.color.samples).allSatisfy { channel in
            let wanted = Int(key[2 * channel]) << 8 | Int(key[2 * channel + 1])
            return sample(lines, start, column, channel) == wanted & (1 << header.depth - 1)
        }
    }

    /// One sample as the file has it.
    private func sample(_ lines: [UInt8], _ start: Int, _ column: Int, _ channel: Int) -> Int {
        let index = column * header.color.samples + channel
        switch header.depth {
        case 16: return Int(lines[start + 2 * index]) << 8 | Int(lines[start + 2 * index + 1])
        case 8: return Int(lines[start + index])
        default:
            let bit = index * header.depth
            let shift = 8 - header.depth - bit % 8
            return Int(lines[start + bit / 8]) >> shift & (1 << header.depth - 1)
        }
    }

    /// A sample as a byte.
    private func byte(_ sample: Int) -> UInt8 {
        header.depth == 16 ? UInt8(sample >> 8) : UInt8(sample * 255 / (1 << header.depth - 1))
    }
}
