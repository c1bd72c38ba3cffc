/// The numbers a network computes in: `Float` or `Double`.
///
/// The requirements are the kernels that layers, losses and optimizers are made of. Matrices are
/// row-major and contiguous. Every kernel gives the same bits whatever the number of threads: threads
/// share out results, never the terms of a sum.
public protocol Scalar: BinaryFloatingPoint, Codable, LosslessStringConvertible, Sendable {
    /// The precision that recipes and files name.
    static var precision: Precision { get }

    /// outputs = activation(input · weights + bias): rows × inputs times inputs × outputs.
    ///
    /// Each output is one chain of fused multiply-adds in ascending order of the inputs, begun with the
    /// bias. Where `sums` is given it receives the values before the activation.
    static func affine(
        rows: Int, inputs: Int, outputs: Int, _ input: UnsafePointer<Self>, weights: UnsafePointer<Self>,
        bias: UnsafePointer<Self>?, activation: Activation, sums: UnsafeMutablePointer<Self>?,
        into output: UnsafeMutablePointer<Self>, threads: Int)

    /// inputGradient = gradient · weightsᵀ: rows × outputs times outputs × inputs.
    static func inputGradient(
        rows: Int, inputs: Int, outputs: Int, _ gradient: UnsafePointer<Self>,
        weights: UnsafePointer<Self>, into inputGradient: UnsafeMutablePointer<Self>, threads: Int)

    /// weightGradient = inputᵀ · gradient: inputs × rows times rows × outputs, and the sums of the
    /// gradient's columns where a bias gradient is wanted. Both replace what was there.
    static func weightGradient(
        rows: Int, inputs: Int, outputs: Int, _ input: UnsafePointer<Self>,
        _ gradient: UnsafePointer<Self>, into weightGradient: UnsafeMutablePointer<Self>,
        bias: UnsafeMutablePointer<Self>?, threads: Int)

    /// output = activation(sums), row by row for softmax. Both may be the same memory.
    static func activate(
        _ activation: Activation, rows: Int, columns: Int, _ sums: UnsafePointer<Self>,
        into output: UnsafeMutablePointer<Self>, threads: Int)

    /// gradient ← gradient ⊙ activation′, in place. `sums` is read only where the output does not
    /// determine the derivative.
    static func activationGradient(
        _ activation: Activation, rows: Int, columns: Int, sums: UnsafePointer<Self>,
        outputs: UnsafePointer<Self>, _ gradient: UnsafeMutablePointer<Self>, threads: Int)

    /// output = input with values dropped at the given rate, the others divided by 1 − rate.
    ///
    /// Whether value i is dropped is a function of (seed, stream, i) alone.
    static func dropout(
        _ input: UnsafePointer<Self>, into output: UnsafeMutablePointer<Self>, count: Int, rate: Double,
        seed: UInt64, stream: UInt64)

    /// The row losses and the gradient of cross-entropy over softmax, from the values before softmax.
    static func softmaxCrossEntropy(_ pass: LossPass<Self>)

    /// The row losses and the gradient of binary cross-entropy over sigmoids, from the values before
    /// the sigmoid.
    static func sigmoidCrossEntropy(_ pass: LossPass<Self>)

    /// One update of stochastic gradient descent.
    static func update(_ rule: SGD, _ pass: UpdatePass<Self>)

    /// One update of Adagrad.
    static func update(_ rule: Adagrad, _ pass: UpdatePass<Self>)

    /// One update of RMSprop.
    static func update(_ rule: RMSprop, _ pass: UpdatePass<Self>)

    /// One update of Adam.
    static func update(_ rule: Adam, _ pass: UpdatePass<Self>)

    /// One update of AdamW.
    static func update(_ rule: AdamW, _ pass: UpdatePass<Self>)
}

/// The precision of a run's arithmetic and of its model file.
public enum Precision: String, Codable, Sendable, CaseIterable {
    /// IEEE 754 binary32, `Float`.
    case float32
    /// IEEE 754 binary64, `Double`.
    case float64
}
