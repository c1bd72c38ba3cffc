import CKernels
import Testing

@testable import Backprop

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The element and row kernels, compared with plain formulas in Double.
@Suite struct ElementwiseTests {
    static let activations: [bp_activation] = [
        bp_linear, bp_sigmoid, bp_tanh, bp_relu, bp_leaky_relu, bp_elu, bp_selu, bp_gelu, bp_gelu_tanh,
        bp_silu,
        bp_softplus, bp_mish,
    ]

    /// The gradient kernel against central differences of the activation kernel.
    @Test(arguments: activations)
    func gradientIsTheSlopeOfTheActivation(_ activation: bp_activation) {
        var numbers = TestGenerator(state: 7)
        let z: [Double] = numbers.values(40, within: 6) + [-30, 30], step = 1e-5, n = z.count
        let dy: [Double] = numbers.values(n, within: 2)
        var y = z, above = z, below = z, dz = dy
        bp_activate_f64(z, &y, n, activation, 0.3, 1)
        bp_activate_f64(z.map { $0 + step }, &above, n, activation, 0.3, 1)
        bp_activate_f64(z.map { $0 - step }, &below, n, activation, 0.3, 1)
        bp_activation_gradient_f64(z, y, dy, &dz, n, activation, 0.3, 1)
        for i in z.indices {
            #expect(abs(dz[i] - dy[i] * (above[i] - below[i]) / (2 * step)) < 1e-8, "at \(z[i])")
        }
    }

    @Test func slopeOfReLUAtZeroIsZero() {
        var dz: [Float] = [5]
        bp_activation_gradient_f32([0], [0], [3], &dz, 1, bp_relu, 0, 1)
        #expect(dz == [0])
    }

    // MARK: Softmax

    static func softmax(_ z: ArraySlice<Double>) -> (p: [Double], logP: [Double]) {
        let top = z.max() ?? 0, topIndex = z.firstIndex(of: top)
        let rest = z.indices.reduce(0) { $1 == topIndex ? $0 : $0 + exp(z[$1] - top) }
        return (z.map { exp($0 - top) / (1 + rest) }, z.map { $0 - top - log1p(rest) })
    }

    @Test(arguments: [1, 2, 3, 10, 17, 70, 1000])
    func softmaxIsWithinTwoUlps(classes: Int) {
        var numbers = TestGenerator(state: 11)
        for bound in [0.1, 3, 50] {
            let rows = 5, z: [Float] = numbers.values(rows * classes, within: bound)
            var p = z, logP = z
            bp_softmax_f32(z, &p, rows, classes, 1)
            bp_log_softmax_f32(z, &logP, rows, classes, 1)
            for row in 0..<rows {
                let range = row * classes..<(row + 1) * classes,
                    exact = Self.softmax(z.map(Double.init)[range])
                for (i, k) in range.enumerated() {
                    let errors = (ulps(p[k], from: exact.p[i]), ulps(logP[k], from: exact.logP[i]))
                    #expect(errors.0 <= 2 && errors.1 <= 2)
                }
            }
        }
    }

    @Test func softmaxIsStable() {
        let z: [Float] = [1e38, -1e38, 0, -.infinity]
        var p = z, logP = z
        bp_softmax_f32(z, &p, 1, 4, 1)
        bp_log_softmax_f32(z, &logP, 1, 4, 1)
        #expect(p == [1, 0, 0, 0] && logP == [0, -2e38, -1e38, -.infinity])
        // The logarithm of almost 1 keeps its digits.
        bp_log_softmax_f32([40, 0], &logP, 1, 2, 1)
        #expect(ulps(logP[0], from: -log1p(exp(-40))) <= 2)
    }

    @Test func softmaxGradientIsTheSlope() {
        var numbers = TestGenerator(state: 12)
        let rows = 3, classes = 7, step = 1e-5
        let z: [Double] = numbers.values(rows * classes, within: 2),
            dp: [Double] = numbers.values(21, within: 1)
        var p = z, dz = z
        bp_softmax_f64(z, &p, rows, classes, 1)
        bp_softmax_gradient_f64(p, dp, &dz, rows, classes, 1)
        func value(_ z: [Double]) -> Double {
            var p = z, result = 0.0
            bp_softmax_f64(z, &p, rows, classes, 1)
            bp_dot_f64(p, dp, p.count, &result)
            return result
        }
        for i in z.indices {
            var above = z, below = z
            above[i] += step
            below[i] -= step
            #expect(abs(dz[i] - (value(above) - value(below)) / (2 * step)) < 1e-9)
        }
    }

    // MARK: Losses

    typealias Loss =
        @Sendable ([Double], [Double], UnsafeMutablePointer<Double>?, [Double]?, Double, Int, Int) -> [Double]

    struct LossCase: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let run: Loss
        let formula: @Sendable (ArraySlice<Double>, ArraySlice<Double>) -> Double
    }

    static func rowLoss(_ kernel: @escaping ElementKernels<Double>.RowLoss) -> Loss {
        { y, t, gradient, weights, scale, rows, columns in
            var losses = [Double](repeating: -1, count: rows)
            if let weights {
                kernel(y, t, gradient, &losses, weights, scale, rows, columns, 1)
            } else {
                kernel(y, t, gradient, &losses, nil, scale, rows, columns, 1)
            }
            return losses
        }
    }

    static func total(
        _ y: ArraySlice<Double>, _ t: ArraySlice<Double>, _ term: (Double, Double) -> Double
    ) -> Double { zip(y, t).reduce(0) { $0 + term($1.0, $1.1) } }

    static let losses: [LossCase] = [
        LossCase(testDescription: "half squared", run: rowLoss(bp_loss_half_squared_f64)) { y, t in
            total(y, t) { ($0 - $1) * ($0 - $1) } / 2
        },
        LossCase(testDescription: "mean squared", run: rowLoss(bp_loss_mean_squared_f64)) { y, t in
            total(y, t) { ($0 - $1) * ($0 - $1) } / Double(y.count)
        },
        LossCase(testDescription: "mean absolute", run: rowLoss(bp_loss_mean_absolute_f64)) { y, t in
            total(y, t) { abs($0 - $1) } / Double(y.count)
        },
        LossCase(
            testDescription: "huber",
            run: rowLoss { bp_loss_huber_f64($0, $1, $2, $3, $4, $5, 0.7, $6, $7, $8) }
        ) { y, t in
            total(y, t) { abs($0 - $1) <= 0.7 ? ($0 - $1) * ($0 - $1) / 2 : 0.7 * (abs($0 - $1) - 0.35) }
                / Double(y.count)
        },
        LossCase(testDescription: "sigmoid cross-entropy", run: rowLoss(bp_loss_sigmoid_cross_entropy_f64)) {
            y, t in
            total(y, t) { max($0, 0) - $0 * $1 + log1p(exp(-abs($0))) }
        },
        LossCase(
            testDescription: "softmax cross-entropy",
            run: rowLoss { y, t, gradient, losses, weights, scale, rows, columns, threads in
                var p = [Double](repeating: 0, count: rows * columns)
                bp_loss_softmax_cross_entropy_f64(
                    y, t, &p, gradient, losses, weights, scale, rows, columns, threads)
                let range = 0..<columns, exact = softmax((0..<rows * columns).map { y![$0] }[range])
                for i in range { #expect(ulps(p[i], from: exact.p[i]) <= 4) }
            }
        ) { y, t in -total(ArraySlice(softmax(y).logP), t) { $1 == 0 ? 0 : $0 * $1 } },
    ]

    @Test(arguments: losses, [1, 3, 10, 33])
    func lossFollowsItsFormulaAndGradientItsSlope(_ loss: LossCase, columns: Int) {
        var numbers = TestGenerator(state: 13)
        let rows = 4, scale = 0.25, weights = [1, 0.5, 0, 2], step = 1e-6, n = rows * columns
        let y: [Double] = numbers.values(n, within: 4),
            t = (numbers.values(n, within: 1) as [Double]).map(abs)
        var gradient = y
        let values = loss.run(y, t, &gradient, weights, scale, rows, columns)
        for row in 0..<rows {
            let range = row * columns..<(row + 1) * columns
            #expect(abs(values[row] - loss.formula(y[range], t[range])) <= 1e-13 * Double(columns))
            for i in range {
                var above = y, below = y
                above[i] += step
                below[i] -= step
                let slope =
                    (loss.formula(above[range], t[range]) - loss.formula(below[range], t[range])) / (2 * step)
                #expect(abs(gradient[i] - slope * scale * weights[row]) < 1e-7)
            }
        }
        #expect(loss.run(y, t, nil, nil, scale, rows, columns) == values)
    }

    @Test func crossEntropiesSurviveLargeOutputs() {
        var loss: [Float] = [0], p: [Float] = [0, 0], gradient: [Float] = [0, 0]
        bp_loss_softmax_cross_entropy_f32([3e38, -3e38], [1, 0], &p, &gradient, &loss, nil, 1, 1, 2, 1)
        #expect(loss == [0] && p == [1, 0] && gradient == [0, 0])
        bp_loss_sigmoid_cross_entropy_f32(
            [.infinity, -.infinity], [1, 0], &gradient, &loss, nil, 1, 1, 2, 1)
        #expect(loss == [0] && gradient == [0, 0])
        bp_loss_sigmoid_cross_entropy_f32([-200], [1], &gradient, &loss, nil, 1, 1, 1, 1)
        #expect(loss == [200] && gradient[0] == -1)
    }

    // MARK: Dropout

    /// Philox4x32-10 written plainly.
    static func philox(_ counter: [UInt32], key: [UInt32]) -> [UInt32] {
        var c = counter, k = key
        for _ in 0..<10 {
            let a = UInt64(0xD251_1F53 as UInt32) * UInt64(c[0]),
                b = UInt64(0xCD9E_8D57 as UInt32) * UInt64(c[2])
            c = [
                UInt32(b >> 32) ^ c[1] ^ k[0], UInt32(truncatingIfNeeded: b), UInt32(a >> 32) ^ c[3] ^ k[1],
                UInt32(truncatingIfNeeded: a),
            ]
            k = [k[0] &+ 0x9E37_79B9, k[1] &+ 0xBB67_AE85]
        }
        return c
    }

    static func keeps(_ position: UInt64, _ rate: Double, _ seed: UInt64, _ stream: UInt64) -> Bool {
        let halves = { (x: UInt64) in [UInt32(truncatingIfNeeded: x), UInt32(x >> 32)] }
        let word = philox(halves(position / 4) + halves(stream), key: halves(seed))[Int(position % 4)]
        return Double(word) >= (rate * 0x1p32).rounded()
    }

    /// Known answers published with the generator (Random123, kat_vectors).
    @Test func plainPhiloxGivesTheKnownAnswers() {
        let ones = UInt32.max
        #expect(
            Self.philox([0, 0, 0, 0], key: [0, 0]) == [0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8])
        #expect(
            Self.philox([ones, ones, ones, ones], key: [ones, ones])
                == [0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD])
    }

    @Test(arguments: [0, 1, 2, 3, 4, 0xFFFF_FFFF, 0x3_FFFF_FFFE, 0x1234_5678_9ABC_DEF0] as [UInt64])
    func dropoutFollowsPhilox(first: UInt64) {
        let seed: UInt64 = 0x0123_4567_89AB_CDEF, stream: UInt64 = 0xFEDC_BA98_7654_3210
        for rate in [0, 0.1, 0.5, 0.9] {
            let x = (1...131).map(Float.init)
            var y = x
            bp_dropout_f32(x, &y, x.count, rate, seed, stream, first, 1)
            for i in x.indices {
                let kept = Self.keeps(first + UInt64(i), rate, seed, stream)
                #expect(y[i] == (kept ? x[i] * Float(1 / (1 - rate)) : 0))
            }
        }
    }

    // MARK: Sums

    @Test(arguments: [0, 1, 2, 31, 32, 33, 70, 1023, 1024, 1025, 5000])
    func sumsFollowTheStatedOrder(count: Int) {
        var numbers = TestGenerator(state: 14), sum = 1.0, squares = 1.0, dot = 1.0, top = 1.0, bad = 7
        var x: [Float] = numbers.values(count, within: 1)
        let y: [Float] = numbers.values(count, within: 1)
        bp_sum_f32(x, count, &sum)
        bp_sum_of_squares_f32(x, count, &squares)
        bp_dot_f32(x, y, count, &dot)
        bp_max_abs_f32(x, count, &top)
        #expect(sum == Reference.dot(x, x.map { _ in 1 }))
        #expect(squares == Reference.dot(x, x) && dot == Reference.dot(x, y))
        #expect(top == Double(x.map(abs).max() ?? 0))
        bp_count_not_finite_f32(x, count, &bad)
        #expect(bad == 0)
        if count > 2 { (x[0], x[count / 2], x[count - 1]) = (.nan, -.infinity, .infinity) }
        bp_count_not_finite_f32(x, count, &bad)
        #expect(bad == (count > 2 ? 3 : 0))
    }
}
