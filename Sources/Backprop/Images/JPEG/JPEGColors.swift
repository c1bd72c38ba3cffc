/// A conversion of a JPEG file's components to pixels, line by line.
struct JPEGColors {
    let frame: JPEGFrame
    let planes: [JPEGPlane]
    let space: JPEGColorSpace

    func raster() -> Raster {
        let (width, channels) = (frame.width, space.channels)
        var bytes = [UInt8](repeating: 0, count: frame.height * width * channels)
        var lines = planes.map { _ in [Int](repeating: 0, count: width) }
        for row in 0..<frame.height {
            for (index, plane) in planes.enumerated() { enlarge(plane, row: row, into: &lines[index]) }
            let start = row * width * channels
            for column in 0..<width {
                if channels == 1 {
                    bytes[start + column] = UInt8(lines[0][column])
                    continue
                }
                let color = color(lines[0][column], lines[1][column], lines[2][column])
                let light = space.hasBlack ? lines[3][column] : 255
                bytes[start + 3 * column] = Self.inked(color.0, light)
                bytes[start + 3 * column + 1] = Self.inked(color.1, light)
                bytes[start + 3 * column + 2] = Self.inked(color.2, light)
            }
        }
        return Raster(height: frame.height, width: width, channels: channels, bytes: bytes)
    }

    /// Returns red, green and blue, or the shares of light that the three inks leave.
    @inline(__always)
    private func color(_ first: Int, _ second: Int, _ third: Int) -> (Int, Int, Int) {
        guard space.hasDifferences else { return (first, second, third) }
        let color = Self.color(first, second - 128, third - 128)
        let levels = (Self.clamped(color.0), Self.clamped(color.1), Self.clamped(color.2))
        // The inks were transformed, not the light that they leave.
        return space == .ycck ? (255 - levels.0, 255 - levels.1, 255 - levels.2) : levels
    }

    /// Computes R = Y + 1.402 Cr, G = Y − 0.344136 Cb − 0.714136 Cr, B = Y + 1.772 Cb, in 65536ths; JFIF 1.02.
    @inline(__always)
    private static func color(_ y: Int, _ blue: Int, _ red: Int) -> (Int, Int, Int) {
        (
            y + (91_881 * red + 32_768) >> 16, y + (32_768 - 22_554 * blue - 46_802 * red) >> 16,
            y + (116_130 * blue + 32_768) >> 16
        )
    }

    /// Returns the level that black ink leaves of a level: light − light · (255 − level) / 255, the quotient rounded.
    @inline(__always)
    private static func inked(_ level: Int, _ light: Int) -> UInt8 {
        UInt8(light == 255 ? level : light - (light * (255 - level) * 2 + 255) / 510)
    }

    @inline(__always)
    private static func clamped(_ value: Int) -> Int { min(255, max(0, value)) }

    /// Writes a line of a component in the width of the image: smoothly if it has half as many samples, else each
    /// repeated.
    private func enlarge(_ plane: JPEGPlane, row: Int, into line: inout [Int]) {
        let (across, down) = (
            frame.maximumHorizontal / plane.horizontal, frame.maximumVertical / plane.vertical
        )
        let isExact =
            across * plane.horizontal == frame.maximumHorizontal
            && down * plane.vertical == frame.maximumVertical
        let isSmooth = isExact && across <= 2 && down <= 2 && across * down > 1 && plane.width > 2
        let storedRow = row * plane.vertical / frame.maximumVertical
        line.withUnsafeMutableBufferPointer { line in
            for column in line.indices {
                line[column] =
                    isSmooth
                    ? Self.smooth(plane, row, column, across, down)
                    : plane.sample(storedRow, column * plane.horizontal / frame.maximumHorizontal)
            }
        }
    }

    /// Returns three quarters of the nearer sample and a quarter of the farther one, in each direction that is enlarged.
    private static func smooth(_ plane: JPEGPlane, _ row: Int, _ column: Int, _ across: Int, _ down: Int)
        -> Int
    {
        let (y, x) = (row / down, column / across)
        let nextRow = row % 2 == 0 ? y - 1 : y + 1
        let nextColumn = column % 2 == 0 ? x - 1 : x + 1
        if down == 1 {
            if nextColumn < 0 || nextColumn >= plane.width { return plane.sample(y, x) }
            return (3 * plane.sample(y, x) + plane.sample(y, nextColumn) + 1 + column % 2) >> 2
        }
        if across == 1 {
            return (3 * plane.sample(y, x) + plane.sample(nextRow, x) + 1 + row % 2) >> 2
        }
        let here = 3 * plane.sample(y, x) + plane.sample(nextRow, x)
        let there = 3 * plane.sample(y, nextColumn) + plane.sample(nextRow, nextColumn)
        return (3 * here + there + 8 - column % 2) >> 4
    }
}
