/// A writer of one image as numbers for a network, unchanged or augmented.
struct ImagePainter {
    private let height: Int
    private let width: Int
    private let channels: Int
    private let centers: [Double]
    private let scales: [Double]

    init(_ preprocessor: ImagePreprocessor) {
        height = preprocessor.shape[0]
        width = preprocessor.shape[1]
        channels = preprocessor.shape[2]
        centers = preprocessor.centers
        scales = preprocessor.scales
    }

    /// Paints the image unchanged.
    @inline(__always)
    func paint<Pixel, S: Scalar>(
        _ pixels: UnsafeBufferPointer<Pixel>, _ features: UnsafeMutablePointer<S>, _ number: (Pixel) -> Double
    ) {
        for channel in 0..<channels {
            let (center, scale) = (centers[channel], scales[channel])
            for index in stride(from: channel, to: height * width * channels, by: channels) {
                features[index] = S((number(pixels[index]) - center) / scale)
            }
        }
    }

    /// Paints the image as an augmentation changes it, with black around it.
    @inline(__always)
    func paint<Pixel, S: Scalar>(
        _ pixels: UnsafeBufferPointer<Pixel>, _ features: UnsafeMutablePointer<S>,
        _ augmentation: Augmentation,
        image: Int, context: RandomContext, _ number: (Pixel) -> Double
    ) {
        var draw = AugmentationDraw(
            augmentation, image: image, context: context, height: height, width: width)
        let (centerY, centerX) = (Double(height - 1) / 2, Double(width - 1) / 2)
        for row in 0..<height {
            let y = Double(row) - centerY - draw.shiftY
            for column in 0..<width {
                let x = Double(column) - centerX - draw.shiftX
                var sourceY = centerY + draw.yy * y + draw.yx * x
                var sourceX = centerX + draw.xy * y + draw.xx * x
                if draw.isElastic {
                    let move = draw.displacement(Double(row) / Double(height), Double(column) / Double(width))
                    sourceY += move.y
                    sourceX += move.x
                }
                let isCut = draw.cutRows.contains(row) && draw.cutColumns.contains(column)
                for channel in 0..<channels {
                    let value = isCut ? 0 : sample(pixels, sourceY, sourceX, channel, number)
                    var scaled = (value - centers[channel]) / scales[channel]
                    if augmentation.noise > 0 { scaled += augmentation.noise * draw.noise() }
                    features[(row * width + column) * channels + channel] = S(scaled)
                }
            }
        }
    }

    /// Returns the interpolated value between four pixels; beyond the edges it is 0.
    @inline(__always)
    private func sample<Pixel>(
        _ pixels: UnsafeBufferPointer<Pixel>, _ y: Double, _ x: Double, _ channel: Int,
        _ number: (Pixel) -> Double
    ) -> Double {
        guard y > -1, x > -1, y < Double(height), x < Double(width) else { return 0 }
        // Rounds down, since both are above −1.
        let (row, column) = (Int(y + 1) - 1, Int(x + 1) - 1)
        let (v, u) = (y - Double(row), x - Double(column))
        let corner = (row * width + column) * channels + channel
        let (hasAbove, hasBelow) = (row >= 0, row + 1 < height)
        let (hasLeft, hasRight) = (column >= 0, column + 1 < width)
        let line = width * channels
        let a = hasAbove && hasLeft ? number(pixels[corner]) : 0
        let b = hasAbove && hasRight ? number(pixels[corner + channels]) : 0
        let c = hasBelow && hasLeft ? number(pixels[corner + line]) : 0
        let d = hasBelow && hasRight ? number(pixels[corner + line + channels]) : 0
        return (a * (1 - u) + b * u) * (1 - v) + (c * (1 - u) + d * u) * v
    }
}
