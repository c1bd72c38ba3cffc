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
        let factors = table.map { Int($0) }
        var work = [Int](repeating: 0, count: 64)
        work.withUnsafeMutableBufferPointer { work in
            for row in 0..<component.blocksDown {
                for column in 0..<component.blocksAcross {
                    let start = 64 * (row * component.blocksAcross + column)
                    for place in 0..<64 {
                        work[place] = Int(component.coefficients.values[start + place]) * factors[place]
                    }
                    for line in 0..<8 { JPEGTransform.apply(work, from: line, step: 8, shift: 11) }
                    for line in 0..<8 { JPEGTransform.apply(work, from: 8 * line, step: 1, shift: 18) }
                    store(work, at: row * 8 * stride + column * 8)
                }
            }
        }
    }

    private mutating func store(_ work: UnsafeMutableBufferPointer<Int>, at start: Int) {
        for y in 0..<8 {
            for x in 0..<8 {
                samples[start + y * stride + x] = UInt8(min(255, max(0, work[8 * y + x] + 128)))
            }
        }
    }

    /// A sample; places beyond the edge are those at the edge.
    @inline(__always)
    func sample(_ row: Int, _ column: Int) -> Int {
        Int(samples[min(height - 1, max(0, row)) * stride + min(width - 1, max(0, column))])
    }
}
