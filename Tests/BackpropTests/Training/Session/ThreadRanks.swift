import Foundation

@testable import Backprop

/// Ranks that are threads of this process, so that tests need no launcher.
struct ThreadRanks: RankGroup {
    let rank: Int
    let size: Int
    private let hub: Hub

    /// Runs a function once on each of several ranks, and returns their results in the order of the ranks.
    static func run<Result: Sendable>(
        _ size: Int, _ body: @escaping @Sendable (ThreadRanks) throws -> Result
    ) -> [Swift.Result<Result, any Error>] {
        let hub = Hub(size: size)
        let results = Locked([Swift.Result<Result, any Error>?](repeating: nil, count: size))
        let done = DispatchGroup()
        for rank in 0..<size {
            done.enter()
            let thread = Thread {
                let result = Swift.Result { try body(ThreadRanks(rank: rank, size: size, hub: hub)) }
                // The others would wait for a rank that has thrown.
                if case .failure = result { hub.close() }
                results.withLock { $0[rank] = result }
                done.leave()
            }
            thread.stackSize = 1 << 24
            thread.start()
        }
        done.wait()
        return results.withLock { $0.map { $0! } }
    }

    func exchange(
        _ parts: [UnsafeRawBufferPointer], into results: [UnsafeMutableRawBufferPointer]
    ) throws(RankError) {
        let received = try hub.exchange(rank, parts.map { Array($0) })
        for (memory, bytes) in zip(results, received) {
            precondition(memory.count == bytes.count, "both sides expect as many bytes")
            memory.copyBytes(from: bytes)
        }
    }
}

/// The memory that the ranks have in common.
private final class Hub: @unchecked Sendable {
    private let size: Int
    private let condition = NSCondition()
    private var sent: [[[UInt8]]]
    private var waiting = 0
    private var round = 0
    private var isClosed = false

    init(size: Int) {
        self.size = size
        sent = Array(repeating: [], count: size)
    }

    func exchange(_ rank: Int, _ parts: [[UInt8]]) throws(RankError) -> [[UInt8]] {
        condition.withLock { sent[rank] = parts }
        try wait()
        let received = condition.withLock { sent.map { $0[rank] } }
        try wait()
        return received
    }

    func close() {
        condition.withLock {
            isClosed = true
            condition.broadcast()
        }
    }

    private func wait() throws(RankError) {
        let isOpen = condition.withLock { () -> Bool in
            waiting += 1
            let current = round
            if waiting == size {
                (waiting, round) = (0, round + 1)
                condition.broadcast()
            }
            while round == current, !isClosed { condition.wait() }
            return round != current
        }
        if !isOpen { throw .lost(reason: "a rank has ended") }
    }
}
