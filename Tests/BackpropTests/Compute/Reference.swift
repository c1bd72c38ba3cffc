/// The kernels' formulas in plain Swift, one loop after the other: what every fast kernel must agree with, bit for
/// bit, on every instruction set and with any number of threads.
///
/// Each element of a product is one chain of fused multiply-adds in ascending order of the summed index. Matrices
/// are row-major; weights are `[inputs, outputs]`.
enum Reference {
    /// The sums of a dense layer before its activation, `z[r, o] = bias[o] + Σᵢ x[r, i] · w[i, o]`.
    static func affine<S: BinaryFloatingPoint>(
        _ x: [S], _ w: [S], bias: [S]?, rows: Int, inputs: Int, outputs: Int
    ) -> [S] {
        var z = [S](repeating: 0, count: rows * outputs)
        for r in 0..<rows {
            for o in 0..<outputs {
                var sum = bias?[o] ?? 0
                for i in 0..<inputs { sum.addProduct(x[r * inputs + i], w[i * outputs + o]) }
                z[r * outputs + o] = sum
            }
        }
        return z
    }

    /// The gradient with respect to the inputs, `dx[r, i] = Σₒ dz[r, o] · w[i, o]`.
    static func inputGradient<S: BinaryFloatingPoint>(
        _ dz: [S], _ w: [S], rows: Int, inputs: Int, outputs: Int
    ) -> [S] {
        var dx = [S](repeating: 0, count: rows * inputs)
        for r in 0..<rows {
            for i in 0..<inputs {
                var sum: S = 0
                for o in 0..<outputs { sum.addProduct(dz[r * outputs + o], w[i * outputs + o]) }
                dx[r * inputs + i] = sum
            }
        }
        return dx
    }

    /// The gradient with respect to the weights, `dw[i, o] = Σᵣ x[r, i] · dz[r, o]`.
    static func weightGradient<S: BinaryFloatingPoint>(
        _ x: [S], _ dz: [S], rows: Int, inputs: Int, outputs: Int
    ) -> [S] {
        var dw = [S](repeating: 0, count: inputs * outputs)
        for i in 0..<inputs {
            for o in 0..<outputs {
                var sum: S = 0
                for r in 0..<rows { sum.addProduct(x[r * inputs + i], dz[r * outputs + o]) }
                dw[i * outputs + o] = sum
            }
        }
        return dw
    }

    /// The gradient with respect to the bias, `db[o] = Σᵣ dz[r, o]`, by additions in ascending order.
    static func biasGradient<S: BinaryFloatingPoint>(_ dz: [S], rows: Int, outputs: Int) -> [S] {
        var db = [S](repeating: 0, count: outputs)
        for r in 0..<rows {
            for o in 0..<outputs { db[o] += dz[r * outputs + o] }
        }
        return db
    }
}
