/// The sums of a block of shards: of their gradients, of the losses of their rows, and of the rows' weights.
struct PartialSum<S: Scalar> {
    var block: ShardBlock
    let gradient: UnsafeMutablePointer<S>
    var loss: Double
    var weight: Double
}

/// Partial sums in the order of their shards, in which halves of a larger block are added as soon as both are there.
struct PartialSums<S: Scalar> {
    /// The sums that wait for their other half.
    private(set) var sums: [PartialSum<S>] = []

    /// The number of values of each gradient.
    private let count: Int

    /// - Parameters:
    ///   - count: The number of values of each gradient.
    ///   - depth: The largest number of sums at a time.
    init(count: Int, depth: Int) {
        self.count = count
        sums.reserveCapacity(depth + 1)
    }

    /// Removes all sums.
    mutating func removeAll() { sums.removeAll(keepingCapacity: true) }

    /// Takes the next sum.
    mutating func append(_ sum: PartialSum<S>) {
        sums.append(sum)
        while sums.count > 1, sums[sums.count - 2].block.isLeftHalf(beside: sums[sums.count - 1].block) {
            let right = sums.removeLast()
            join(&sums[sums.count - 1], right)
        }
    }

    private func join(_ left: inout PartialSum<S>, _ right: PartialSum<S>) {
        left.block = left.block.joined(with: right.block)
        left.loss += right.loss
        left.weight += right.weight
        Self.add(right.gradient, to: left.gradient, count: count)
    }

    /// Computes left ← left + right.
    @specialized(where S == Float)
    @specialized(where S == Double)
    private static func add(
        _ right: UnsafeMutablePointer<S>, to left: UnsafeMutablePointer<S>, count: Int
    ) {
        for index in 0..<count { left[index] += right[index] }
    }
}
