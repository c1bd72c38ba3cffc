import CKernels

/// The formulas of convolution and pooling in plain Swift, in the order of summation that `CKernelsImages.h` states.
extension Reference {
    /// The position in one image of the pixel that a window covers, or `nil` if it lies outside.
    private static func pixel(_ g: bp_window, _ v: Int, _ u: Int, _ p: Int, _ q: Int) -> Int? {
        let row = v * g.stride_y - g.top + p * g.dilation_y
        let column = u * g.stride_x - g.left + q * g.dilation_x
        guard (0..<g.in_height).contains(row), (0..<g.in_width).contains(column) else { return nil }
        return (row * g.in_width + column) * g.in_channels
    }

    /// Calls the body for every place of every window, images first, then outputs, then the window's places.
    private static func forEachPosition(
        _ g: bp_window, _ body: (_ image: Int, _ output: Int, _ position: Int, _ pixel: Int?) -> Void
    ) {
        for n in 0..<g.rows {
            for v in 0..<g.out_height {
                for u in 0..<g.out_width {
                    for position in 0..<(g.kernel_height * g.kernel_width) {
                        let (p, q) = (position / g.kernel_width, position % g.kernel_width)
                        body(n, (n * g.out_height + v) * g.out_width + u, position, pixel(g, v, u, p, q))
                    }
                }
            }
        }
    }

    /// The sums of a convolution before its activation.
    static func convolution<S: BinaryFloatingPoint>(_ g: bp_window, _ x: [S], _ w: [S], bias: [S]?) -> [S] {
        let (inputs, outputs) = (g.in_channels / g.groups, g.out_channels / g.groups)
        let image = g.in_height * g.in_width * g.in_channels
        var z = [S](repeating: 0, count: g.rows * g.out_height * g.out_width * g.out_channels)
        for index in z.indices { z[index] = bias?[index % g.out_channels] ?? 0 }
        forEachPosition(g) { n, output, position, pixel in
            for o in 0..<g.out_channels {
                for i in 0..<inputs {
                    let value = pixel.map { x[n * image + $0 + o / outputs * inputs + i] } ?? 0
                    z[output * g.out_channels + o].addProduct(
                        value, w[(position * inputs + i) * g.out_channels + o])
                }
            }
        }
        return z
    }

    /// The gradient with respect to a convolution's input, from `start` for each channel.
    static func convolutionInputGradient<S: BinaryFloatingPoint>(
        _ g: bp_window, _ dz: [S], _ w: [S], start: [S]? = nil
    ) -> [S] {
        let (inputs, outputs) = (g.in_channels / g.groups, g.out_channels / g.groups)
        let image = g.in_height * g.in_width * g.in_channels
        var dx = [S](repeating: 0, count: g.rows * image)
        for index in dx.indices { dx[index] = start?[index % g.in_channels] ?? 0 }
        for wanted in 0..<(g.kernel_height * g.kernel_width) {
            forEachPosition(g) { n, output, position, pixel in
                guard position == wanted, let pixel else { return }
                for o in 0..<g.out_channels {
                    for i in 0..<inputs {
                        dx[n * image + pixel + o / outputs * inputs + i].addProduct(
                            dz[output * g.out_channels + o], w[(position * inputs + i) * g.out_channels + o])
                    }
                }
            }
        }
        return dx
    }

    /// The gradient with respect to a convolution's weights.
    static func convolutionWeightGradient<S: BinaryFloatingPoint>(
        _ g: bp_window, _ x: [S], _ dz: [S]
    ) -> [S] {
        let (inputs, outputs) = (g.in_channels / g.groups, g.out_channels / g.groups)
        let image = g.in_height * g.in_width * g.in_channels
        var dw = [S](repeating: 0, count: g.kernel_height * g.kernel_width * inputs * g.out_channels)
        forEachPosition(g) { n, output, position, pixel in
            for o in 0..<g.out_channels {
                for i in 0..<inputs {
                    let value = pixel.map { x[n * image + $0 + o / outputs * inputs + i] } ?? 0
                    dw[(position * inputs + i) * g.out_channels + o].addProduct(
                        value, dz[output * g.out_channels + o])
                }
            }
        }
        return dw
    }

    /// The gradient with respect to a convolution's bias, by four sums of each image.
    static func convolutionBiasGradient<S: BinaryFloatingPoint>(_ g: bp_window, _ dz: [S]) -> [S] {
        let positions = g.out_height * g.out_width
        var total = [S](repeating: 0, count: g.out_channels)
        for image in 0..<g.rows {
            for o in 0..<g.out_channels {
                var sums: [S] = [0, 0, 0, 0]
                for k in 0..<positions { sums[k % 4] += dz[(image * positions + k) * g.out_channels + o] }
                total[o] += (sums[0] + sums[1]) + (sums[2] + sums[3])
            }
        }
        return total
    }

    /// The largest of each window, and the place that won.
    static func maxPool<S: BinaryFloatingPoint>(_ g: bp_window, _ x: [S]) -> (y: [S], winners: [UInt32]) {
        let c = g.in_channels
        var y = [S](repeating: -.infinity, count: g.rows * g.out_height * g.out_width * c)
        var winners = [UInt32?](repeating: nil, count: y.count)
        forEachPosition(g) { n, output, position, pixel in
            guard let pixel else { return }
            for o in 0..<c {
                let value = x[n * g.in_height * g.in_width * c + pixel + o]
                if winners[output * c + o] == nil || value > y[output * c + o] || value.isNaN {
                    y[output * c + o] = value
                    winners[output * c + o] = UInt32(position)
                }
            }
        }
        return (y, winners.map { $0 ?? 0 })
    }

    /// Each output's gradient added to the pixel that won.
    static func maxPoolGradient<S: BinaryFloatingPoint>(
        _ g: bp_window, _ dy: [S], _ winners: [UInt32]
    ) -> [S] {
        let c = g.in_channels
        var dx = [S](repeating: 0, count: g.rows * g.in_height * g.in_width * c)
        forEachPosition(g) { n, output, position, pixel in
            guard let pixel else { return }
            for o in 0..<c where winners[output * c + o] == UInt32(position) {
                dx[n * g.in_height * g.in_width * c + pixel + o] += dy[output * c + o]
            }
        }
        return dx
    }

    /// One divided by how many pixels the mean of each window counts.
    private static func shares<S: BinaryFloatingPoint>(_ g: bp_window, countsPadding: Bool) -> [S] {
        var counts = [Int](repeating: 0, count: g.rows * g.out_height * g.out_width)
        forEachPosition(g) { _, output, _, pixel in counts[output] += pixel == nil ? 0 : 1 }
        return counts.map { $0 == 0 ? 0 : 1 / S(countsPadding ? g.kernel_height * g.kernel_width : $0) }
    }

    /// The mean of each window.
    static func averagePool<S: BinaryFloatingPoint>(_ g: bp_window, _ x: [S], countsPadding: Bool) -> [S] {
        let c = g.in_channels
        var y = [S](repeating: 0, count: g.rows * g.out_height * g.out_width * c)
        forEachPosition(g) { n, output, _, pixel in
            guard let pixel else { return }
            for o in 0..<c { y[output * c + o] += x[n * g.in_height * g.in_width * c + pixel + o] }
        }
        let shares: [S] = shares(g, countsPadding: countsPadding)
        return y.indices.map { y[$0] * shares[$0 / c] }
    }

    /// Each output's gradient shared out over its window.
    static func averagePoolGradient<S: BinaryFloatingPoint>(
        _ g: bp_window, _ dy: [S], countsPadding: Bool
    ) -> [S] {
        let c = g.in_channels
        let shares: [S] = shares(g, countsPadding: countsPadding)
        var dx = [S](repeating: 0, count: g.rows * g.in_height * g.in_width * c)
        forEachPosition(g) { n, output, _, pixel in
            guard let pixel else { return }
            for o in 0..<c {
                dx[n * g.in_height * g.in_width * c + pixel + o].addProduct(
                    dy[output * c + o], shares[output])
            }
        }
        return dx
    }
}
