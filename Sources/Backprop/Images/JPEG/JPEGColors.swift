/// Joins the components of a JPEG file to pixels.
struct JPEGColors {
    let frame: JPEGFrame
    let planes: [JPEGPlane]
    /// The components are red, green and blue themselves.
    let isRGB: Bool

    func raster() -> Raster {
        let parts = planes.map(enlarged)
        let count = frame.height * frame.width
        guard parts.count == 3 else {
            return Raster(height: frame.height, width: frame.width, channels: 1, bytes: parts[0])
        }
        var bytes = [UInt8](repeating: 0, count: 3 * count)
        for pixel in 0..<count {
            let (y, blue, red) = (Int(parts[0][pixel]), Int(parts[1][pixel]), Int(parts[2][pixel]))
            let color = isRGB ? (y, blue, red) : Self.color(y, blue - 128, red - 128)
            bytes[3 * pixel] = Self.clamped(color.0)
            bytes[3 * pixel + 1] = Self.clamped(color.1)
            bytes[3 * pixel + 2] = Self.clamped(color.2)
        }
        return Raster(height: frame.height, width: frame.width, channels: 3, bytes: bytes)
    }

    /// R = Y + 1.402 Cr, G = Y − 0.344136 Cb − 0.714136 Cr, B = Y + 1.772 Cb, in 65536ths; JFIF 1.02.
    private static func color(_ y: Int, _ blue: Int, _ red: Int) -> (Int, Int, Int) {
        (
            y + (91_881 * red + 32_768) >> 16, y + (32_768 - 22_554 * blue - 46_802 * red) >> 16,
            y + (116_130 * blue + 32_768) >> 16
        )
    }

    private static func clamped(_ value: Int) -> UInt8 { UInt8(min(255, max(0, value))) }

    /// A component in the size of the image: smoothly where it has half as many samples, else each repeated.
    private func enlarged(_ plane: JPEGPlane) -> [UInt8] {
        let across = frame.mostHorizontal / plane.horizontal
        let down = frame.mostVertical / plane.vertical
        let isExact =
            across * plane.horizontal == frame.mostHorizontal && down * plane.vertical == frame.mostVertical
        var bytes = [UInt8](repeating: 0, count: frame.height * frame.width)
        let isSmooth = isExact && across <= 2 && down <= 2 && across * down > 1 && plane.width > 2
        for row in 0..<frame.height {
            for column in 0..<frame.width {
                let value =
                    isSmooth
                    ? Self.smooth(plane, row, column, across, down)
                    : plane.sample(
                        row * plane.vertical / frame.mostVertical,
                        column * plane.horizontal / frame.mostHorizontal)
                bytes[row * frame.width + column] = UInt8(value)
            }
        }
        return bytes
    }

    /// Three quarters of the nearer sample and a quarter of the farther one, in each direction that is enlarged.
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
