import CKernels
import Testing

extension ComputeTests {
    /// Same bits: every element and row kernel, on every instruction set, at any length, with any thread count.
    @Suite struct ElementBitsTests {
        /// One call of a kernel: inputs a and b, outputs out and extra, all of n elements; then n and the threads.
        typealias Body<S> = (
            UnsafePointer<S>, UnsafePointer<S>, UnsafeMutablePointer<S>, UnsafeMutablePointer<S>, Int, Int
        ) -> Void
        typealias Call<S> = (String, Body<S>)

        static func calls<S: BinaryFloatingPoint>(_ kernels: ElementKernels<S>) -> [Call<S>] {
            var calls: [Call<S>] = [
                ("exp", { a, _, out, _, n, t in kernels.exp(a, out, n, t) }),
                ("log", { a, _, out, _, n, t in kernels.log(a, out, n, t) }),
                ("axpy", { a, _, out, _, n, t in kernels.axpy(1.7, a, out, n, t) }),
                ("scale", { a, _, out, _, n, t in kernels.scale(1.7, a, out, n, t) }),
                ("add", { a, b, out, _, n, t in kernels.add(a, b, out, n, t) }),
                ("dropout", { a, _, out, _, n, t in kernels.dropout(a, out, n, 0.4, 3, 4, 5, t) }),
            ]
            for activation in ElementwiseTests.activations {
                calls.append(
                    (
                        "activation \(activation.rawValue)",
                        { a, _, out, _, n, t in
                            kernels.activate(a, out, n, activation, 0.3, t)
                        }
                    ))
                calls.append(
                    (
                        "gradient \(activation.rawValue)",
                        { a, b, out, _, n, t in
                            kernels.gradient(a, a, b, out, n, activation, 0.3, t)
                        }
                    ))
            }
            return calls + rowCalls(kernels)
        }

        /// The buffers as one row and as rows of three; the row's loss goes to the second output.
        static func rowCalls<S: BinaryFloatingPoint>(_ kernels: ElementKernels<S>) -> [Call<S>] {
            let shapes: [(String, (Int) -> (Int, Int))] = [
                ("row", { (min($0, 1), $0) }), ("rows of 3", { ($0 / 3, 3) }),
            ]
            return shapes.flatMap { label, shape -> [Call<S>] in
                func loss(_ kernel: @escaping ElementKernels<S>.RowLoss) -> Body<S> {
                    { a, b, out, extra, n, t in kernel(a, b, out, extra, nil, 0.7, shape(n).0, shape(n).1, t)
                    }
                }
                return [
                    (
                        "softmax, \(label)",
                        { a, _, out, _, n, t in kernels.softmax(a, out, shape(n).0, shape(n).1, t) }
                    ),
                    (
                        "log-softmax, \(label)",
                        { a, _, out, _, n, t in
                            kernels.logSoftmax(a, out, shape(n).0, shape(n).1, t)
                        }
                    ),
                    (
                        "softmax gradient, \(label)",
                        { a, b, out, _, n, t in
                            kernels.softmaxGradient(a, b, out, shape(n).0, shape(n).1, t)
                        }
                    ),
                    (
                        "softmax cross-entropy, \(label)",
                        loss {
                            kernels.softmaxCrossEntropy($0, $1, $2, nil, $3, $4, $5, $6, $7, $8)
                        }
                    ),
                    ("sigmoid cross-entropy, \(label)", loss(kernels.sigmoidCrossEntropy)),
                    ("half squared, \(label)", loss(kernels.halfSquared)),
                    ("mean squared, \(label)", loss(kernels.meanSquared)),
                    ("mean absolute, \(label)", loss(kernels.meanAbsolute)),
                    ("huber, \(label)", loss { kernels.huber($0, $1, $2, $3, $4, $5, 0.5, $6, $7, $8) }),
                ]
            }
        }

        /// Runs every call over the lengths; all output bytes in order, with NaNs made equal; nil if a guard broke.
        static func outputs<S: BinaryFloatingPoint>(
            _ kernels: ElementKernels<S>, lengths: [Int], threads: Int = 1, only: Set<String>? = nil
        ) -> [String: [S]] {
            var results: [String: [S]] = [:]
            for (name, call) in calls(kernels) where only?.contains(name) ?? true {
                var all: [S] = []
                for n in lengths {
                    var numbers = TestGenerator(state: UInt64(n))
                    var a: [S] = numbers.values(n, within: 30), b: [S] = numbers.values(n, within: 1)
                    if n > 20 { (a[n / 2], a[n - 1], b[n / 3]) = (0, .leastNonzeroMagnitude, 0) }
                    var out = GuardedBuffer<S>([S](repeating: 1, count: n)), extra = out
                    out.withPointer { o in extra.withPointer { call(a, b, o, $0, n, threads) } }
                    if !out.guardsAreIntact || !extra.guardsAreIntact {
                        Issue.record("\(name) wrote outside, n = \(n)")
                    }
                    all += out.contents + extra.contents
                }
                results[name] = all.map { $0.isNaN ? S.nan : $0 }
            }
            return results
        }

        func expectSameBits<S: BinaryFloatingPoint>(_ results: [String: [String: [S]]], same: (S, S) -> Bool)
        {
            guard let first = results["baseline"] ?? results["neon"] else {
                Issue.record("no instruction set")
                return
            }
            for (set, outputs) in results {
                for (name, values) in outputs where !values.elementsEqual(first[name] ?? [], by: same) {
                    Issue.record("\(name) differs on \(set)")
                }
            }
        }

        @Test func floatHasTheSameBitsEverywhere() {
            let lengths = Array(0...70)
            let results = ComputeTests.onEachInstructionSet { Self.outputs(.float, lengths: lengths) }
            expectSameBits(results) { $0.bitPattern == $1.bitPattern }
        }

        @Test func doubleHasTheSameBitsEverywhere() {
            let lengths = Array(0...70)
            let results = ComputeTests.onEachInstructionSet { Self.outputs(.double, lengths: lengths) }
            expectSameBits(results) { $0.bitPattern == $1.bitPattern }
        }

        /// An element's bits do not depend on its position in an array.
        @Test func positionDoesNotMatter() {
            let x: [Float] = [-1.3, 0.2, 2.7]
            for activation in ElementwiseTests.activations {
                var single: [Float] = [0], among = [Float](repeating: 0, count: 41)
                for value in x {
                    bp_activate_f32([value], &single, 1, activation, 0.3, 1)
                    bp_activate_f32([Float](repeating: value, count: 41), &among, 41, activation, 0.3, 1)
                    #expect(among.allSatisfy { $0.bitPattern == single[0].bitPattern })
                }
            }
        }

        /// Lengths at which several threads take part; the cheapest kernels need more before they do.
        @Test(arguments: [([17_003], nil), ([70_001], ["axpy", "scale", "add"])] as [([Int], Set<String>?)])
        func threadsDoNotMatter(lengths: [Int], only: Set<String>?) {
            let one = Self.outputs(.float, lengths: lengths, only: only)
            let three = Self.outputs(.float, lengths: lengths, threads: 3, only: only)
            #expect(three.count == one.count && !one.isEmpty)
            for (name, values) in three
            where !values.elementsEqual(one[name] ?? [], by: { $0.bitPattern == $1.bitPattern }) {
                Issue.record("\(name) differs with 3 threads")
            }
        }
    }
}
