import CKernels

/// The C kernels of images in one scalar type; `CKernelsImages.h` defines each.
struct ImageKernels<S: Scalar>: Sendable {
    typealias Input = UnsafePointer<S>?
    typealias Output = UnsafeMutablePointer<S>?
    typealias Geometry = UnsafePointer<bp_window>?

    let convolution: @Sendable (Geometry, Input, Input, Input, Output, Output, bp_activation, S, Int) -> Void
    let convolutionInputGradient: @Sendable (Geometry, Input, Input, Input, Output, Output, Int) -> Void
    let convolutionWeightGradient: @Sendable (Geometry, Input, Input, Output, Output, Bool, Int) -> Void
    let maxPool: @Sendable (Geometry, Input, Output, UnsafeMutableRawPointer?, Int) -> Void
    let maxPoolGradient: @Sendable (Geometry, Input, UnsafeRawPointer?, Output, Int) -> Void
    let averagePool: @Sendable (Geometry, Input, Output, Bool, Int) -> Void
    let averagePoolGradient: @Sendable (Geometry, Input, Output, Bool, Int) -> Void
    let transpose: @Sendable (Input, Output, Int, Int, Int, Int) -> Void
    let add: @Sendable (Input, Input, Output, Int, Int) -> Void
    let channelSums: @Sendable (Int, Input, Input, Input, Output, Output, Double, Int, Int, Int, Int) -> Void
    let channelAffine: @Sendable (Input, Input, Input, Input, Output, Int, Int, Int) -> Void
    let channelGradient: @Sendable (Input, Input, Input, Input, Input, Input, Output, Int, Int, Int) -> Void
    let channelScale: @Sendable (Input, Input, Output, Int, Int, Int, Int) -> Void
    let layerNorm: @Sendable (Input, Input, Input, Output, Output, Output, Double, Int, Int, Int) -> Void
    let layerNormGradient: @Sendable (Input, Input, Input, Input, Output, Int, Int, Int) -> Void
}

extension ImageKernels<Float> {
    static let single = ImageKernels(
        convolution: bp_convolution_f32, convolutionInputGradient: bp_convolution_input_gradient_f32,
        convolutionWeightGradient: bp_convolution_weight_gradient_f32, maxPool: bp_max_pool_f32,
        maxPoolGradient: bp_max_pool_gradient_f32, averagePool: bp_average_pool_f32,
        averagePoolGradient: bp_average_pool_gradient_f32, transpose: bp_transpose_all_f32, add: bp_add_f32,
        channelSums: bp_channel_sums_f32, channelAffine: bp_channel_affine_f32,
        channelGradient: bp_channel_gradient_f32, channelScale: bp_channel_scale_f32,
        layerNorm: bp_layer_norm_f32, layerNormGradient: bp_layer_norm_gradient_f32)
}

extension ImageKernels<Double> {
    static let double = ImageKernels(
        convolution: bp_convolution_f64, convolutionInputGradient: bp_convolution_input_gradient_f64,
        convolutionWeightGradient: bp_convolution_weight_gradient_f64, maxPool: bp_max_pool_f64,
        maxPoolGradient: bp_max_pool_gradient_f64, averagePool: bp_average_pool_f64,
        averagePoolGradient: bp_average_pool_gradient_f64, transpose: bp_transpose_all_f64, add: bp_add_f64,
        channelSums: bp_channel_sums_f64, channelAffine: bp_channel_affine_f64,
        channelGradient: bp_channel_gradient_f64, channelScale: bp_channel_scale_f64,
        layerNorm: bp_layer_norm_f64, layerNormGradient: bp_layer_norm_gradient_f64)
}
