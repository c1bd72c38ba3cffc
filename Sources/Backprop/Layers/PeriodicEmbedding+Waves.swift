/// The parameters of a periodic embedding, or their gradients.
struct PeriodicTensors<S: Scalar> {
    let frequency, phase, weight, bias: UnsafePointer<S>
    let frequencies, outputs: Int

    init(_ layer: PeriodicEmbedding, count: Int, at parameters: UnsafePointer<S>) {
        (frequencies, outputs) = (layer.frequencies, layer.outputs)
        frequency = parameters
        phase = frequency + count * frequencies
        weight = phase + count * frequencies
        bias = weight + count * outputs * frequencies
    }

    private init(_ all: PeriodicTensors, _ number: Int) {
        (frequencies, outputs) = (all.frequencies, all.outputs)
        frequency = all.frequency + number * frequencies
        phase = all.phase + number * frequencies
        weight = all.weight + number * outputs * frequencies
        bias = all.bias + number * outputs
    }

    /// Returns the tensors of one input.
    @inline(__always)
    func of(_ number: Int) -> PeriodicTensors { PeriodicTensors(self, number) }
}

extension PeriodicEmbedding {
    /// Computes the outputs of one number, and its cosines followed by its sines.
    @inline(__always)
    func embed<S: Scalar>(
        _ x: S, _ tensors: PeriodicTensors<S>, _ waves: UnsafeMutablePointer<S>,
        into output: UnsafeMutablePointer<S>
    ) {
        for wave in 0..<frequencies {
            let turns = tensors.frequency[wave] * x + tensors.phase[wave] * S(0.5 / Double.pi)
            (waves[wave], waves[frequencies + wave]) = Self.cosineAndSine(ofTurns: turns)
        }
        for unit in 0..<outputs {
            let weight = tensors.weight + unit * frequencies
            var sum = tensors.bias[unit]
            for wave in 0..<frequencies { sum += weight[wave] * waves[wave] }
            output[unit] = sum
        }
        output[outputs] = x
    }

    /// Adds the gradients of one number's parameters, and returns that of the number.
    @inline(__always)
    func differentiate<S: Scalar>(
        _ x: S, _ tensors: PeriodicTensors<S>, _ gradients: PeriodicTensors<S>, _ waves: UnsafePointer<S>,
        _ ofWaves: UnsafeMutablePointer<S>, _ gradient: UnsafePointer<S>
    ) -> S {
        ofWaves.update(repeating: 0, count: frequencies)
        for unit in 0..<outputs {
            let (weight, own) = (tensors.weight + unit * frequencies, gradient[unit])
            let ofWeight = UnsafeMutablePointer(mutating: gradients.weight) + unit * frequencies
            UnsafeMutablePointer(mutating: gradients.bias)[unit] += own
            for wave in 0..<frequencies {
                ofWeight[wave] += own * waves[wave]
                ofWaves[wave] += own * weight[wave]
            }
        }
        let ofFrequency = UnsafeMutablePointer(mutating: gradients.frequency)
        let ofPhase = UnsafeMutablePointer(mutating: gradients.phase)
        let turn = S(2 * Double.pi)
        var slope: S = 0
        for wave in 0..<frequencies {
            let ofAngle = -waves[frequencies + wave] * ofWaves[wave]
            ofPhase[wave] += ofAngle
            ofFrequency[wave] += ofAngle * (turn * x)
            slope += ofAngle * tensors.frequency[wave]
        }
        return gradient[outputs] + turn * slope
    }

    /// Returns cos(2πt) and sin(2πt), to within a few units of the last place of 1.
    ///
    /// With u the distance to the nearest whole number and s = sin(πu), c = cos(πu), they are 1 − 2s² and 2sc. Both come
    /// from the series of the sine for at most π/2, in a fixed order.
    @inline(__always)
    static func cosineAndSine<S: Scalar>(ofTurns turns: S) -> (cosine: S, sine: S) {
        // Added to a much smaller number, it leaves the nearest whole number. Larger numbers, whose fractions are hardly
        // known, count as whole.
        let rounder = S(sign: .plus, exponent: S.Exponent(S.significandBitCount), significand: 1.5)
        let isLarge = abs(turns) >= rounder / 3
        let whole = (turns + rounder) - rounder
        let u = isLarge ? turns - turns : turns - whole
        let (s, c) = (sine(ofHalfTurns: u), sine(ofHalfTurns: 0.5 - abs(u)))
        return (1 - 2 * s * s, 2 * s * c)
    }

    /// Returns sin(πu) for |u| ≤ ½, by its Taylor series to the power 21, whose remainder is below 2e-18.
    @inline(__always)
    private static func sine<S: Scalar>(ofHalfTurns u: S) -> S {
        let y = S(Double.pi) * u
        let square = y * y
        var sum: S = 1 - square * S(1 / 420.0)
        sum = 1 - square * sum * S(1 / 342.0)
        sum = 1 - square * sum * S(1 / 272.0)
        sum = 1 - square * sum * S(1 / 210.0)
        sum = 1 - square * sum * S(1 / 156.0)
        sum = 1 - square * sum * S(1 / 110.0)
        sum = 1 - square * sum * S(1 / 72.0)
        sum = 1 - square * sum * S(1 / 42.0)
        sum = 1 - square * sum * S(1 / 20.0)
        sum = 1 - square * sum * S(1 / 6.0)
        return y * sum
    }
}
