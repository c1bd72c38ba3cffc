/// The samples of one component. They are shared, so that storing a block copies none of them; only the decoder that
/// created them writes.
final class JPEGPlane {
    let height: Int
    let width: Int
    let horizontal: Int
    let vertical: Int
    /// The number of samples of a line, with the padding of the last block.
    let stride: Int
    private let count: Int
    private let samples: UnsafeMutablePointer<UInt8>
    private let work: UnsafeMutableBufferPointer<Int>

    /// Creates the samples of a component, all of medium brightness.
    init(_ component: JPEGComponent) {
        height = component.height
        width = component.width
        horizontal = component.horizontal
        vertical = component.vertical
        stride = 8 * component.blocksAcross
        count = stride * 8 * component.blocksDown
        samples = .allocate(capacity: count)
        samples.initialize(repeating: 128, count: count)
        work = .allocate(capacity: 64)
        work.initialize(repeating: 0)
    }

    /// Creates the samples of a component from all its coefficients.
    convenience init(_ component: JPEGComponent, _ coefficients: JPEGCoefficients, factors: [Int]) {
        self.init(component)
        for row in 0..<component.blocksDown {
            for column in 0..<component.blocksAcross {
                let block = coefficients.values + 64 * (row * component.blocksAcross + column)
                store(block, row: row, column: column, factors: factors)
            }
        }
    }

    deinit {
        samples.deallocate()
        work.deallocate()
    }

    /// Turns the coefficients of one block into samples.
    func store(_ block: UnsafePointer<Int16>, row: Int, column: Int, factors: [Int]) {
        for offset in 0..<64 { work[offset] = Int(block[offset]) * factors[offset] }
        for line in 0..<8 { JPEGTransform.apply(work, from: line, step: 8, shift: 11) }
        for line in 0..<8 { JPEGTransform.apply(work, from: 8 * line, step: 1, shift: 18) }
        let start = row * 8 * stride + column * 8
        for y in 0..<8 {
            for x in 0..<8 {
                samples[start + y * stride + x] = UInt8(min(255, max(0, work[8 * y + x] + 128)))
            }
        }
    }

    /// Returns a sample; beyond the edge, the one at the edge.
    @inline(__always)
    func sample(_ row: Int, _ column: Int) -> Int {
        Int(samples[min(height - 1, max(0, row)) * stride + min(width - 1, max(0, column))])
    }
}
