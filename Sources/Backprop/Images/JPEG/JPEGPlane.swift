/// The samples of one component.
struct JPEGPlane {
    let height: Int
    let width: Int
    let horizontal: Int
    let vertical: Int
    /// How many samples a line has, with what fills up the last block.
    let stride: Int
    private(set) var samples: [UInt8]

    /// Turns coefficients into samples.
    init(_ component: JPEGComponent, _ table: [UInt16]) {
        height = component.height
        width = component.width
        horizontal = component.horizontal
        vertical = component.vertical
        stride = 8 * component.blocksAcross
        samples = Array(repeating: 0, count: stride * 8 * component.blocksDown)
        let factors = table.map { Double($0) }
        var work = [Double](repeating: 0, count: 128)
        work.withUnsafeMutableBufferPointer { work in
            for row in 0..<component.blocksDown {
                for column in 0..<component.blocksAcross {
                    let start = 64 * (row * component.blocksAcross + column)
                    transform(component.coefficients.values + start, factors, work)
                    store(work, at: row * 8 * stride + column * 8)
                }
            }
        }
    }

    /// C(u)/2 · cos((2x + 1)uπ/16), row u, column x; section A.3.3.
    private static let basis: [Double] = {
        // cos(kπ/16) for k from 0 to 8.
        let cosines = [
            1.0, 0.9807852804032304, 0.9238795325112867, 0.8314696123025452, 0.7071067811865476,
            0.5555702330196022, 0.3826834323650898, 0.19509032201612825, 0.0,
        ]
        func cosine(_ index: Int) -> Double {
            let folded = index % 32 > 16 ? 32 - index % 32 : index % 32
            return folded > 8 ? -cosines[16 - folded] : cosines[folded]
        }
        return (0..<64).map { place in
            let (u, x) = (place / 8, place % 8)
            return (u == 0 ? cosines[4] : 1) / 2 * cosine((2 * x + 1) * u)
        }
    }()

    /// The inverse cosine transform of one block, rows before columns, into the first half of `work`.
    private func transform(
        _ coefficients: UnsafeMutablePointer<Int16>, _ factors: [Double],
        _ work: UnsafeMutableBufferPointer<Double>
    ) {
        Self.basis.withUnsafeBufferPointer { basis in
            for row in 0..<8 {
                for x in 0..<8 { work[64 + 8 * row + x] = 0 }
                for u in 0..<8 where coefficients[8 * row + u] != 0 {
                    let value = Double(coefficients[8 * row + u]) * factors[8 * row + u]
                    for x in 0..<8 { work[64 + 8 * row + x] += value * basis[8 * u + x] }
                }
            }
            for y in 0..<8 {
                for x in 0..<8 { work[8 * y + x] = 0 }
                for v in 0..<8 {
                    let weight = basis[8 * v + y]
                    for x in 0..<8 { work[8 * y + x] += work[64 + 8 * v + x] * weight }
                }
            }
        }
    }

    private mutating func store(_ work: UnsafeMutableBufferPointer<Double>, at start: Int) {
        for y in 0..<8 {
            for x in 0..<8 {
                let value = (work[8 * y + x] + 128).rounded()
                samples[start + y * stride + x] = UInt8(min(255, max(0, value)))
            }
        }
    }

    /// A sample; places beyond the edge are those at the edge.
    @inline(__always)
    func sample(_ row: Int, _ column: Int) -> Int {
        Int(samples[min(height - 1, max(0, row)) * stride + min(width - 1, max(0, column))])
    }
}
