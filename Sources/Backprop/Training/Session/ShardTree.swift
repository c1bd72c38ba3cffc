/// A complete subtree of the tree that adds the shards of a batch: so many shards from the first on.
///
/// The number is a power of two, and the first shard a multiple of it.
struct ShardBlock: Equatable, Sendable {
    /// The index of the first shard.
    let first: Int

    /// The number of shards.
    let count: Int

    /// Whether this block and the next are the two halves of a larger one.
    func isLeftHalf(beside next: ShardBlock) -> Bool {
        count == next.count && first % (2 * count) == 0 && next.first == first + count
    }

    /// Returns the block of which this is the left half.
    func joined(with right: ShardBlock) -> ShardBlock { ShardBlock(first: first, count: count + right.count) }
}

/// The binary tree in whose order the shards of a batch are added.
///
/// Its leaves are the shards in the order of their rows, and their number is a power of two. Each node is the sum of its
/// two halves, the first one on the left. So the order depends on the number of shards alone.
enum ShardTree {
    /// Returns the shards that a rank computes: neighbouring ones, as many for every rank as possible.
    static func shards(ofRank rank: Int, of size: Int, count: Int) -> Range<Int> {
        rank * count / size..<(rank + 1) * count / size
    }

    /// Returns the rows of a shard: of neighbouring rows, as many for every shard as possible.
    static func rows(ofShard shard: Int, of count: Int, in rows: Range<Int>) -> Range<Int> {
        let (begin, end) = (shard * rows.count / count, (shard + 1) * rows.count / count)
        return rows.lowerBound + begin..<rows.lowerBound + end
    }

    /// Returns the largest number of rows in one shard.
    static func rowCount(ofBatch rows: Int, shards: Int) -> Int {
        rows / shards + (rows % shards == 0 ? 0 : 1)
    }

    /// Returns the largest complete subtrees of neighbouring shards, in order.
    ///
    /// The depth is the largest number of partial sums at a time if the shards are added one by one.
    static func blocks(of shards: Range<Int>) -> (blocks: [ShardBlock], depth: Int) {
        var blocks: [ShardBlock] = []
        var depth = 0
        for shard in shards {
            blocks.append(ShardBlock(first: shard, count: 1))
            depth = max(depth, blocks.count)
            while blocks.count > 1, blocks[blocks.count - 2].isLeftHalf(beside: blocks[blocks.count - 1]) {
                let right = blocks.removeLast()
                let left = blocks.removeLast()
                blocks.append(left.joined(with: right))
            }
        }
        return (blocks, depth)
    }
}
