import Testing

@testable import Backprop

/// The division of a batch into shards, and the order in which they are added.
@Suite struct ShardTreeTests {
    private func blocks(_ shards: Range<Int>) -> [Range<Int>] {
        ShardTree.blocks(of: shards).blocks.map { $0.first..<$0.first + $0.count }
    }

    @Test func aRankSendsItsLargestCompleteSubtrees() {
        #expect(blocks(0..<8) == [0..<8])
        #expect(blocks(4..<8) == [4..<8])
        #expect(blocks(1..<8) == [1..<2, 2..<4, 4..<8])
        #expect(blocks(3..<6) == [3..<4, 4..<6])
        #expect(blocks(5..<5) == [])
    }

    @Test(arguments: [1, 2, 8, 64]) func onlyFewSumsWaitForTheirOtherHalf(count: Int) {
        #expect(ShardTree.blocks(of: 0..<count).depth == count.trailingZeroBitCount + 1)
    }

    @Test(arguments: [1, 2, 3, 5, 8, 64]) func everyShardIsOfOneRank(size: Int) {
        let shards = (0..<size).flatMap { Array(ShardTree.shards(ofRank: $0, of: size, count: 16)) }
        #expect(shards == Array(0..<16))
        // Together the subtrees of all ranks form the whole tree.
        var sums = PartialSums<Double>(count: 1, depth: 64)
        var memory = (0..<16).map { Double($0) }
        memory.withUnsafeMutableBufferPointer { memory in
            for rank in 0..<size {
                for block in ShardTree.blocks(
                    of: ShardTree.shards(ofRank: rank, of: size, count: 16)
                ).blocks {
                    for index in block.first + 1..<block.first + block.count {
                        memory[block.first] += memory[index]
                    }
                    sums.append(
                        PartialSum(
                            block: block, gradient: memory.baseAddress! + block.first, loss: 1, weight: 2))
                }
            }
            #expect(sums.sums.map(\.block) == [ShardBlock(first: 0, count: 16)])
            #expect(memory[0] == 120)
        }
    }

    @Test(arguments: [1, 7, 32, 100]) func everyRowIsInOneShard(count: Int) {
        let parts = (0..<8).map { ShardTree.rows(ofShard: $0, of: 8, in: 50..<50 + count) }
        #expect(parts.flatMap { Array($0) } == Array(50..<50 + count))
        let largest = ShardTree.rowCount(ofBatch: count, shards: 8)
        #expect(parts.allSatisfy { $0.count <= largest && $0.count >= largest - 1 })
    }
}
