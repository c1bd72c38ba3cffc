import CKernels

extension Scalar {
    /// Computes outputs = activation(input · weights + bias): rows × inputs times inputs × outputs.
    ///
    /// Each output is one chain of fused multiply-adds in ascending order of the inputs, starting with the bias.
    /// `sums`, if not `nil`, receives the values before the activation.
    @specialized(where Self == Float)
    @specialized(where Self == Double)
    public static func affine(
        rows: Int, inputs: Int, outputs: Int, _ input: UnsafePointer<Self>, weights: UnsafePointer<Self>,
        bias: UnsafePointer<Self>?, activation: Activation, sums: UnsafeMutablePointer<Self>?,
        into output: UnsafeMutablePointer<Self>, threads: Int
    ) {
        kernels.affine(
            input, weights, bias, sums, output, rows, inputs, outputs, activation.kernel ?? bp_linear,
            Self(activation.kernelParameter), threads)
        guard activation.kernel == nil else { return }
        kernels.softmax(output, output, rows, outputs, threads)
    }

    /// Computes inputGradient = gradient · weightsᵀ: rows × outputs times outputs × inputs.
    @specialized(where Self == Float)
    @specialized(where Self == Double)
    public static func inputGradient(
        rows: Int, inputs: Int, outputs: Int, _ gradient: UnsafePointer<Self>,
        weights: UnsafePointer<Self>, into inputGradient: UnsafeMutablePointer<Self>, threads: Int
    ) {
        kernels.inputGradient(
            gradient, weights, inputGradient, rows, inputs, outputs, threads)
    }

    /// Computes weightGradient = inputᵀ · gradient: inputs × rows times rows × outputs. `bias`, if not `nil`,
    /// receives the sums of the gradient's columns. Both buffers are overwritten.
    @specialized(where Self == Float)
    @specialized(where Self == Double)
    public static func weightGradient(
        rows: Int, inputs: Int, outputs: Int, _ input: UnsafePointer<Self>,
        _ gradient: UnsafePointer<Self>, into weightGradient: UnsafeMutablePointer<Self>,
        bias: UnsafeMutablePointer<Self>?, threads: Int
    ) {
        kernels.weightGradient(
            input, gradient, weightGradient, bias, rows, inputs, outputs, threads)
    }

    /// Computes output = activation(sums), row by row for softmax. Both may be the same memory.
    @specialized(where Self == Float)
    @specialized(where Self == Double)
    public static func activate(
        _ activation: Activation, rows: Int, columns: Int, _ sums: UnsafePointer<Self>,
        into output: UnsafeMutablePointer<Self>, threads: Int
    ) {
        guard let kernel = activation.kernel else {
            kernels.softmax(sums, output, rows, columns, threads)
            return
        }
        kernels.activate(sums, output, rows * columns, kernel, Self(activation.kernelParameter), threads)
    }

    /// Computes gradient ← gradient ⊙ activation′ in place. `sums` is read only if the output does not determine the
    /// derivative.
    @specialized(where Self == Float)
    @specialized(where Self == Double)
    public static func activationGradient(
        _ activation: Activation, rows: Int, columns: Int, sums: UnsafePointer<Self>,
        outputs: UnsafePointer<Self>, _ gradient: UnsafeMutablePointer<Self>, threads: Int
    ) {
        guard let kernel = activation.kernel else {
            kernels.softmaxGradient(outputs, gradient, gradient, rows, columns, threads)
            return
        }
        guard kernel != bp_linear else { return }
        kernels.activationGradient(
            sums, outputs, gradient, gradient, rows * columns, kernel, Self(activation.kernelParameter),
            threads)
    }

    /// Computes output = input with values dropped at a rate; the other values are divided by 1 − rate.
    ///
    /// The choice of value i is a function of (seed, stream, first + i) alone.
    @specialized(where Self == Float)
    @specialized(where Self == Double)
    public static func dropout(
        _ input: UnsafePointer<Self>, into output: UnsafeMutablePointer<Self>, count: Int, rate: Double,
        seed: UInt64, stream: UInt64, first: Int = 0, threads: Int
    ) {
        kernels.dropout(input, output, count, rate, seed, stream, UInt64(first), threads)
    }
}
