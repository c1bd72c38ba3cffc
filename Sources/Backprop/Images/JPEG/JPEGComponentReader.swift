/// A reader of one component's blocks of a scan, which stores them at their positions.
struct JPEGComponentReader {
    /// The destination of blocks.
    enum Target {
        /// Sequential files hold a block in one scan; it becomes samples at once.
        case samples(JPEGPlane, factors: [Int])
        /// Progressive files spread a block over several scans.
        case coefficients(JPEGCoefficients)
    }

    private let index: Int
    private let blocksAcross: Int
    /// The blocks of a group: those of the sampling factors, or a single one if no other component has any.
    private let across: Int
    private let down: Int
    private let dc: JPEGHuffman?
    private let ac: JPEGHuffman?
    private let target: Target

    init(
        index: Int, part: JPEGComponent, isSingle: Bool, dc: JPEGHuffman?, ac: JPEGHuffman?, target: Target
    ) {
        self.index = index
        self.dc = dc
        self.ac = ac
        self.target = target
        blocksAcross = part.blocksAcross
        across = isSingle ? 1 : part.horizontal
        down = isSingle ? 1 : part.vertical
    }

    /// Reads the blocks of a group; returns whether the bits make sense.
    func read(_ blocks: inout JPEGBlocks, row: Int, column: Int) -> Bool {
        for y in (row * down)..<((row + 1) * down) {
            for x in (column * across)..<((column + 1) * across) {
                guard readBlock(&blocks, row: y, column: x) else { return false }
            }
        }
        return true
    }

    private func readBlock(_ blocks: inout JPEGBlocks, row: Int, column: Int) -> Bool {
        switch target {
        case .coefficients(let coefficients):
            return blocks.read(
                coefficients.values + 64 * (row * blocksAcross + column), component: index, dc: dc, ac: ac)
        case .samples(let plane, let factors):
            return withUnsafeTemporaryAllocation(of: Int16.self, capacity: 64) { block in
                block.initialize(repeating: 0)
                let isSound = blocks.read(block.baseAddress!, component: index, dc: dc, ac: ac)
                if isSound { plane.store(block.baseAddress!, row: row, column: column, factors: factors) }
                return isSound
            }
        }
    }
}
