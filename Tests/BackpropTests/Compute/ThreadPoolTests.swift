import CKernels
import Testing

@testable import Backprop

/// The number of visits of each index, and of calls. The thread sanitizer knows the mutex of a system, not that
/// of the module Synchronization.
private final class Visits: Sendable {
    let counts: Locked<[Int]>
    let calls = Locked(0)

    init(_ count: Int) { counts = Locked([Int](repeating: 0, count: count)) }

    func run(count: Int, grain: Int, threads: Int) {
        bp_parallel_for(
            count, grain,
            { context, begin, end in
                let visits = Unmanaged<Visits>.fromOpaque(context!).takeUnretainedValue()
                visits.calls.withLock { $0 += 1 }
                visits.counts.withLock { counts in
                    for index in begin..<end { counts[index] += 1 }
                }
            }, Unmanaged.passUnretained(self).toOpaque(), threads)
    }
}

extension ComputeTests {
    @Suite struct ThreadPoolTests {
        @Test(arguments: [0, 1, 2, 7, 100], [1, 3, 50])
        func everyIndexIsVisitedOnce(count: Int, grain: Int) {
            for threads: Int in [1, 2, 3, 8, 300] {
                let visits = Visits(count)
                visits.run(count: count, grain: grain, threads: threads)
                #expect(visits.counts.withLock { $0 } == [Int](repeating: 1, count: count))
                let maximum = min(Int(threads), (count + grain - 1) / grain)
                #expect(visits.calls.withLock { $0 } <= max(maximum, 0))
            }
        }

        @Test(arguments: [0, 1, 2, 7, 100])
        func everyIndexIsTakenOnceAndTheFirstOnesFirst(count: Int) {
            for threads in [1, 2, 3, 8, 300] {
                let taken = Locked<[Int]>([])
                Threads.forEach(count, threads: threads) { index in taken.withLock { $0.append(index) } }
                let order = taken.withLock { $0 }
                #expect(order.sorted() == Array(0..<count))
                if threads == 1 { #expect(order == Array(0..<count)) }
            }
        }

        @Test func manyCallsFromManyTasksAllFinish() async {
            await withTaskGroup(of: [Int].self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        let visits = Visits(64)
                        for _ in 0..<50 { visits.run(count: 64, grain: 1, threads: 4) }
                        return visits.counts.withLock { $0 }
                    }
                }
                for await counts in group { #expect(counts == [Int](repeating: 50, count: 64)) }
            }
        }

        @Test func aCallInsideACallRunsThere() {
            let inner = Visits(10)
            bp_parallel_for(
                4, 1,
                { context, begin, end in
                    let inner = Unmanaged<Visits>.fromOpaque(context!).takeUnretainedValue()
                    for _ in begin..<end { inner.run(count: 10, grain: 1, threads: 4) }
                }, Unmanaged.passUnretained(inner).toOpaque(), 4)
            #expect(inner.counts.withLock { $0 } == [Int](repeating: 4, count: 10))
            #expect(inner.calls.withLock { $0 } == 4)
        }

        @Test func thereIsAProcessor() {
            #expect(bp_processor_count() >= 1)
        }
    }
}
