// A plain import: everything here is what someone outside the library can write.
import Backprop

/// A factor of its own for every value of the input, learned.
///
/// Formula: yⱼ = sⱼ xⱼ, and back, ∂L/∂sⱼ = Σ over rows of ∂L/∂yⱼ xⱼ, ∂L/∂xⱼ = ∂L/∂yⱼ sⱼ.
struct Scale: Layer {
    static let typeName = "scale"

    /// The initial value of every factor.
    var start = 1.0

    func outputShape(for input: Shape) throws(NetworkError) -> Shape { input }

    func parameters(for input: Shape) -> [ParameterDescription] {
        [
            ParameterDescription(
                name: "factor", extents: [input.count], initializer: .constant(start), fanIn: 1, fanOut: 1,
                isWeight: false)
        ]
    }

    func forward<S: Scalar>(_ pass: ForwardPass<S>) {
        let columns = pass.inputShape.count
        for index in 0..<(pass.rows * columns) {
            pass.output[index] = pass.input[index] * pass.parameters[index % columns]
        }
    }

    func backward<S: Scalar>(_ pass: BackwardPass<S>) {
        let columns = pass.inputShape.count
        for column in 0..<columns {
            var sum: S = 0
            for row in 0..<pass.rows {
                sum += pass.outputGradient[row * columns + column] * pass.input[row * columns + column]
            }
            pass.parameterGradient[column] = sum
        }
        guard let inputGradient = pass.inputGradient else { return }
        for index in 0..<(pass.rows * columns) {
            inputGradient[index] = pass.outputGradient[index] * pass.parameters[index % columns]
        }
    }
}

/// The logarithm of a rounded-off square: L = ½ Σ log(1 + (o − t)²), which hardly sees outliers.
struct Cauchy: Loss {
    static let typeName = "cauchy"

    func evaluate<S: Scalar>(_ pass: LossPass<S>) {
        for row in 0..<pass.rows {
            let weight = pass.weights?[row] ?? 1
            var product: S = 1
            for index in (row * pass.columns)..<((row + 1) * pass.columns) {
                let difference = pass.outputs[index] - pass.targets[index]
                product *= 1 + difference * difference
                pass.gradient[index] = difference / (1 + difference * difference) * (weight * pass.scale)
            }
            pass.rowLosses[row] = weight * Self.halfLogarithm(product)
        }
    }

    /// ½ log x = artanh((x − 1) / (x + 1)), by its series after roots have brought x near 1.
    private static func halfLogarithm<S: Scalar>(_ x: S) -> S {
        var root = x, scale: S = 1
        while root > 1.01 { root = root.squareRoot(); scale *= 2 }
        let s = (root - 1) / (root + 1), t = s * s
        return scale * s * (1 + t * (1 / S(3) + t * (1 / S(5) + t / 7)))
    }
}

/// A step of one size against the sign of every derivative.
struct SignDescent: Optimizer {
    static let typeName = "sign-descent"
    var learningRate = 0.01
    var stateVectorCount: Int { 0 }

    func update<S: Scalar>(_ pass: UpdatePass<S>) {
        for index in 0..<pass.count {
            let gradient = pass.gradients[index]
            pass.parameters[index] -= gradient == 0 ? 0 : S(pass.learningRate) * (gradient > 0 ? 1 : -1)
        }
    }
}
