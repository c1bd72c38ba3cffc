import CKernels

/// The element and row kernels of one scalar type, so that a test is written once for both.
struct ElementKernels<S: BinaryFloatingPoint & SIMDScalar & Sendable>: Sendable {
    typealias In = UnsafePointer<S>?
    typealias Out = UnsafeMutablePointer<S>?
    typealias RowLoss = @Sendable (In, In, Out, Out, In, S, Int, Int, Int) -> Void
    typealias Map = @Sendable (In, Out, Int, Int) -> Void
    typealias Rows = @Sendable (In, Out, Int, Int, Int) -> Void
    typealias Reduction = @Sendable (In, Int, UnsafeMutablePointer<Double>?) -> Void

    let exp: Map
    let log: Map
    let activate: @Sendable (In, Out, Int, bp_activation, S, Int) -> Void
    let gradient: @Sendable (In, In, In, Out, Int, bp_activation, S, Int) -> Void
    let axpy: @Sendable (S, In, Out, Int, Int) -> Void
    let scale: @Sendable (S, In, Out, Int, Int) -> Void
    let add: @Sendable (In, In, Out, Int, Int) -> Void
    let softmax: Rows
    let logSoftmax: Rows
    let softmaxGradient: @Sendable (In, In, Out, Int, Int, Int) -> Void
    let softmaxCrossEntropy: @Sendable (In, In, Out, Out, Out, In, S, Int, Int, Int) -> Void
    let sigmoidCrossEntropy: RowLoss
    let halfSquared: RowLoss
    let meanSquared: RowLoss
    let meanAbsolute: RowLoss
    let huber: @Sendable (In, In, Out, Out, In, S, S, Int, Int, Int) -> Void
    let dropout: @Sendable (In, Out, Int, Double, UInt64, UInt64, UInt64, Int) -> Void
    let sum: Reduction
    let sumOfSquares: Reduction
    let maxAbs: Reduction
    let dot: @Sendable (In, In, Int, UnsafeMutablePointer<Double>?) -> Void
    let countNotFinite: @Sendable (In, Int, UnsafeMutablePointer<Int>?) -> Void
    let optimize:
        @Sendable (bp_rule, Out, In, Out, Out, Out, Int, UnsafePointer<bp_hyperparameters>?, Int) -> Void
}

extension ElementKernels<Float> {
    static let float = ElementKernels(
        exp: bp_exp_f32, log: bp_log_f32, activate: bp_activate_f32, gradient: bp_activation_gradient_f32,
        axpy: bp_axpy_f32, scale: bp_scale_f32, add: bp_add_f32, softmax: bp_softmax_f32,
        logSoftmax: bp_log_softmax_f32, softmaxGradient: bp_softmax_gradient_f32,
        softmaxCrossEntropy: bp_loss_softmax_cross_entropy_f32,
        sigmoidCrossEntropy: bp_loss_sigmoid_cross_entropy_f32, halfSquared: bp_loss_half_squared_f32,
        meanSquared: bp_loss_mean_squared_f32, meanAbsolute: bp_loss_mean_absolute_f32,
        huber: bp_loss_huber_f32,
        dropout: bp_dropout_f32, sum: bp_sum_f32, sumOfSquares: bp_sum_of_squares_f32, maxAbs: bp_max_abs_f32,
        dot: bp_dot_f32, countNotFinite: bp_count_not_finite_f32, optimize: bp_optimize_f32)
}

extension ElementKernels<Double> {
    static let double = ElementKernels(
        exp: bp_exp_f64, log: bp_log_f64, activate: bp_activate_f64, gradient: bp_activation_gradient_f64,
        axpy: bp_axpy_f64, scale: bp_scale_f64, add: bp_add_f64, softmax: bp_softmax_f64,
        logSoftmax: bp_log_softmax_f64, softmaxGradient: bp_softmax_gradient_f64,
        softmaxCrossEntropy: bp_loss_softmax_cross_entropy_f64,
        sigmoidCrossEntropy: bp_loss_sigmoid_cross_entropy_f64, halfSquared: bp_loss_half_squared_f64,
        meanSquared: bp_loss_mean_squared_f64, meanAbsolute: bp_loss_mean_absolute_f64,
        huber: bp_loss_huber_f64,
        dropout: bp_dropout_f64, sum: bp_sum_f64, sumOfSquares: bp_sum_of_squares_f64, maxAbs: bp_max_abs_f64,
        dot: bp_dot_f64, countNotFinite: bp_count_not_finite_f64, optimize: bp_optimize_f64)
}

extension ComputeTests {
    /// Returns the results of `body` on each instruction set of this machine, by its name.
    static func onEachInstructionSet<Result>(_ body: () -> Result) -> [String: Result] {
        var results: [String: Result] = [:]
        withEachInstructionSet { results[$0] = body() }
        return results
    }
}

extension TestGenerator {
    /// Evenly in [-bound, bound).
    mutating func values<S: BinaryFloatingPoint>(_ count: Int, within bound: Double) -> [S] {
        (0..<count).map { _ in S((Double(next() >> 11) * 0x1p-53 * 2 - 1) * bound) }
    }
}

/// An output buffer between guards that no kernel may touch.
struct GuardedBuffer<S: BinaryFloatingPoint> {
    static var margin: Int { 37 }
    static var mark: S { -12345.678 }
    private var storage: [S]

    init(_ contents: [S]) {
        let guards = [S](repeating: Self.mark, count: Self.margin)
        storage = guards + contents + guards
    }

    var contents: [S] { Array(storage[Self.margin..<storage.count - Self.margin]) }

    var guardsAreIntact: Bool {
        storage.prefix(Self.margin).allSatisfy { $0 == Self.mark }
            && storage.suffix(Self.margin).allSatisfy { $0 == Self.mark }
    }

    mutating func withPointer(_ body: (UnsafeMutablePointer<S>) -> Void) {
        storage.withUnsafeMutableBufferPointer { body($0.baseAddress.unsafelyUnwrapped + Self.margin) }
    }
}

/// The distance of the value in ulps of `exact` (at least of `floor`); 0 for equal infinities or two NaNs.
func ulps<S: BinaryFloatingPoint>(_ value: S, from exact: Double, floor: Double = 0) -> Double {
    let rounded = S(exact)
    if rounded.isNaN || value.isNaN { return rounded.isNaN && value.isNaN ? 0 : .infinity }
    if rounded.isInfinite || value.isInfinite { return rounded == value ? 0 : .infinity }
    let size = Swift.max(abs(rounded), S(floor))
    return abs(Double(value) - exact) / Double(size == 0 ? S.leastNonzeroMagnitude : size.ulp)
}
