/// The formulas of normalization in plain Swift, in the order of summation that `CKernelsImages.h` states.
extension Reference {
    /// The terms of a sum over channels.
    enum ChannelTerm: Int, CaseIterable {
        case values, squares, products
    }

    /// `factor` times the sums of each channel: of each example one after the other, of these in Double.
    static func channelSums<S: BinaryFloatingPoint>(
        _ term: ChannelTerm, _ x: [S], _ y: [S], center: [S], factor: Double, rows: Int, channels: Int
    ) -> [S] {
        let positions = x.count / rows / channels
        return (0..<channels).map { c in
            var total = 0.0
            for n in 0..<rows {
                var sum: S = 0
                for k in 0..<positions {
                    let index = (n * positions + k) * channels + c
                    switch term {
                    case .values: sum += x[index]
                    case .squares: sum.addProduct(x[index] - center[c], x[index] - center[c])
                    case .products: sum.addProduct(y[index], x[index] - center[c])
                    }
                }
                total += Double(sum)
            }
            return S(total * factor)
        }
    }

    /// (x − center) · scale + shift, channel by channel, the last two steps fused.
    static func channelAffine<S: BinaryFloatingPoint>(
        _ x: [S], center: [S], scale: [S], shift: [S]
    ) -> [S] {
        x.indices.map { index in
            let c = index % center.count
            return shift[c].addingProduct(x[index] - center[c], scale[c])
        }
    }

    /// ((dy − shift) − (x − center) · slope) · scale, channel by channel.
    static func channelGradient<S: BinaryFloatingPoint>(
        _ x: [S], _ dy: [S], center: [S], shift: [S], slope: [S], scale: [S]
    ) -> [S] {
        x.indices.map { index in
            let c = index % center.count
            return ((dy[index] - shift[c]) - (x[index] - center[c]) * slope[c]) * scale[c]
        }
    }

    /// Each example's channels times factors of its own.
    static func channelScale<S: BinaryFloatingPoint>(
        _ x: [S], factors: [S], rows: Int, channels: Int
    ) -> [S] {
        x.indices.map { index in
            x[index] * factors[index / (x.count / rows) * channels + index % channels]
        }
    }

    /// The sum of x · y, each step fused, by 32 lanes in blocks of 1024 that are folded by halves.
    static func dot<S: BinaryFloatingPoint>(_ x: [S], _ y: [S]) -> Double {
        stride(from: 0, to: x.count, by: 1024).reduce(0.0) { total, start in
            var lanes = [S](repeating: 0, count: 32)
            for i in start..<min(start + 1024, x.count) { lanes[i % 32].addProduct(x[i], y[i]) }
            for half in [16, 8, 4, 2, 1] { for l in 0..<half { lanes[l] += lanes[l + half] } }
            return total + Double(lanes[0])
        }
    }

    /// Of x alone: a product with 1 is exact.
    private static func sum<S: BinaryFloatingPoint>(_ x: ArraySlice<S>) -> Double {
        dot(Array(x), [S](repeating: 1, count: x.count))
    }

    /// Each row to mean 0 and variance 1, the quotient of that, and the row scaled and shifted.
    static func layerNorm<S: BinaryFloatingPoint>(
        _ x: [S], gamma: [S], beta: [S], epsilon: Double
    ) -> (standard: [S], inverse: [S], y: [S]) {
        let channels = gamma.count
        var (standard, inverse) = (x, [S]())
        for row in stride(from: 0, to: x.count, by: channels) {
            let range = row..<(row + channels)
            let mean = S(sum(x[range]) / Double(channels))
            for index in range { standard[index] = x[index] - mean }
            let variance = dot(Array(standard[range]), Array(standard[range])) / Double(channels)
            let factor = S(1 / (variance + epsilon).squareRoot())
            inverse.append(factor)
            for index in range { standard[index] *= factor }
        }
        let y = standard.indices.map {
            beta[$0 % channels].addingProduct(standard[$0], gamma[$0 % channels])
        }
        return (standard, inverse, y)
    }

    /// The gradient with respect to what a layer normalization saw.
    static func layerNormGradient<S: BinaryFloatingPoint>(
        standard: [S], inverse: [S], gamma: [S], _ dy: [S]
    ) -> [S] {
        let channels = gamma.count
        let g = dy.indices.map { dy[$0] * gamma[$0 % channels] }
        var dx = g
        for row in inverse.indices {
            let range = (row * channels)..<((row + 1) * channels)
            let mean = S(sum(g[range]) / Double(channels))
            let slope = S(dot(Array(g[range]), Array(standard[range])) / Double(channels))
            for index in range {
                dx[index] = (g[index] - mean - standard[index] * slope) * inverse[row]
            }
        }
        return dx
    }
}
