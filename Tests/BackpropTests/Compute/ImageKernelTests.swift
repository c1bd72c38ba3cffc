import CKernels
import Testing

@testable import Backprop

extension ComputeTests {
    /// Every kernel of images has the bits of plain loops, with any instruction set and number of threads.
    @Suite struct ImageKernelTests {
        /// Windows of all kinds over small images: strides over the kernel, borders over the image, groups.
        static func windows(_ count: Int, seed: UInt64, pooling: Bool = false) -> [bp_window] {
            var random = TestGenerator(state: seed)
            var windows: [bp_window] = []
            while windows.count < count {
                func pick(_ maximum: Int) -> Int { 1 + random.next(below: maximum) }
                let groups = !pooling && random.next(below: 3) == 0 ? pick(3) : 1
                let channels = groups * (random.next(below: 2) == 0 ? pick(4) : pick(36))
                let image = Shape([pick(9), pick(9), channels])
                let window = Window(
                    kernel: Extent(height: pick(4), width: pick(4)),
                    stride: Extent(height: pick(3), width: pick(5)),
                    padding: random.next(below: 3) == 0
                        ? .same
                        : .border(Extent(height: random.next(below: 4), width: random.next(below: 12))),
                    dilation: Extent(height: pick(2), width: pick(3)))
                guard window.positions(in: image) != nil else { continue }
                windows.append(
                    window.kernel(
                        rows: pick(6), over: image,
                        channels: pooling
                            ? channels : groups * (random.next(below: 2) == 0 ? pick(5) : pick(40)),
                        groups: groups))
            }
            return windows
        }

        @Test func convolutionsInFloatHaveTheBitsOfPlainLoops() {
            for (index, window) in Self.windows(30, seed: 1).enumerated() {
                compareConvolution(window, Float.self, seed: UInt64(index))
            }
        }

        @Test func convolutionsInDoubleHaveTheBitsOfPlainLoops() {
            for (index, window) in Self.windows(30, seed: 2).enumerated() {
                compareConvolution(window, Double.self, seed: UInt64(index))
            }
        }

        @Test func poolingInFloatHasTheBitsOfPlainLoops() {
            for (index, window) in Self.windows(30, seed: 3, pooling: true).enumerated() {
                comparePooling(window, Float.self, seed: UInt64(index))
            }
        }

        @Test func poolingInDoubleHasTheBitsOfPlainLoops() {
            for (index, window) in Self.windows(30, seed: 4, pooling: true).enumerated() {
                comparePooling(window, Double.self, seed: UInt64(index))
            }
        }

        /// Channels each convolved by itself go a way of their own.
        @Test func depthwiseConvolutionsHaveTheBitsOfPlainLoops() {
            for (index, var window) in Self.windows(24, seed: 5, pooling: true).enumerated() {
                window.groups = window.in_channels
                compareConvolution(window, Float.self, seed: UInt64(index))
                compareConvolution(window, Double.self, seed: UInt64(index))
            }
        }

        /// 3 × 3 pixels of one channel, as first layers see shades of gray, have weights that are summed nine at a time.
        @Test func convolutionsOfOneChannelHaveTheBitsOfPlainLoops() {
            for (index, var window) in Self.windows(24, seed: 6).enumerated() {
                (window.in_channels, window.groups) = (1, 1)
                (window.kernel_height, window.kernel_width) = (3, 3)
                compareConvolution(window, Float.self, seed: UInt64(index))
                compareConvolution(window, Double.self, seed: UInt64(index))
            }
        }

        /// Windows side by side, without gap or overlap, have a way of their own too. A winner of more than 256
        /// positions takes more than a byte.
        @Test(arguments: [(2, 2), (3, 2), (1, 4), (17, 16)])
        func poolingSideBySideHasTheBitsOfPlainLoops(_ height: Int, _ width: Int) {
            for (index, channels) in [1, 8, 16, 21].enumerated() {
                let kernel = Extent(height: height, width: width)
                let image = Shape([2 * height + index % height, 3 * width + index % width, channels])
                let window = Window(kernel: kernel, stride: kernel)
                let geometry = window.kernel(rows: 3, over: image, channels: channels)
                comparePooling(geometry, Float.self, seed: UInt64(index))
                comparePooling(geometry, Double.self, seed: UInt64(index))
            }
        }

        private func compareConvolution<S: Scalar>(_ g: bp_window, _ scalar: S.Type, seed: UInt64) {
            var random = TestGenerator(state: seed)
            let outputs = g.rows * g.out_height * g.out_width * g.out_channels
            let x: [S] = random.values(g.rows * g.in_height * g.in_width * g.in_channels)
            let w: [S] = random.values(
                g.kernel_height * g.kernel_width * g.in_channels / g.groups * g.out_channels)
            let dz: [S] = random.values(outputs)
            let bias: [S]? = seed % 3 == 0 ? nil : random.values(g.out_channels)
            let start: [S]? = seed % 3 == 1 ? nil : random.values(g.in_channels)
            let z = Reference.convolution(g, x, w, bias: bias)
            let y = z.map { $0 > 0 ? $0 : 0 }
            let dx = Reference.convolutionInputGradient(g, dz, w, start: start)
            let dw = Reference.convolutionWeightGradient(g, x, dz)
            let db = Reference.convolutionBiasGradient(g, dz)
            var workspace = w
            var g = g
            let kernels = S.kernels.images
            withEachSetting { threads, what in
                expect(z, what) { kernels.convolution(&g, x, w, bias, nil, $0, bp_linear, 0, threads) }
                expect(y, what) { kernels.convolution(&g, x, w, bias, nil, $0, bp_relu, 0, threads) }
                expect(z, y, what) { kernels.convolution(&g, x, w, bias, $0, $1, bp_relu, 0, threads) }
                expect(dx, what) {
                    kernels.convolutionInputGradient(&g, dz, w, start, &workspace, $0, threads)
                }
                expect(dw, db, what) { kernels.convolutionWeightGradient(&g, x, dz, $0, $1, false, threads) }
                expect(dw, what) { kernels.convolutionWeightGradient(&g, x, dz, $0, nil, false, threads) }
                expect(dw, db, what) { inPieces(g, x, dz, $0, $1, threads) }
            }
        }

        /// The weight gradient of a batch that comes in two pieces.
        private func inPieces<S: Scalar>(
            _ g: bp_window, _ x: [S], _ dz: [S], _ dw: UnsafeMutablePointer<S>, _ db: UnsafeMutablePointer<S>,
            _ threads: Int
        ) {
            var (first, rest) = (g, g)
            first.rows = g.rows / 2
            rest.rows = g.rows - first.rows
            let kernels = S.kernels.images
            kernels.convolutionWeightGradient(&first, x, dz, dw, db, false, threads)
            x.withUnsafeBufferPointer { x in
                dz.withUnsafeBufferPointer { dz in
                    kernels.convolutionWeightGradient(
                        &rest, x.baseAddress! + x.count / g.rows * first.rows,
                        dz.baseAddress! + dz.count / g.rows * first.rows, dw, db, true, threads)
                }
            }
        }

        private func comparePooling<S: Scalar>(_ g: bp_window, _ scalar: S.Type, seed: UInt64) {
            var random = TestGenerator(state: seed)
            // Few different values, so that several are largest.
            let values: [S] = random.values(g.rows * g.in_height * g.in_width * g.in_channels)
            let x = values.map { ($0 * 4).rounded() }
            let dy: [S] = random.values(g.rows * g.out_height * g.out_width * g.in_channels)
            let (y, winners) = Reference.maxPool(g, x)
            let dx = Reference.maxPoolGradient(g, dy, winners)
            var g = g
            let kernels = S.kernels.images
            withEachSetting { threads, what in
                var won = [UInt32](repeating: 0, count: winners.count)
                expect(y, what) { kernels.maxPool(&g, x, $0, &won, threads) }
                expect(y, what) { kernels.maxPool(&g, x, $0, nil, threads) }
                expect(dx, what) { kernels.maxPoolGradient(&g, dy, won, $0, threads) }
                for counts in [false, true] {
                    expect(Reference.averagePool(g, x, countsPadding: counts), what) {
                        kernels.averagePool(&g, x, $0, counts, threads)
                    }
                    expect(Reference.averagePoolGradient(g, dy, countsPadding: counts), what) {
                        kernels.averagePoolGradient(&g, dy, $0, counts, threads)
                    }
                }
            }
        }

        private func withEachSetting(_ body: (Int, String) -> Void) {
            bp_set_work_per_thread(500)  // so that small shapes are cut too
            defer { bp_set_work_per_thread(0) }
            ComputeTests.withEachInstructionSet { name in
                for threads: Int in [1, 2, 3, 5, 8] { body(threads, "\(name), \(threads) threads") }
            }
        }

        private func expect<S: BinaryFloatingPoint>(
            _ expected: [S], _ what: String, line: Int = #line, _ run: (UnsafeMutablePointer<S>) -> Void
        ) {
            var output = Guarded<S>(count: expected.count)
            output.withPointer(run)
            expect(output, expected, "\(what), line \(line)")
        }

        private func expect<S: BinaryFloatingPoint>(
            _ first: [S], _ second: [S], _ what: String, line: Int = #line,
            _ run: (UnsafeMutablePointer<S>, UnsafeMutablePointer<S>) -> Void
        ) {
            var output = Guarded<S>(count: first.count)
            var other = Guarded<S>(count: second.count)
            output.withPointer { one in other.withPointer { two in run(one, two) } }
            expect(output, first, "\(what), line \(line)")
            expect(other, second, "\(what), line \(line)")
        }

        private func expect<S: BinaryFloatingPoint>(_ output: Guarded<S>, _ expected: [S], _ what: String) {
            let same = output.values.withUnsafeBytes { left in
                expected.withUnsafeBytes { right in left.elementsEqual(right) }
            }
            if !same {
                let mismatch = zip(output.values, expected).enumerated().first { $1.0 != $1.1 }
                Issue.record("\(what): differs at \(String(describing: mismatch))")
            }
            if !output.isIntact { Issue.record("\(what): wrote beyond its end") }
        }
    }
}
