import Backprop

extension NetworkLayers {
    /// Adds a convolution of an image.
    mutating func convolve(_ x: LayerValue, _ window: PortableWindow, _ weights: Int, _ bias: Int?)
        -> LayerValue
    {
        let (outputs, inputs) = (window.outChannels, window.inChannels / window.groups)
        let values = tensor(weights)
        let size = window.kernelHeight * window.kernelWidth
        let layer = CoreMLConvolution.with {
            ($0.outputs, $0.inputsOfGroup, $0.groups) = (
                UInt64(outputs), UInt64(inputs), UInt64(window.groups)
            )
            $0.kernel = [UInt64(window.kernelHeight), UInt64(window.kernelWidth)]
            $0.stride = [UInt64(window.strideY), UInt64(window.strideX)]
            $0.dilation = [UInt64(window.dilationY), UInt64(window.dilationX)]
            $0.padding = CoreMLPadding(window)
            // From row, column, input, output to output, input, row, column.
            $0.weights.values = values.indices.map { index in
                let (output, rest) = (index / (inputs * size), index % (inputs * size))
                return Float(values[(rest % size * inputs + rest / size) * outputs + output])
            }
            $0.hasBias_p = bias != nil
            if let bias { $0.bias = CoreMLWeights(tensor(bias)) }
        }
        return flat(
            builder.add(
                .convolution(layer), [channelsFirst(x, window)], window.outputSizes, "convolution"))
    }

    /// Adds the maximum of each window. Pixels of the padding are the smallest number.
    mutating func maximum(_ x: LayerValue, _ window: PortableWindow) -> LayerValue {
        let (bottom, right) = (window.bottom, window.right)
        var image = channelsFirst(x, window)
        if window.top + window.left + bottom + right > 0 {
            let padding = CoreMLConstantPadding.with {
                $0.value = -Float.greatestFiniteMagnitude
                $0.amounts = [0, 0, 0, 0, window.top, bottom, window.left, right].map { UInt64($0) }
            }
            let sizes = [
                1, window.inChannels, window.top + window.inHeight + bottom,
                window.left + window.inWidth + right,
            ]
            image = builder.add(.constantPadding(padding), [image], sizes, "padding")
        }
        let layer = CoreMLPooling.with {
            $0.kind = .maximum
            $0.setWindow(window)
            $0.padding = CoreMLPadding()
        }
        return flat(builder.add(.pooling(layer), [image], window.outputSizes, "maximum"))
    }

    /// Adds the mean of each window.
    mutating func average(_ x: LayerValue, _ window: PortableWindow, _ countsPadding: Bool) -> LayerValue {
        let layer = CoreMLPooling.with {
            $0.kind = .average
            $0.setWindow(window)
            $0.padding = CoreMLPadding(window)
            $0.excludesPadding = !countsPadding
        }
        return flat(
            builder.add(.pooling(layer), [channelsFirst(x, window)], window.outputSizes, "average"))
    }

    private mutating func channelsFirst(_ x: LayerValue, _ window: PortableWindow) -> LayerValue {
        let image = builder.reshape(x, [1, window.inHeight, window.inWidth, window.inChannels])
        return builder.transpose(image, [0, 3, 1, 2])
    }

    private mutating func flat(_ image: LayerValue) -> LayerValue {
        builder.reshape(builder.transpose(image, [0, 2, 3, 1]), [image.count])
    }
}

extension PortableWindow {
    /// The padding below an image that the last window reaches.
    var bottom: Int { Self.end(outHeight, strideY, kernelHeight, dilationY, inHeight, top) }

    /// The padding to the right of an image that the last window reaches.
    var right: Int { Self.end(outWidth, strideX, kernelWidth, dilationX, inWidth, left) }

    private static func end(
        _ outputs: Int, _ stride: Int, _ kernel: Int, _ dilation: Int, _ inputs: Int, _ begin: Int
    ) -> Int {
        max(0, (outputs - 1) * stride + (kernel - 1) * dilation + 1 - inputs - begin)
    }

    /// The sizes of the result as an image of Core ML.
    fileprivate var outputSizes: [Int] { [1, outChannels, outHeight, outWidth] }
}

extension CoreMLPadding {
    fileprivate init(_ window: PortableWindow) {
        self.init()
        borders.axes = [
            .with { ($0.start, $0.end) = (UInt64(window.top), UInt64(window.bottom)) },
            .with { ($0.start, $0.end) = (UInt64(window.left), UInt64(window.right)) },
        ]
    }
}

extension CoreMLPooling {
    fileprivate mutating func setWindow(_ window: PortableWindow) {
        kernel = [UInt64(window.kernelHeight), UInt64(window.kernelWidth)]
        stride = [UInt64(window.strideY), UInt64(window.strideX)]
    }
}
