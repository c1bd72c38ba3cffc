import CKernels

extension Scalar {
    /// Computes the row losses and the gradient of cross-entropy over softmax, from the values before softmax.
    ///
    /// The gradient's memory holds the probabilities in between.
    @specialized(where Self == Float)
    @specialized(where Self == Double)
    public static func softmaxCrossEntropy(_ pass: LossPass<Self>) {
        kernels.softmaxCrossEntropy(
            pass.outputs, pass.targets, pass.gradient, pass.gradient, pass.rowLosses, pass.weights,
            pass.scale, pass.rows, pass.columns, 1)
        pass.weighRowLosses()
    }

    /// Computes the row losses and the gradient of binary cross-entropy over sigmoids, from the values before the
    /// sigmoid.
    @specialized(where Self == Float)
    @specialized(where Self == Double)
    public static func sigmoidCrossEntropy(_ pass: LossPass<Self>) {
        kernels.sigmoidCrossEntropy(
            pass.outputs, pass.targets, pass.gradient, pass.rowLosses, pass.weights, pass.scale, pass.rows,
            pass.columns, 1)
        pass.weighRowLosses()
    }
}

extension LossPass {
    /// Multiplies each row's loss by the row's weight, if there are weights.
    @specialized(where S == Float)
    @specialized(where S == Double)
    func weighRowLosses() {
        guard let weights else { return }
        for row in 0..<rows { rowLosses[row] *= weights[row] }
    }
}
