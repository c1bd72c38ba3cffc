import CKernels

/// The C kernels of one scalar type.
///
/// `CKernels.h` defines the result, the order of summation and the accuracy of each.
public struct Kernels<S: Scalar>: Sendable {
    typealias Input = UnsafePointer<S>?
    typealias Output = UnsafeMutablePointer<S>?

    let affine: @Sendable (Input, Input, Input, Output, Output, Int, Int, Int, bp_activation, S, Int) -> Void
    let inputGradient: @Sendable (Input, Input, Output, Int, Int, Int, Int) -> Void
    let weightGradient: @Sendable (Input, Input, Output, Output, Int, Int, Int, Int) -> Void
    let activate: @Sendable (Input, Output, Int, bp_activation, S, Int) -> Void
    let activationGradient: @Sendable (Input, Input, Input, Output, Int, bp_activation, S, Int) -> Void
    let softmax: @Sendable (Input, Output, Int, Int, Int) -> Void
    let softmaxGradient: @Sendable (Input, Input, Output, Int, Int, Int) -> Void
    let softmaxCrossEntropy: @Sendable (Input, Input, Output, Output, Output, Input, S, Int, Int, Int) -> Void
    let sigmoidCrossEntropy: @Sendable (Input, Input, Output, Output, Input, S, Int, Int, Int) -> Void
    let dropout: @Sendable (Input, Output, Int, Double, UInt64, UInt64, UInt64, Int) -> Void
    let onlineEpoch:
        @Sendable (
            UnsafePointer<bp_online_network>?, Output, Input, Input, UnsafePointer<Int>?, Int, S,
            UnsafeMutablePointer<Double>?, UnsafeMutablePointer<Int>?
        ) -> Void
    let onlineFolds:
        @Sendable (
            UnsafePointer<bp_online_network>?, Int, UnsafePointer<Output>?, UnsafePointer<Input>?,
            UnsafePointer<Input>?, UnsafePointer<UnsafePointer<Int>?>?, UnsafePointer<Int>?, S,
            UnsafeMutablePointer<Double>?, UnsafeMutablePointer<Int>?
        ) -> Void
    let countNotFinite: @Sendable (Input, Int, UnsafeMutablePointer<Int>?) -> Void
    let optimize:
        @Sendable (
            bp_rule, Output, Input, Output, Output, Output, Int, UnsafePointer<bp_hyperparameters>?, Int
        ) -> Void
    let images: ImageKernels<S>
}

extension Float: Scalar {
    /// Single precision.
    public static var precision: Precision { .float32 }

    /// The kernels whose names end in `_f32`.
    public static let kernels = Kernels<Float>(
        affine: bp_affine_f32, inputGradient: bp_input_gradient_f32,
        weightGradient: bp_weight_gradient_f32, activate: bp_activate_f32,
        activationGradient: bp_activation_gradient_f32, softmax: bp_softmax_f32,
        softmaxGradient: bp_softmax_gradient_f32, softmaxCrossEntropy: bp_loss_softmax_cross_entropy_f32,
        sigmoidCrossEntropy: bp_loss_sigmoid_cross_entropy_f32, dropout: bp_dropout_f32,
        onlineEpoch: bp_online_epoch_f32, onlineFolds: bp_online_folds_f32,
        countNotFinite: bp_count_not_finite_f32, optimize: bp_optimize_f32,
        images: .single)
}

extension Double: Scalar {
    /// Double precision.
    public static var precision: Precision { .float64 }

    /// The kernels whose names end in `_f64`.
    public static let kernels = Kernels<Double>(
        affine: bp_affine_f64, inputGradient: bp_input_gradient_f64,
        weightGradient: bp_weight_gradient_f64, activate: bp_activate_f64,
        activationGradient: bp_activation_gradient_f64, softmax: bp_softmax_f64,
        softmaxGradient: bp_softmax_gradient_f64, softmaxCrossEntropy: bp_loss_softmax_cross_entropy_f64,
        sigmoidCrossEntropy: bp_loss_sigmoid_cross_entropy_f64, dropout: bp_dropout_f64,
        onlineEpoch: bp_online_epoch_f64, onlineFolds: bp_online_folds_f64,
        countNotFinite: bp_count_not_finite_f64, optimize: bp_optimize_f64,
        images: .double)
}

extension Activation {
    /// The kernels' name of an elementwise activation; `nil` for softmax.
    var kernel: bp_activation? {
        switch self {
        case .linear: bp_linear
        case .sigmoid: bp_sigmoid
        case .tanh: bp_tanh
        case .relu: bp_relu
        case .leakyReLU: bp_leaky_relu
        case .elu: bp_elu
        case .selu: bp_selu
        case .gelu: bp_gelu
        case .silu: bp_silu
        case .softplus: bp_softplus
        case .mish: bp_mish
        case .softmax: nil
        }
    }

    /// The parameter of the activation, or 0 if it has none.
    var kernelParameter: Double {
        switch self {
        case .leakyReLU(let slope): slope
        case .elu(let alpha): alpha
        default: 0
        }
    }
}
