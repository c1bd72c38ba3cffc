import CKernels

/// The C kernels of images in one scalar type; `CKernelsImages.h` says what each computes.
struct ImageKernels<S: Scalar>: Sendable {
    typealias Input = UnsafePointer<S>?
    typealias Output = UnsafeMutablePointer<S>?
    typealias Geometry = UnsafePointer<bp_window>?

    let convolution:
        @Sendable (Geometry, Input, Input, Input, Output, Output, bp_activation, S, Int32) -> Void
    let convolutionInputGradient: @Sendable (Geometry, Input, Input, Input, Output, Output, Int32) -> Void
    let convolutionWeightGradient: @Sendable (Geometry, Input, Input, Output, Output, Int32) -> Void
    let maxPool: @Sendable (Geometry, Input, Output, UnsafeMutablePointer<UInt32>?, Int32) -> Void
    let maxPoolGradient: @Sendable (Geometry, Input, UnsafePointer<UInt32>?, Output, Int32) -> Void
    let averagePool: @Sendable (Geometry, Input, Output, Bool, Int32) -> Void
    let averagePoolGradient: @Sendable (Geometry, Input, Output, Bool, Int32) -> Void
    let transpose: @Sendable (Input, Output, Int, Int, Int, Int32) -> Void
}

extension ImageKernels<Float> {
    static let single = ImageKernels(
        convolution: bp_convolution_f32, convolutionInputGradient: bp_convolution_input_gradient_f32,
        convolutionWeightGradient: bp_convolution_weight_gradient_f32, maxPool: bp_max_pool_f32,
        maxPoolGradient: bp_max_pool_gradient_f32, averagePool: bp_average_pool_f32,
        averagePoolGradient: bp_average_pool_gradient_f32, transpose: bp_transpose_all_f32)
}

extension ImageKernels<Double> {
    static let double = ImageKernels(
        convolution: bp_convolution_f64, convolutionInputGradient: bp_convolution_input_gradient_f64,
        convolutionWeightGradient: bp_convolution_weight_gradient_f64, maxPool: bp_max_pool_f64,
        maxPoolGradient: bp_max_pool_gradient_f64, averagePool: bp_average_pool_f64,
        averagePoolGradient: bp_average_pool_gradient_f64, transpose: bp_transpose_all_f64)
}
