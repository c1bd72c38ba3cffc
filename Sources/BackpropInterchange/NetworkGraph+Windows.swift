import Backprop

extension NetworkGraph {
    /// Adds a convolution of an image.
    mutating func convolve(_ x: String, _ window: PortableWindow, _ weights: Int, _ bias: Int?) -> String {
        if real == .double { return gatheredConvolution(x, window, weights, bias) }
        let (outputs, inputs) = (window.outChannels, window.inChannels / window.groups)
        let size = window.kernelHeight * window.kernelWidth
        // From row, column, input, output to output, input, row, column.
        let kernel = tensor(weights, [outputs, inputs, window.kernelHeight, window.kernelWidth]) { values in
            (0..<values.count).map { index in
                let (output, rest) = (index / (inputs * size), index % (inputs * size))
                return values[(rest % size * inputs + rest / size) * outputs + output]
            }
        }
        let operands = [channelsFirst(x, window), kernel] + (bias.map { [tensor($0, [outputs])] } ?? [])
        let attributes =
            window.attributes + [
                .integers("dilations", [window.dilationY, window.dilationX]),
                .integer("group", window.groups),
            ]
        return flat(graph.add("Conv", operands, attributes), window)
    }

    /// Adds the maximum of each window.
    mutating func maximum(_ x: String, _ window: PortableWindow) -> String {
        flat(graph.add("MaxPool", [channelsFirst(x, window)], window.attributes), window)
    }

    /// Adds the mean of each window.
    mutating func average(_ x: String, _ window: PortableWindow, _ countsPadding: Bool) -> String {
        if real == .double { return gatheredAverage(x, window, countsPadding) }
        let attributes = window.attributes + [.integer("count_include_pad", countsPadding ? 1 : 0)]
        return flat(graph.add("AveragePool", [channelsFirst(x, window)], attributes), window)
    }

    private mutating func channelsFirst(_ x: String, _ window: PortableWindow) -> String {
        let image = graph.reshape(x, [window.inHeight, window.inWidth, window.inChannels])
        return graph.transpose(image, [0, 3, 1, 2])
    }

    private mutating func flat(_ image: String, _ window: PortableWindow) -> String {
        graph.reshape(
            graph.transpose(image, [0, 2, 3, 1]), [window.outHeight * window.outWidth * window.outChannels])
    }
}

extension NetworkGraph {
    /// Adds a convolution as a product of matrices, since ONNX Runtime has none in double precision.
    private mutating func gatheredConvolution(
        _ x: String, _ window: PortableWindow, _ weights: Int, _ bias: Int?
    ) -> String {
        let (inputs, outputs) = (window.inChannels, window.outChannels)
        let (groupInputs, groupOutputs) = (inputs / window.groups, outputs / window.groups)
        let pixels = window.kernelHeight * window.kernelWidth
        let matrix = tensor(weights, [pixels * inputs, outputs]) { values in
            // Zeros between different groups.
            var matrix = [Double](repeating: 0, count: pixels * inputs * outputs)
            for (index, value) in values.enumerated() {
                let (row, output) = (index / outputs, index % outputs)
                let input = output / groupOutputs * groupInputs + row % groupInputs
                matrix[(row / groupInputs * inputs + input) * outputs + output] = value
            }
            return matrix
        }
        let patches = graph.reshape(
            self.patches(x, window), [window.outHeight * window.outWidth, pixels * inputs])
        let product = graph.add("MatMul", [patches, matrix])
        let sums = bias.map { graph.add("Add", [product, tensor($0, [outputs])]) } ?? product
        return graph.reshape(sums, [window.outHeight * window.outWidth * outputs])
    }

    private mutating func gatheredAverage(
        _ x: String, _ window: PortableWindow, _ countsPadding: Bool
    ) -> String {
        let (channels, size) = (window.outChannels, window.kernelHeight * window.kernelWidth)
        let positions = window.outHeight * window.outWidth
        let patches = graph.reshape(self.patches(x, window), [positions, size, channels])
        let sums = graph.add("ReduceSum", [patches, graph.integers([2])], [.integer("keepdims", 0)])
        let factors = window.pixels.map { pixels -> Double in
            let inside = pixels.count { $0 != nil }
            return inside == 0 ? 0 : 1 / Double(countsPadding ? size : inside)
        }
        let scaled = graph.add("Mul", [sums, graph.numbers(factors, [positions, 1], real)])
        return graph.reshape(scaled, [positions * channels])
    }

    /// Returns all elements of each window in turn; those of the padding are 0.
    private mutating func patches(_ x: String, _ window: PortableWindow) -> String {
        let count = window.inHeight * window.inWidth * window.inChannels
        let zero = graph.add("Mul", [graph.gather(x, [0]), number(0)])
        let padded = graph.concatenate([x, zero])
        let indices = window.pixels.flatMap { pixels in
            pixels.flatMap { pixel in
                (0..<window.inChannels).map { channel in
                    pixel.map { $0 * window.inChannels + channel } ?? count
                }
            }
        }
        return graph.gather(padded, indices)
    }
}

extension PortableWindow {
    /// The size, the strides and the padding of a window.
    fileprivate var attributes: [ONNXAttribute] {
        [
            .integers("kernel_shape", [kernelHeight, kernelWidth]),
            .integers("strides", [strideY, strideX]), .integers("pads", [top, left, bottom, right]),
        ]
    }

    /// The index of each pixel of each window, or `nil` for one in the padding.
    fileprivate var pixels: [[Int?]] {
        (0..<(outHeight * outWidth)).map { position in
            let (v, u) = (position / outWidth, position % outWidth)
            return (0..<(kernelHeight * kernelWidth)).map { pixel in
                let row = v * strideY - top + pixel / kernelWidth * dilationY
                let column = u * strideX - left + pixel % kernelWidth * dilationX
                let isInside = (0..<inHeight).contains(row) && (0..<inWidth).contains(column)
                return isInside ? row * inWidth + column : nil
            }
        }
    }
}
