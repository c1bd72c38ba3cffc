/// The sums of a batch over its shards.
struct BatchSums {
    /// The sum of the row losses.
    var loss = 0.0

    /// The sum of the row weights.
    var weight = 0.0

    /// Whether a rank has asked to stop.
    var isCancelled = false
}

/// The gradient of a batch that is cut into shards, which several ranks may share.
///
/// Each shard's gradient is summed over its rows as that of a whole batch is. The shards are added in the order of
/// ``ShardTree``, and the sum is divided by the weight of the batch. So the bits depend on the number of shards, but not
/// on the number of ranks.
final class ShardedGradient<S: Scalar> {
    private let shards: Int
    private let own: Range<Int>
    private let memory: UnsafeMutablePointer<S>
    private let count: Int
    private let slot: Int
    private let depth: Int
    private var partial: PartialSums<S>
    private let exchange: ShardExchange<S>?

    /// - Parameters:
    ///   - shards: The number of shards, a power of two.
    ///   - count: The number of values of the gradient.
    init(shards: Int, count: Int, ranks: any RankGroup) {
        (self.shards, self.count) = (shards, count)
        own = ShardTree.shards(ofRank: ranks.rank, of: ranks.size, count: shards)
        depth = ShardTree.blocks(of: own).depth
        slot = (count + 15) / 16 * 16
        memory = .zeros(slot * depth)
        partial = PartialSums(count: count, depth: depth)
        exchange = ranks.size > 1 ? ShardExchange(shards: shards, count: count, ranks: ranks) : nil
    }

    deinit {
        memory.deallocate()
    }

    /// The number of values that the partial sums of one rank take, for a gradient of `count` values.
    static func memory(shards: Int, count: Int) -> Int {
        shards > 1 ? count * ShardTree.blocks(of: 0..<shards).depth : 0
    }

    /// Returns the sums over the shards of a batch, and writes the gradient of its mean loss.
    ///
    /// The gradient is not written if the loss is not finite or no row has weight.
    ///
    /// - Parameters:
    ///   - rows: The positions of the batch's rows.
    ///   - isCancelled: Whether this rank asks to stop.
    ///   - evaluate: Returns the sums of a shard's rows, and writes the sum of their gradients.
    func evaluate(
        _ rows: Range<Int>, into gradients: UnsafeMutablePointer<S>, isCancelled: Bool,
        _ evaluate: (Range<Int>, UnsafeMutablePointer<S>) throws -> BatchSums
    ) throws -> BatchSums {
        partial.removeAll()
        for shard in own {
            let gradient = memory + slot * partial.sums.count
            let part = ShardTree.rows(ofShard: shard, of: shards, in: rows)
            let sums = part.isEmpty ? BatchSums() : try evaluate(part, gradient)
            // A shard that adds nothing, or whose gradient was not computed.
            if !(sums.weight > 0 && sums.loss.isFinite) { gradient.update(repeating: 0, count: count) }
            partial.append(
                PartialSum(
                    block: ShardBlock(first: shard, count: 1), gradient: gradient, loss: sums.loss,
                    weight: sums.weight))
        }
        if let exchange {
            return try exchange.finish(partial.sums, into: gradients, isCancelled: isCancelled)
        }
        let whole = partial.sums[0]
        let sums = BatchSums(loss: whole.loss, weight: whole.weight, isCancelled: isCancelled)
        if sums.hasGradient { Self.scale(whole.gradient, into: gradients, count: count, by: 1 / sums.weight) }
        return sums
    }

    /// Computes result ← factor · values.
    @specialized(where S == Float)
    @specialized(where S == Double)
    static func scale(
        _ values: UnsafeMutablePointer<S>, into result: UnsafeMutablePointer<S>, count: Int, by factor: Double
    ) {
        let factor = S(factor)
        for index in 0..<count { result[index] = values[index] * factor }
    }
}

extension BatchSums {
    /// Whether a gradient follows from the rows.
    var hasGradient: Bool { loss.isFinite && weight > 0 }
}
