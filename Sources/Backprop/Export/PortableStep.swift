import CKernels

/// A step of a network: an operation on earlier values that makes a new one.
package struct PortableStep: Sendable {
    /// The operation.
    package let operation: PortableOperation
    /// The indices of the values that it reads.
    package let inputs: [Int]
    /// The index of the value that it makes.
    package let output: Int
}

/// An operation on values. Tensors are given by their index.
package enum PortableOperation: Sendable {
    /// y[o] = bias[o] + Σ x[i] w[i, o], in ascending i, each step fused.
    case dense(inputs: Int, outputs: Int, weights: Int, bias: Int?)
    /// An activation of each element; it is neither linear nor softmax.
    case activate(Activation)
    /// Softmax over all elements.
    case softmax
    /// y = fma(x − center[c], factor[c], shift[c]).
    case shiftAndScale(channels: Int, center: Int, factor: Int, shift: Int)
    /// Layer normalization of the channels at each position.
    case standardize(channels: Int, epsilon: Double, weight: Int, bias: Int)
    /// y = x w[c].
    case scale(channels: Int, weight: Int)
    /// y = x + w[c] (a − x), for the inputs x and a.
    case blend(channels: Int, weight: Int)
    /// A periodic embedding of the first numbers.
    case embed(PortableEmbedding)
    /// A matrix with rows and columns exchanged.
    case transpose(rows: Int, columns: Int)
    /// A convolution of an image.
    case convolve(PortableWindow, weights: Int, bias: Int?)
    /// The maximum of each window.
    case maximum(PortableWindow)
    /// The mean of each window.
    case average(PortableWindow, countsPadding: Bool)
    /// The sum of two values.
    case add
    /// The channels of several values side by side, at each position.
    case concatenate(widths: [Int])
}

/// The numbers of a periodic embedding.
package struct PortableEmbedding: Sendable {
    package let numbers, inputs, frequencies, outputs: Int
    package let frequency, phase, weight, bias: Int
}

/// A window that slides over an image.
package struct PortableWindow: Sendable {
    package let inHeight, inWidth, inChannels: Int
    package let outHeight, outWidth, outChannels: Int
    package let kernelHeight, kernelWidth: Int
    package let strideY, strideX: Int
    package let top, left: Int
    package let dilationY, dilationX: Int
    package let groups: Int

    init(_ window: bp_window) {
        (inHeight, inWidth, inChannels) = (window.in_height, window.in_width, window.in_channels)
        (outHeight, outWidth, outChannels) = (window.out_height, window.out_width, window.out_channels)
        (kernelHeight, kernelWidth) = (window.kernel_height, window.kernel_width)
        (strideY, strideX) = (window.stride_y, window.stride_x)
        (top, left) = (window.top, window.left)
        (dilationY, dilationX) = (window.dilation_y, window.dilation_x)
        groups = window.groups
    }

    /// The numbers in the order of the parameters that source code passes.
    var numbers: [Int] {
        [
            inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, kernelHeight, kernelWidth,
            strideY, strideX, top, left, dilationY, dilationX, groups,
        ]
    }
}
