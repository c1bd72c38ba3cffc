import CKernels
import Testing

@testable import Backprop

/// The C functions of one precision.
private struct Kernels<S: BinaryFloatingPoint>: Sendable {
    typealias In = UnsafePointer<S>
    typealias Out = UnsafeMutablePointer<S>
    let affine: @Sendable (In?, In?, In?, Out?, Out?, Int, Int, Int, bp_activation, S, Int) -> Void
    let inputGradient: @Sendable (In?, In?, Out?, Int, Int, Int, Int) -> Void
    let weightGradient: @Sendable (In?, In?, Out?, Out?, Int, Int, Int, Int) -> Void
}

private let single = Kernels<Float>(
    affine: bp_affine_f32, inputGradient: bp_input_gradient_f32, weightGradient: bp_weight_gradient_f32)
private let double = Kernels<Double>(
    affine: bp_affine_f64, inputGradient: bp_input_gradient_f64, weightGradient: bp_weight_gradient_f64)

private struct Sizes: CustomStringConvertible {
    var rows: Int
    var inputs: Int
    var outputs: Int

    var description: String { "\(rows) rows, \(inputs) inputs, \(outputs) outputs" }

    /// Shapes around every vector width, small enough for plain loops; empty ones and single rows among them.
    static func random(_ count: Int, seed: UInt64) -> [Sizes] {
        var random = TestGenerator(state: seed)
        return (0..<count).map { _ in
            var sizes = (0..<3).map { _ in
                random.next(below: 10) == 0 ? random.next(below: 3) : 1 + random.next(below: 70)
            }
            while sizes[0] * sizes[1] * sizes[2] > 12000 {
                sizes[random.next(below: 3)] = 1 + random.next(below: 17)
            }
            return Sizes(rows: sizes[0], inputs: sizes[1], outputs: sizes[2])
        }
    }
}

extension ComputeTests {
    @Suite struct ProductTests {
        @Test func productsInFloatHaveTheBitsOfPlainLoops() {
            for (index, sizes) in Sizes.random(160, seed: 1).enumerated() {
                compare(single, sizes, seed: UInt64(index))
            }
        }

        @Test func productsInDoubleHaveTheBitsOfPlainLoops() {
            for (index, sizes) in Sizes.random(160, seed: 2).enumerated() {
                compare(double, sizes, seed: UInt64(index))
            }
        }

        /// Sums longer than one block, more rows than one block, enough work for several threads.
        @Test(arguments: [
            (70, 90, 40), (2, 1300, 33), (300, 20, 33), (20, 20, 700), (800, 9, 5), (1, 400, 150),
            (128, 64, 10), (128, 56, 64), (127, 130, 9), (258, 200, 12),
        ])
        func largeProductsHaveTheBitsOfPlainLoops(rows: Int, inputs: Int, outputs: Int) {
            compare(single, Sizes(rows: rows, inputs: inputs, outputs: outputs), seed: 3)
        }

        private func compare<S: BinaryFloatingPoint>(_ kernels: Kernels<S>, _ sizes: Sizes, seed: UInt64) {
            var random = TestGenerator(state: seed)
            let (rows, inputs, outputs) = (sizes.rows, sizes.inputs, sizes.outputs)
            let x: [S] = random.values(rows * inputs)
            let w: [S] = random.values(inputs * outputs)
            let dz: [S] = random.values(rows * outputs)
            let bias: [S]? = seed % 3 == 0 ? nil : random.values(outputs)
            let z = Reference.affine(x, w, bias: bias, rows: rows, inputs: inputs, outputs: outputs)
            let y = z.map { $0 > 0 ? $0 : 0 }
            let dx = Reference.inputGradient(dz, w, rows: rows, inputs: inputs, outputs: outputs)
            let dw = Reference.weightGradient(x, dz, rows: rows, inputs: inputs, outputs: outputs)
            let db = Reference.biasGradient(dz, rows: rows, outputs: outputs)
            bp_set_work_per_thread(500)  // so that small shapes are cut too
            defer { bp_set_work_per_thread(0) }
            ComputeTests.withEachInstructionSet { name in
                for threads: Int in [1, 2, 3, 5] {
                    let what = "\(S.self), \(name), \(threads) threads, \(sizes)"
                    expect(z, what) {
                        kernels.affine(x, w, bias, nil, $0, rows, inputs, outputs, bp_linear, 0, threads)
                    }
                    expect(y, what) {
                        kernels.affine(x, w, bias, nil, $0, rows, inputs, outputs, bp_relu, 0, threads)
                    }
                    expect(z, y, what) {
                        kernels.affine(x, w, bias, $0, $1, rows, inputs, outputs, bp_relu, 0, threads)
                    }
                    expect(dx, what) { kernels.inputGradient(dz, w, $0, rows, inputs, outputs, threads) }
                    expect(dw, what) {
                        kernels.weightGradient(x, dz, $0, nil, rows, inputs, outputs, threads)
                    }
                    expect(dw, db, what) {
                        kernels.weightGradient(x, dz, $0, $1, rows, inputs, outputs, threads)
                    }
                }
            }
        }

        private func expect<S: BinaryFloatingPoint>(
            _ expected: [S], _ what: String, _ run: (UnsafeMutablePointer<S>) -> Void
        ) {
            var output = Guarded<S>(count: expected.count)
            output.withPointer(run)
            expect(output, expected, what)
        }

        private func expect<S: BinaryFloatingPoint>(
            _ first: [S], _ second: [S], _ what: String,
            _ run: (UnsafeMutablePointer<S>, UnsafeMutablePointer<S>) -> Void
        ) {
            var output = Guarded<S>(count: first.count)
            var other = Guarded<S>(count: second.count)
            output.withPointer { one in other.withPointer { two in run(one, two) } }
            expect(output, first, what)
            expect(other, second, what)
        }

        private func expect<S: BinaryFloatingPoint>(_ output: Guarded<S>, _ expected: [S], _ what: String) {
            // One comparison of all bytes: the zeros of either sign differ, and debug builds stay quick.
            let same = output.values.withUnsafeBytes { left in
                expected.withUnsafeBytes { right in left.elementsEqual(right) }
            }
            if !same { Issue.record("\(what): \(Array(output.values)) is not \(expected)") }
            if !output.isIntact { Issue.record("\(what): wrote beyond its end") }
        }
    }
}
