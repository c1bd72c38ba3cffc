/// A weighted mean of squares that neither overflows nor underflows: the numbers are divided by a power of two first,
/// so that the largest lies from 1 to below 2. Such a division changes no digit.
struct ScaledMeanSquare {
    /// The mean of the squares of the scaled numbers.
    private let mean: Double

    /// The power of two that the numbers were divided by.
    private let scale: Double

    /// Whether every number is zero.
    var isZero: Bool { mean == 0 }

    /// The square root of the mean square of the numbers themselves.
    var root: Double { mean.squareRoot() * scale }

    /// Creates the mean of no squares.
    init() { (mean, scale) = (0, 1) }

    /// Computes the mean over all rows; those that do not count have no influence on the scale.
    init(_ numbers: [Double], rows: [Int], weights: RowWeights) {
        let largest = rows.reduce(0) { max($0, numbers[$1].magnitude) }
        let scale = largest > 0 ? largest.binade : 1
        self.scale = scale
        mean = weights.mean { row in
            guard weights[row] > 0 else { return 0 }
            let scaled = numbers[row] / scale
            return scaled * scaled
        }
    }

    /// Returns the ratio of two mean squares, the second of which is not zero.
    static func / (first: ScaledMeanSquare, second: ScaledMeanSquare) -> Double {
        let scales = first.scale / second.scale
        return first.mean / second.mean * scales * scales
    }
}
