import CKernels
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Accuracy of the mathematical functions. All 2^32 floats: Tests/Conformance/vector-math/run.
@Suite struct VectorMathTests {
    struct Function: Sendable, CustomTestStringConvertible {
        let name: String
        let float: @Sendable ([Float]) -> [Float]
        let double: @Sendable ([Double]) -> [Double]
        let golden: [Double]
        let reference: @Sendable (Double) -> Double
        /// Errors of derivatives count in ulp of 1/2 at least.
        var floor = 0.0
        var testDescription: String { name }
    }

    static func map<S>(_ kernel: @escaping ElementKernels<S>.Map) -> @Sendable ([S]) -> [S] {
        { x in
            [S](unsafeUninitializedCapacity: x.count) {
                kernel(x, $0.baseAddress, x.count, 1)
                $1 = x.count
            }
        }
    }

    static func activation(
        _ name: String, _ activation: bp_activation, _ golden: [Double],
        _ reference: @escaping @Sendable (Double) -> Double
    ) -> Function {
        Function(
            name: name, float: map { bp_activate_f32($0, $1, $2, activation, 1, $3) },
            double: map { bp_activate_f64($0, $1, $2, activation, 1, $3) }, golden: golden,
            reference: reference)
    }

    static func derivative(
        _ name: String, _ activation: bp_activation, _ golden: [Double],
        _ reference: @escaping @Sendable (Double) -> Double
    ) -> Function {
        Function(
            name: name,
            float: map { z, dz, n, threads in
                let ones = [Float](repeating: 1, count: n)
                bp_activation_gradient_f32(z, nil, ones, dz, n, activation, 1, threads)
            },
            double: map { z, dz, n, threads in
                let ones = [Double](repeating: 1, count: n)
                bp_activation_gradient_f64(z, nil, ones, dz, n, activation, 1, threads)
            }, golden: golden, reference: reference, floor: 0.5)
    }

    static func logistic(_ z: Double) -> Double { z < 0 ? exp(z) / (1 + exp(z)) : 1 / (1 + exp(-z)) }
    /// tanh(log(1 + exp(z)))
    static func tanhOfSoftplus(_ z: Double) -> Double {
        let e = exp(-abs(z))
        return z < 0 ? e * (2 + e) / (2 + e * (2 + e)) : (1 + 2 * e) / (1 + 2 * e * (1 + e))
    }
    static func normal(_ z: Double) -> Double { erfc(-z * 0.5.squareRoot()) / 2 }
    static let kappa = 2 * (2 / Double.pi).squareRoot()
    static func cubic(_ z: Double) -> Double { kappa * z * (1 + 0.044715 * z * z) }

    static let functions: [Function] = [
        Function(
            name: "exp", float: map(bp_exp_f32), double: map(bp_exp_f64), golden: VectorMathGolden.exp,
            reference: { exp($0) }),
        Function(
            name: "log", float: map { x, y, n, t in bp_log_f32((0..<n).map { abs(x![$0]) }, y, n, t) },
            double: map { x, y, n, t in bp_log_f64((0..<n).map { abs(x![$0]) }, y, n, t) },
            golden: VectorMathGolden.log, reference: { log(abs($0)) }),
        activation("sigmoid", bp_sigmoid, VectorMathGolden.sigmoid, logistic),
        activation("tanh", bp_tanh, VectorMathGolden.tanh) { tanh($0) },
        activation("elu", bp_elu, VectorMathGolden.elu) { $0 > 0 ? $0 : expm1($0) },
        activation("selu", bp_selu, VectorMathGolden.selu) {
            1.0507009873554805 * ($0 > 0 ? $0 : 1.6732632423543773 * expm1($0))
        },
        activation("gelu", bp_gelu, VectorMathGolden.gelu) { $0 == -.infinity ? 0 : $0 * normal($0) },
        activation("gelu_tanh", bp_gelu_tanh, VectorMathGolden.geluTanh) {
            $0 == -.infinity ? 0 : $0 * logistic(cubic($0))
        },
        activation("silu", bp_silu, VectorMathGolden.silu) { $0 == -.infinity ? 0 : $0 * logistic($0) },
        activation("softplus", bp_softplus, VectorMathGolden.softplus) { max($0, 0) + log1p(exp(-abs($0))) },
        activation("mish", bp_mish, VectorMathGolden.mish) { $0 == -.infinity ? 0 : $0 * tanhOfSoftplus($0) },
        derivative("gelu'", bp_gelu, VectorMathGolden.geluDerivative) {
            $0.isInfinite
                ? ($0 > 0 ? 1 : 0) : normal($0) + $0 * exp(-$0 * $0 / 2) / (2 * Double.pi).squareRoot()
        },
        derivative("gelu_tanh'", bp_gelu_tanh, VectorMathGolden.geluTanhDerivative) { z in
            if abs(z) > 100 { return z > 0 ? 1 : 0 }
            let s = logistic(cubic(z))
            return s + s * z * logistic(-cubic(z)) * kappa * (1 + 0.134145 * z * z)
        },
        derivative("silu'", bp_silu, VectorMathGolden.siluDerivative) {
            $0.isInfinite ? ($0 > 0 ? 1 : 0) : logistic($0) * (1 + $0 * logistic(-$0))
        },
        derivative("mish'", bp_mish, VectorMathGolden.mishDerivative) { z in
            if abs(z) > 1000 { return z > 0 ? 1 : 0 }
            let (t, e) = (tanhOfSoftplus(z), exp(-abs(z)))
            let rest = z < 0 ? 2 / (2 + e * (2 + e)) : 2 * e * e / (1 + 2 * e * (1 + e))
            return t + z * rest * (1 + t) * logistic(z)
        },
    ]

    @Test(arguments: functions)
    func doubleIsWithinTwoUlpsOfGoldenValues(_ function: Function) {
        let values = function.double(VectorMathGolden.arguments)
        for (i, x) in VectorMathGolden.arguments.enumerated() {
            // Half an ulp more: the golden value is itself rounded.
            #expect(ulps(values[i], from: function.golden[i], floor: function.floor) <= 2, "at \(x)")
        }
    }

    /// Every 300,007th float, which meets all exponents and both signs, infinities and NaNs.
    @Test(arguments: functions)
    func floatIsWithinTwoUlps(_ function: Function) {
        let special: [Float] = [
            0, -0.0, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, .leastNormalMagnitude, 1, -1, .infinity,
            -.infinity, .nan, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 88.72283, 88.72284,
            -87.33655,
            -103.97208, -103.97209,
        ]
        let x =
            special
            + stride(from: UInt32(0), through: .max - 300_007, by: 300_007).map(Float.init(bitPattern:))
        let y = function.float(x)
        for i in x.indices {
            let error = ulps(y[i], from: function.reference(Double(x[i])), floor: function.floor)
            if error > 2 { Issue.record("\(function.name)(\(x[i])) is \(y[i]), \(error) ulps off") }
        }
    }

    /// At the ends of the range, where a formula gives way to its limit.
    @Test(arguments: functions)
    func doubleHandlesSpecialValues(_ function: Function) {
        let x: [Double] = [0, -0.0, .infinity, -.infinity, .nan, 1e300, -1e300, 1e-300, -1e-300]
        for (x, y) in zip(x, function.double(x)) {
            #expect(ulps(y, from: function.reference(x), floor: function.floor) <= 2, "at \(x)")
        }
    }

    @Test func zerosKeepTheirSign() {
        for activation in [bp_tanh, bp_elu, bp_selu, bp_gelu, bp_gelu_tanh, bp_silu, bp_mish] {
            var y: [Float] = [1, 1]
            bp_activate_f32([0, -0.0], &y, 2, activation, 1, 1)
            #expect(y[0].bitPattern == 0 && y[1].bitPattern == 1 << 31)
        }
    }

    @Test func rectifiersPassNaNsOn() {
        for activation in [bp_relu, bp_leaky_relu] {
            var y: [Double] = [0, 0, 0, 0]
            bp_activate_f64([.nan, -2, 0, 3], &y, 4, activation, activation == bp_relu ? 0 : 0.25, 1)
            #expect(y[0].isNaN && y[1] == (activation == bp_relu ? 0 : -0.5) && y[2] == 0 && y[3] == 3)
        }
    }
}
