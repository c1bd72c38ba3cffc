/// A conversion of a PNG file's lines into pixels.
struct PNGPixels {
    let header: PNGHeader
    let palette: [UInt8]
    let transparency: [UInt8]?
    let source: String
    /// The largest sample of 16 bits so far, opacity left out.
    private var largest = 0

    init(header: PNGHeader, palette: [UInt8], transparency: [UInt8]?, source: String) {
        self.header = header
        self.palette = palette
        self.transparency = transparency
        self.source = source
    }

    /// The number of decoded channels.
    private var channels: Int {
        switch header.color {
        case .gray: transparency == nil ? 1 : 2
        case .grayAlpha: 2
        case .rgb, .palette: transparency == nil ? 3 : 4
        case .rgba: 4
        }
    }

    /// Reads all lines and undoes interlacing.
    mutating func image(_ lines: PNGLines) throws(ImageError) -> DecodedImage {
        var pixels = [UInt8](repeating: 0, count: header.height * header.width * channels)
        for pass in header.passes {
            let (width, height) = (pass.width(of: header), pass.height(of: header))
            let length = header.lineBytes(width)
            lines.beginPass()
            for row in 0..<height {
                let line = try lines.next(length: length, pixelBytes: max(1, header.bitsPerPixel / 8))
                let target = (pass.row + row * pass.rowStep) * header.width + pass.column
                try expand(line, width, into: &pixels, first: target, step: pass.columnStep)
            }
        }
        try lines.finish()
        let raster = Raster(height: header.height, width: header.width, channels: channels, bytes: pixels)
        return DecodedImage(raster: raster, largestSample: header.depth == 16 ? largest : nil)
    }

    /// Writes the pixels of a line to their positions.
    private mutating func expand(
        _ line: UnsafePointer<UInt8>, _ width: Int, into pixels: inout [UInt8], first: Int, step: Int
    ) throws(ImageError) {
        if header.color == .palette {
            for column in 0..<width {
                let target = (first + column * step) * channels
                try expandPalette(sample(line, column), into: &pixels, at: target)
            }
            return
        }
        if header.depth == 16 { noteLargest(line, width) }
        pixels.withUnsafeMutableBufferPointer { pixels in
            guard let pixels = pixels.baseAddress else { return }
            if step == 1, channels == header.color.samples, header.depth >= 8 {
                copy(line, to: pixels + first * channels, count: width * channels)
            } else {
                expand(line, width, to: pixels, first: first, step: step)
            }
        }
    }

    /// Copies the bytes of a line, or the upper bytes of 16 bits.
    private func copy(_ line: UnsafePointer<UInt8>, to pixels: UnsafeMutablePointer<UInt8>, count: Int) {
        if header.depth == 8 { return pixels.update(from: line, count: count) }
        for index in 0..<count { pixels[index] = line[2 &* index] }
    }

    /// Writes pixels of any layout but a palette's.
    private func expand(
        _ line: UnsafePointer<UInt8>, _ width: Int, to pixels: UnsafeMutablePointer<UInt8>, first: Int,
        step: Int
    ) {
        let (samples, channels, size) = (header.color.samples, channels, header.depth / 8)
        for column in 0..<width {
            let target = (first + column * step) * channels
            for channel in 0..<samples {
                let index = column * samples + channel
                pixels[target + channel] = size > 0 ? line[index * size] : stretched(sample(line, index))
            }
            if channels > samples { pixels[target + samples] = isTransparent(line, column) ? 0 : 255 }
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

    private mutating func noteLargest(_ line: UnsafePointer<UInt8>, _ width: Int) {
        let samples = header.color.samples
        let colors = [.grayAlpha, .rgba].contains(header.color) ? samples - 1 : samples
        var largest = self.largest
        for channel in 0..<colors {
            for column in 0..<width {
                let index = 2 &* (column &* samples &+ channel)
                largest = max(largest, Int(line[index]) << 8 | Int(line[index &+ 1]))
            }
        }
        self.largest = largest
    }

    /// Whether a pixel has exactly the samples that the chunk tRNS names.
    private func isTransparent(_ line: UnsafePointer<UInt8>, _ column: Int) -> Bool {
        guard let key = transparency else { return false }
        let samples = header.color.samples
        return (0..<samples).allSatisfy { channel in
            let wanted = Int(key[2 * channel]) << 8 | Int(key[2 * channel + 1])
            return sample(line, column * samples + channel) == wanted & (1 << header.depth - 1)
        }
    }

    /// Returns one sample as the file contains it.
    private func sample(_ line: UnsafePointer<UInt8>, _ index: Int) -> Int {
        switch header.depth {
        case 16: return Int(line[2 * index]) << 8 | Int(line[2 * index + 1])
        case 8: return Int(line[index])
        default:
            let bit = index * header.depth
            let shift = 8 - header.depth - bit % 8
            return Int(line[bit / 8]) >> shift & (1 << header.depth - 1)
        }
    }

    /// Returns a sample of fewer than eight bits as a byte.
    private func stretched(_ sample: Int) -> UInt8 { UInt8(sample * 255 / (1 << header.depth - 1)) }
}
