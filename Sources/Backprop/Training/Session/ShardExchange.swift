/// The exchange of partial sums between ranks: each adds up one slice of the gradient, and gets the others.
///
/// A rank sends the largest complete subtrees of its shards. So the order of every sum is that of ``ShardTree``, whatever
/// the number of ranks. Each rank sends less than two gradients per batch if the ranks own one subtree each.
final class ShardExchange<S: Scalar> {
    private let ranks: any RankGroup
    private let blocks: [[ShardBlock]]
    private let slices: [Range<Int>]
    private var added: PartialSums<S>

    /// The parts for each rank and from each: loss and weight of each subtree, the wish to stop, the slice of each gradient.
    private let sent: [UnsafeMutableRawBufferPointer]
    private let parts: [UnsafeRawBufferPointer]
    private let received: [UnsafeMutableRawBufferPointer]

    init(shards: Int, count: Int, ranks: any RankGroup) {
        self.ranks = ranks
        let size = ranks.size
        let blocks = (0..<size).map {
            ShardTree.blocks(of: ShardTree.shards(ofRank: $0, of: size, count: shards)).blocks
        }
        let slices = (0..<size).map { $0 * count / size..<($0 + 1) * count / size }
        (self.blocks, self.slices) = (blocks, slices)
        added = PartialSums(count: slices[ranks.rank].count, depth: blocks.reduce(0) { $0 + $1.count })
        func part(_ blocks: Int, _ slice: Range<Int>) -> UnsafeMutableRawBufferPointer {
            let bytes = Self.header(blocks) + blocks * slice.count * MemoryLayout<S>.stride
            let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes, alignment: 64)
            memory.initializeMemory(as: UInt8.self, repeating: 0)
            return memory
        }
        sent = slices.map { part(blocks[ranks.rank].count, $0) }
        parts = sent.map { UnsafeRawBufferPointer($0) }
        received = blocks.map { part($0.count, slices[ranks.rank]) }
    }

    deinit {
        for part in sent + received { part.deallocate() }
    }

    /// The bytes of the numbers before the gradients: two for each subtree, and one.
    private static func header(_ blocks: Int) -> Int { (2 * blocks + 1) * MemoryLayout<Double>.stride }

    /// Returns the sums of the whole batch, and writes its gradient unless there is none.
    ///
    /// - Parameter sums: The subtrees of this rank.
    func finish(
        _ sums: [PartialSum<S>], into gradients: UnsafeMutablePointer<S>, isCancelled: Bool
    ) throws(RankError) -> BatchSums {
        for (part, slice) in zip(sent, slices) { fill(part, slice, sums, isCancelled) }
        try ranks.exchange(parts, into: received)
        added.removeAll()
        var isCancelled = false
        for (part, blocks) in zip(received, blocks) { add(part, blocks, &isCancelled) }
        let whole = added.sums[0]
        let result = BatchSums(loss: whole.loss, weight: whole.weight, isCancelled: isCancelled)
        guard result.hasGradient else { return result }
        let slice = slices[ranks.rank]
        ShardedGradient.scale(
            whole.gradient, into: gradients + slice.lowerBound, count: slice.count, by: 1 / whole.weight)
        try share(gradients)
        return result
    }

    private func fill(
        _ part: UnsafeMutableRawBufferPointer, _ slice: Range<Int>, _ sums: [PartialSum<S>],
        _ isCancelled: Bool
    ) {
        let numbers = part.baseAddress!.assumingMemoryBound(to: Double.self)
        let values = (part.baseAddress! + Self.header(sums.count)).assumingMemoryBound(to: S.self)
        for (index, sum) in sums.enumerated() {
            (numbers[2 * index], numbers[2 * index + 1]) = (sum.loss, sum.weight)
            (values + index * slice.count).update(from: sum.gradient + slice.lowerBound, count: slice.count)
        }
        numbers[2 * sums.count] = isCancelled ? 1 : 0
    }

    private func add(_ part: UnsafeMutableRawBufferPointer, _ blocks: [ShardBlock], _ isCancelled: inout Bool)
    {
        let numbers = part.baseAddress!.assumingMemoryBound(to: Double.self)
        let values = (part.baseAddress! + Self.header(blocks.count)).assumingMemoryBound(to: S.self)
        let count = slices[ranks.rank].count
        for (index, block) in blocks.enumerated() {
            added.append(
                PartialSum(
                    block: block, gradient: values + index * count, loss: numbers[2 * index],
                    weight: numbers[2 * index + 1]))
        }
        if numbers[2 * blocks.count] != 0 { isCancelled = true }
    }

    /// Sends this rank's slice of the gradient to all ranks, and receives theirs.
    private func share(_ gradients: UnsafeMutablePointer<S>) throws(RankError) {
        func bytes(_ slice: Range<Int>) -> UnsafeMutableRawBufferPointer {
            UnsafeMutableRawBufferPointer(
                UnsafeMutableBufferPointer(start: gradients + slice.lowerBound, count: slice.count))
        }
        let own = UnsafeRawBufferPointer(bytes(slices[ranks.rank]))
        try ranks.exchange(Array(repeating: own, count: ranks.size), into: slices.map(bytes))
    }
}
