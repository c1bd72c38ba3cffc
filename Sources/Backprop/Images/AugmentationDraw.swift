/// The changes that an ``Augmentation`` makes to one image in one epoch.
///
/// A position (row y, column x) of the changed image shows the original at
///
///     (y', x') = center + M · (y − center − shift) + displacement(y, x)
///
/// where M is the inverse of turning, growing and mirroring, and the displacement is interpolated between those of a
/// grid of 4 × 4 points.
struct AugmentationDraw {
    /// M: y' = yy·y + yx·x, x' = xy·y + xx·x.
    private(set) var (yy, yx, xy, xx) = (1.0, 0.0, 0.0, 1.0)
    private(set) var (shiftY, shiftX) = (0.0, 0.0)
    /// The rows and columns that are blackened.
    private(set) var (cutRows, cutColumns) = (0..<0, 0..<0)
    /// The displacements of the grid's points, for rows and for columns; all zero without elasticity.
    private(set) var gridY = SIMD16<Double>(repeating: 0)
    private(set) var gridX = SIMD16<Double>(repeating: 0)
    private(set) var isElastic = false
    /// The generator that noise is drawn from.
    private(set) var generator: PhiloxGenerator

    /// The number of the stream's elements that belong to one image, as a power of two: more than any image has values.
    private static let elementsPerImage = 30

    /// Draws the changes of the image of that number. Every kind of change has its own elements of the stream, whether
    /// or not other kinds are used.
    init(_ augmentation: Augmentation, image: Int, context: RandomContext, height: Int, width: Int) {
        let source = Philox(seed: context.seed, .augmentation, step: context.epoch)
        generator = PhiloxGenerator(source, position: UInt64(image) << Self.elementsPerImage)
        shiftY = augmentation.shift * signed()
        shiftX = augmentation.shift * signed()
        let angle = augmentation.rotation / 180 * signed()
        let factor = 1 / (1 + augmentation.scale * signed())
        let flipX = generator.nextUnit() < 0.5 && augmentation.flipsHorizontally ? -1.0 : 1.0
        let flipY = generator.nextUnit() < 0.5 && augmentation.flipsVertically ? -1.0 : 1.0
        let cosine = PortableMath.cosine(ofPiTimes: abs(angle))
        let sine = PortableMath.cosine(ofPiTimes: abs(0.5 - abs(angle))) * (angle < 0 ? -1 : 1)
        (yy, yx) = (cosine * factor * flipY, -sine * factor * flipY)
        (xy, xx) = (sine * factor * flipX, cosine * factor * flipX)
        let row = Int(generator.nextUnit() * Double(height))
        let column = Int(generator.nextUnit() * Double(width))
        if augmentation.cutout > 0 {
            let side = augmentation.cutout
            cutRows = max(0, row - side / 2)..<min(height, row - side / 2 + side)
            cutColumns = max(0, column - side / 2)..<min(width, column - side / 2 + side)
        }
        isElastic = augmentation.elasticity > 0
        for point in 0..<16 {
            let (first, second) = (signed(), signed())
            guard isElastic else { continue }
            gridY[point] = augmentation.elasticity * first
            gridX[point] = augmentation.elasticity * second
        }
    }

    /// Draws a number from the uniform distribution from −1 to 1.
    private mutating func signed() -> Double { 2 * generator.nextUnit() - 1 }

    /// Draws the next standard normal deviate for noise.
    mutating func noise() -> Double { generator.nextNormal() }

    /// Returns the displacement at a coordinate, given as shares of the height and the width.
    func displacement(_ rowShare: Double, _ columnShare: Double) -> (y: Double, x: Double) {
        let (row, column) = (min(2.999, rowShare * 3), min(2.999, columnShare * 3))
        let (i, j) = (Int(row), Int(column))
        let (v, u) = (row - Double(i), column - Double(j))
        func between(_ grid: SIMD16<Double>) -> Double {
            let start = 4 * i + j
            let above = grid[start] * (1 - u) + grid[start + 1] * u
            let below = grid[start + 4] * (1 - u) + grid[start + 5] * u
            return above * (1 - v) + below * v
        }
        return (between(gridY), between(gridX))
    }
}
