#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Float: Scalar {
    public static var precision: Precision { .float32 }
}
extension Double: Scalar {
    public static var precision: Precision { .float64 }
}

extension Scalar {
    @specialized(where Self == Float)
    @specialized(where Self == Double)
    public static func affine(
        rows: Int, inputs: Int, outputs: Int, _ input: UnsafePointer<Self>, weights: UnsafePointer<Self>,
        bias: UnsafePointer<Self>?, activation: Activation, sums: UnsafeMutablePointer<Self>?,
        into output: UnsafeMutablePointer<Self>, threads: Int
    ) {
        for r in 0..<rows {
            for o in 0..<outputs {
                var s = bias?[o] ?? 0
                for i in 0..<inputs { s = s.addingProduct(input[r * inputs + i], weights[i * outputs + o]) }
                sums?[r * outputs + o] = s
                output[r * outputs + o] = s
            }
        }
        activate(
            activation, rows: rows, columns: outputs, UnsafePointer(output), into: output, threads: threads)
    }

    @specialized(where Self == Float)
    @specialized(where Self == Double)
    public static func inputGradient(
        rows: Int, inputs: Int, outputs: Int, _ gradient: UnsafePointer<Self>,
        weights: UnsafePointer<Self>, into inputGradient: UnsafeMutablePointer<Self>, threads: Int
    ) {
        for r in 0..<rows {
            for i in 0..<inputs {
                var s: Self = 0
                for o in 0..<outputs {
                    s = s.addingProduct(gradient[r * outputs + o], weights[i * outputs + o])
                }
                inputGradient[r * inputs + i] = s
            }
        }
    }

    @specialized(where Self == Float)
    @specialized(where Self == Double)
    public static func weightGradient(
        rows: Int, inputs: Int, outputs: Int, _ input: UnsafePointer<Self>,
        _ gradient: UnsafePointer<Self>, into weightGradient: UnsafeMutablePointer<Self>,
        bias: UnsafeMutablePointer<Self>?, threads: Int
    ) {
        for i in 0..<inputs {
            for o in 0..<outputs {
                var s: Self = 0
                for r in 0..<rows { s = s.addingProduct(input[r * inputs + i], gradient[r * outputs + o]) }
                weightGradient[i * outputs + o] = s
            }
        }
        guard let bias else { return }
        for o in 0..<outputs {
            var s: Self = 0
            for r in 0..<rows { s += gradient[r * outputs + o] }
            bias[o] = s
        }
    }

    @specialized(where Self == Float)
    @specialized(where Self == Double)
    public static func activate(
        _ activation: Activation, rows: Int, columns: Int, _ sums: UnsafePointer<Self>,
        into output: UnsafeMutablePointer<Self>, threads: Int
    ) {
        if activation == .softmax {
            for r in 0..<rows {
                let z = sums + r * columns
                var m = z[0]
                for c in 0..<columns { m = max(m, z[c]) }
                var t: Self = 0
                for c in 0..<columns {
                    output[r * columns + c] = Self(exp(Double(z[c] - m))); t += output[r * columns + c]
                }
                for c in 0..<columns { output[r * columns + c] /= t }
            }
            return
        }
        for k in 0..<(rows * columns) {
            let z = Double(sums[k])
            let y: Double =
                switch activation {
                case .linear, .softmax: z
                case .sigmoid: 1 / (1 + exp(-z))
                case .tanh: tanh(z)
                case .relu: max(0, z)
                case .leakyReLU(let a): z > 0 ? z : a * z
                case .elu(let a): z > 0 ? z : a * expm1(z)
                case .selu: Activation.seluScale * (z > 0 ? z : Activation.seluAlpha * expm1(z))
                case .gelu: z * erfc(-z / 2.0.squareRoot()) / 2
                case .silu: z / (1 + exp(-z))
                case .softplus: max(z, 0) + log1p(exp(-abs(z)))
                }
            output[k] = Self(y)
        }
    }

    @specialized(where Self == Float)
    @specialized(where Self == Double)
    public static func activationGradient(
        _ activation: Activation, rows: Int, columns: Int, sums: UnsafePointer<Self>,
        outputs: UnsafePointer<Self>, _ gradient: UnsafeMutablePointer<Self>, threads: Int
    ) {
        if activation == .softmax {
            for r in 0..<rows {
                var t: Self = 0
                for c in 0..<columns { t += outputs[r * columns + c] * gradient[r * columns + c] }
                for c in 0..<columns {
                    gradient[r * columns + c] = outputs[r * columns + c] * (gradient[r * columns + c] - t)
                }
            }
            return
        }
        for k in 0..<(rows * columns) {
            let y = Double(outputs[k])
            let d: Double =
                switch activation {
                case .linear, .softmax: 1
                case .sigmoid: y * (1 - y)
                case .tanh: 1 - y * y
                case .relu: y > 0 ? 1 : 0
                case .leakyReLU(let a): y > 0 ? 1 : a
                case .elu(let a): y > 0 ? 1 : y + a
                case .selu: y > 0 ? Activation.seluScale : y + Activation.seluScale * Activation.seluAlpha
                case .gelu:
                    {
                        let z = Double(sums[k])
                        return erfc(-z / 2.0.squareRoot()) / 2 + z * exp(-z * z / 2)
                            / (2 * Double.pi).squareRoot()
                    }()
                case .silu:
                    {
                        let z = Double(sums[k]); let s = 1 / (1 + exp(-z))
                        return s * (1 + z * (1 - s))
                    }()
                case .softplus: -expm1(-y)
                }
            gradient[k] *= Self(d)
        }
    }

    public static func dropout(
        _ input: UnsafePointer<Self>, into output: UnsafeMutablePointer<Self>, count: Int, rate: Double,
        seed: UInt64, stream: UInt64
    ) {
        let p = Philox(seed: seed, stream: stream)
        let threshold = UInt32(min(4294967295, (rate * 4294967296).rounded()))
        for i in 0..<count {
            output[i] = p.word(at: UInt64(i)) >= threshold ? input[i] / Self(1 - rate) : 0
        }
    }

    @specialized(where Self == Float)
    @specialized(where Self == Double)
    public static func softmaxCrossEntropy(_ pass: LossPass<Self>) {
        for r in 0..<pass.rows {
            let z = pass.outputs + r * pass.columns
            let t = pass.targets + r * pass.columns
            let w = pass.weights?[r] ?? 1
            var m = z[0]
            for c in 0..<pass.columns { m = max(m, z[c]) }
            var s: Self = 0
            var total: Self = 0
            for c in 0..<pass.columns { s += Self(exp(Double(z[c] - m))); total += t[c] }
            let logSum = Self(log(Double(s)))
            var loss: Self = 0
            for c in 0..<pass.columns {
                loss += t[c] * (logSum - (z[c] - m))
                pass.gradient[r * pass.columns + c] =
                    (Self(exp(Double(z[c] - m))) / s * total - t[c]) * (w * pass.scale)
            }
            pass.rowLosses[r] = loss * w
        }
    }

    @specialized(where Self == Float)
    @specialized(where Self == Double)
    public static func sigmoidCrossEntropy(_ pass: LossPass<Self>) {
        for r in 0..<pass.rows {
            let w = pass.weights?[r] ?? 1
            var loss: Self = 0
            for k in (r * pass.columns)..<((r + 1) * pass.columns) {
                let z = Double(pass.outputs[k])
                let t = Double(pass.targets[k])
                loss += Self(max(z, 0) - z * t + log1p(exp(-abs(z))))
                pass.gradient[k] = (Self(1 / (1 + exp(-z))) - pass.targets[k]) * (w * pass.scale)
            }
            pass.rowLosses[r] = loss * w
        }
    }

    @specialized(where Self == Float)
    @specialized(where Self == Double)
    public static func update(_ rule: SGD, _ pass: UpdatePass<Self>) {
        let rate = Self(pass.learningRate), mu = Self(rule.momentum), decay = Self(rule.weightDecay)
        for i in 0..<pass.count {
            var g = pass.gradients[i].addingProduct(decay, pass.parameters[i])
            if rule.momentum != 0 {
                let v = pass.step == 1 ? g : g.addingProduct(mu, pass.state[i])
                pass.state[i] = v
                g = rule.nesterov ? g.addingProduct(mu, v) : v
            }
            pass.parameters[i] = pass.parameters[i].addingProduct(-rate, g)
        }
    }

    @specialized(where Self == Float)
    @specialized(where Self == Double)
    public static func update(_ rule: Adagrad, _ pass: UpdatePass<Self>) {
        let rate = Self(pass.learningRate), decay = Self(rule.weightDecay), eps = Self(rule.epsilon)
        for i in 0..<pass.count {
            let g = pass.gradients[i].addingProduct(decay, pass.parameters[i])
            pass.state[i] = pass.state[i].addingProduct(g, g)
            pass.parameters[i] -= rate * g / (pass.state[i].squareRoot() + eps)
        }
    }

    @specialized(where Self == Float)
    @specialized(where Self == Double)
    public static func update(_ rule: RMSprop, _ pass: UpdatePass<Self>) {
        let rate = Self(pass.learningRate), decay = Self(rule.weightDecay), eps = Self(rule.epsilon)
        let a = Self(rule.smoothing), b = Self(1 - rule.smoothing), mu = Self(rule.momentum)
        for i in 0..<pass.count {
            let g = pass.gradients[i].addingProduct(decay, pass.parameters[i])
            pass.state[i] = (b * g * g).addingProduct(a, pass.state[i])
            var d = g / (pass.state[i].squareRoot() + eps)
            if rule.momentum != 0 {
                d = d.addingProduct(mu, pass.state[pass.count + i])
                pass.state[pass.count + i] = d
            }
            pass.parameters[i] = pass.parameters[i].addingProduct(-rate, d)
        }
    }

    public static func update(_ rule: Adam, _ pass: UpdatePass<Self>) {
        adam(
            pass, beta1: rule.beta1, beta2: rule.beta2, epsilon: rule.epsilon, decay: rule.weightDecay,
            shrink: 1)
    }

    public static func update(_ rule: AdamW, _ pass: UpdatePass<Self>) {
        adam(
            pass, beta1: rule.beta1, beta2: rule.beta2, epsilon: rule.epsilon, decay: 0,
            shrink: 1 - pass.learningRate * rule.weightDecay)
    }

    @specialized(where Self == Float)
    @specialized(where Self == Double)
    static func adam(
        _ pass: UpdatePass<Self>, beta1: Double, beta2: Double, epsilon: Double, decay: Double, shrink: Double
    ) {
        let c1 = Self(pass.learningRate / (1 - pow(beta1, Double(pass.step))))
        let c2 = Self((1 - pow(beta2, Double(pass.step))).squareRoot())
        let eps = Self(epsilon)
        for i in 0..<pass.count {
            let p = pass.parameters[i] * Self(shrink)
            let g = pass.gradients[i].addingProduct(Self(decay), p)
            let m = (Self(1 - beta1) * g).addingProduct(Self(beta1), pass.state[i])
            let v = (Self(1 - beta2) * g * g).addingProduct(Self(beta2), pass.state[pass.count + i])
            pass.state[i] = m
            pass.state[pass.count + i] = v
            pass.parameters[i] = p - c1 * m / (v.squareRoot() / c2 + eps)
        }
    }
}
