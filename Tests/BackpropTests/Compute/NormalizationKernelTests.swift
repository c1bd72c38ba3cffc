import CKernels
import Testing

@testable import Backprop

extension ComputeTests {
    /// Every kernel of normalization has the bits of plain loops, with any instruction set and number of threads.
    @Suite struct NormalizationKernelTests {
        /// Examples, positions and channels; the last three are long enough for several blocks and threads.
        static let shapes = [
            (1, 1, 1), (1, 5, 3), (4, 1, 7), (3, 6, 16), (2, 9, 33), (5, 4, 70), (7, 30, 19), (40, 49, 24),
            (3, 2, 1100), (90, 13, 65),
        ]

        @Test func inFloatTheyHaveTheBitsOfPlainLoops() { Self.compareAll(Float.self) }

        @Test func inDoubleTheyHaveTheBitsOfPlainLoops() { Self.compareAll(Double.self) }

        private static func compareAll<S: Scalar>(_ scalar: S.Type) {
            for (index, (rows, positions, channels)) in shapes.enumerated() {
                let sample = NormalizationSample<S>(rows, positions, channels, seed: UInt64(index))
                ComputeTests.withEachInstructionSet { name in
                    for threads: Int in [1, 2, 3, 5, 8] {
                        let what = "\(name), \(threads) threads, \(rows)×\(positions)×\(channels)"
                        sample.compareChannels(threads, what)
                        sample.compareRows(threads, what)
                    }
                }
            }
        }
    }
}

/// Numbers of one shape, and what plain loops make of them.
private struct NormalizationSample<S: Scalar> {
    let rows: Int
    let positions: Int
    let channels: Int
    let x: [S]
    let y: [S]
    let center: [S]
    let shift: [S]
    let slope: [S]
    let scale: [S]
    let factors: [S]
    let sums: [[S]]
    let affine: [S]
    let gradient: [S]
    let scaled: [S]
    let normal: (standard: [S], inverse: [S], y: [S])
    let normalGradient: [S]

    init(_ rows: Int, _ positions: Int, _ channels: Int, seed: UInt64) {
        var random = TestGenerator(state: seed)
        (self.rows, self.positions, self.channels) = (rows, positions, channels)
        x = random.values(rows * positions * channels)
        y = random.values(rows * positions * channels)
        let center: [S] = random.values(channels)
        shift = random.values(channels)
        slope = random.values(channels)
        scale = random.values(channels)
        factors = random.values(rows * channels)
        let (x, y) = (x, y)
        sums = Reference.ChannelTerm.allCases.map {
            Reference.channelSums(
                $0, x, y, center: center, factor: 0.3, rows: rows, channels: channels)
        }
        affine = Reference.channelAffine(x, center: center, scale: scale, shift: shift)
        gradient = Reference.channelGradient(
            x, y, center: center, shift: shift, slope: slope, scale: scale)
        scaled = Reference.channelScale(x, factors: factors, rows: rows, channels: channels)
        normal = Reference.layerNorm(x, gamma: scale, beta: shift, epsilon: 1e-5)
        normalGradient = Reference.layerNormGradient(
            standard: normal.standard, inverse: normal.inverse, gamma: scale, y)
        self.center = center
    }

    func compareChannels(_ threads: Int, _ what: String) {
        let kernels = S.kernels.images
        for term in Reference.ChannelTerm.allCases {
            var partial = [S](repeating: 0, count: rows * channels)
            expect(sums[term.rawValue], "\(term), \(what)") {
                kernels.channelSums(
                    term.rawValue, x, y, center, &partial, $0, 0.3, rows, positions, channels, threads)
            }
        }
        expect(affine, "affine, \(what)") {
            kernels.channelAffine(x, center, scale, shift, $0, rows * positions, channels, threads)
        }
        expect(gradient, "gradient, \(what)") {
            kernels.channelGradient(
                x, y, center, shift, slope, scale, $0, rows * positions, channels, threads)
        }
        expect(scaled, "scale, \(what)") {
            kernels.channelScale(x, factors, $0, rows, positions, channels, threads)
        }
    }

    func compareRows(_ threads: Int, _ what: String) {
        let (kernels, count) = (S.kernels.images, rows * positions)
        var standard = Guarded<S>(count: x.count)
        var inverse = Guarded<S>(count: count)
        expect(normal.y, "layer norm, \(what)") { y in
            standard.withPointer { standard in
                inverse.withPointer {
                    kernels.layerNorm(x, scale, shift, standard, $0, y, 1e-5, count, channels, threads)
                }
            }
        }
        expect(standard, normal.standard, "standard, \(what)")
        expect(inverse, normal.inverse, "inverse, \(what)")
        expect(normalGradient, "layer norm gradient, \(what)") {
            kernels.layerNormGradient(
                normal.standard, normal.inverse, scale, y, $0, count, channels, threads)
        }
    }

    private func expect(_ expected: [S], _ what: String, _ run: (UnsafeMutablePointer<S>) -> Void) {
        var output = Guarded<S>(count: expected.count)
        output.withPointer(run)
        expect(output, expected, what)
    }

    private func expect(_ output: Guarded<S>, _ expected: [S], _ what: String) {
        let same = output.values.withUnsafeBytes { left in
            expected.withUnsafeBytes { left.elementsEqual($0) }
        }
        if !same {
            let mismatch = zip(output.values, expected).enumerated().first { $1.0 != $1.1 }
            Issue.record("\(what): differs at \(String(describing: mismatch))")
        }
        if !output.isIntact { Issue.record("\(what): wrote beyond its end") }
    }
}
