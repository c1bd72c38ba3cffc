/// The effect of regularization on the weights of a network and on their gradient; biases are left unchanged.
///
/// All sums are in Double, in the memory order of the parameters.
struct WeightRegularizer {
    private let l1: Double
    private let l2: Double
    private let maxNorm: Double?

    /// Each weight tensor's range, and the number of its units: its last extent.
    private let tensors: [(range: Range<Int>, units: Int)]

    /// - Parameter frozen: The indices of the layers that training leaves unchanged.
    init(_ regularization: Regularization, layout: ParameterLayout, frozen: Set<Int> = []) {
        l1 = regularization.l1
        l2 = regularization.l2
        maxNorm = regularization.maxNorm
        tensors = layout.entries.filter { $0.parameter.isWeight && !frozen.contains($0.layer) }.map {
            ($0.range, max(1, $0.parameter.extents.last ?? 1))
        }
    }

    private var hasPenalty: Bool { l1 > 0 || l2 > 0 }

    /// Returns λ₁ Σ|w| + ½ λ₂ Σw².
    @specialized(where S == Float)
    @specialized(where S == Double)
    func penalty<S: Scalar>(_ parameters: UnsafePointer<S>) -> Double {
        guard hasPenalty else { return 0 }
        var magnitudes = 0.0
        var squares = 0.0
        for tensor in tensors {
            for index in tensor.range {
                let weight = Double(parameters[index])
                magnitudes += abs(weight)
                squares += weight * weight
            }
        }
        return l1 * magnitudes + l2 * squares / 2
    }

    /// Computes g ← g + λ₁ sign(w) + λ₂ w.
    @specialized(where S == Float)
    @specialized(where S == Double)
    func addPenaltyGradient<S: Scalar>(_ parameters: UnsafePointer<S>, to gradients: UnsafeMutablePointer<S>)
    {
        guard hasPenalty else { return }
        let (l1, l2) = (S(l1), S(l2))
        for tensor in tensors {
            for index in tensor.range {
                let weight = parameters[index]
                let sign: S = weight > 0 ? 1 : weight < 0 ? -1 : 0
                gradients[index] += l1 * sign + l2 * weight
            }
        }
    }

    /// Scales down the weights into each unit whose norm exceeds the maximum.
    @specialized(where S == Float)
    @specialized(where S == Double)
    func limitNorms<S: Scalar>(_ parameters: UnsafeMutablePointer<S>) {
        guard let maxNorm else { return }
        for tensor in tensors {
            for unit in 0..<tensor.units {
                let indices = stride(
                    from: tensor.range.lowerBound + unit, to: tensor.range.upperBound, by: tensor.units)
                var squares = 0.0
                for index in indices { squares += Double(parameters[index]) * Double(parameters[index]) }
                guard squares > maxNorm * maxNorm else { continue }
                let factor = S(maxNorm / squares.squareRoot())
                for index in indices { parameters[index] *= factor }
            }
        }
    }
}

/// The clipping of gradients.
enum GradientClipping {
    /// Clips each value, then scales down the whole gradient.
    @specialized(where S == Float)
    @specialized(where S == Double)
    static func clip<S: Scalar>(
        _ gradients: UnsafeMutablePointer<S>, count: Int, _ regularization: Regularization
    ) {
        if let limit = regularization.clipValue.map({ S($0) }) {
            for index in 0..<count { gradients[index] = min(limit, max(-limit, gradients[index])) }
        }
        guard let limit = regularization.clipNorm else { return }
        let factor = limit / (norm(gradients, count: count) + 1e-6)
        guard factor < 1 else { return }
        let scale = S(factor)
        for index in 0..<count { gradients[index] *= scale }
    }

    /// Returns √Σg², summed in eight interleaved parts, which then are added in order.
    @specialized(where S == Float)
    @specialized(where S == Double)
    static func norm<S: Scalar>(_ values: UnsafePointer<S>, count: Int) -> Double {
        var parts = SIMD8<Double>.zero
        for begin in stride(from: 0, to: count, by: 8) {
            var block = SIMD8<Double>.zero
            for lane in 0..<min(8, count - begin) { block[lane] = Double(values[begin + lane]) }
            parts += block * block
        }
        var sum = 0.0
        for lane in 0..<8 { sum += parts[lane] }
        return sum.squareRoot()
    }
}
