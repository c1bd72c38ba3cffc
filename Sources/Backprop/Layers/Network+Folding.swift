/// A layer of weighted sums that can absorb the scaling of the next layer.
protocol FoldableLayer: ActivatedLayer {
    /// The layer with a bias.
    var withBias: Self { get }

    /// Whether a bias is added to each sum.
    var hasBias: Bool { get }
}

extension Dense: FoldableLayer {
    var withBias: Dense { Dense(units, activation: activation) }
}

extension DepthwiseConv2D: FoldableLayer {
    var withBias: DepthwiseConv2D {
        DepthwiseConv2D(
            kernel: kernel, multiplier: multiplier, stride: stride, padding: padding, dilation: dilation,
            activation: activation)
    }
}

extension Network {
    /// Returns the network in its form for prediction: every batch normalization after a convolution or a dense layer
    /// is folded into that layer, together with a following activation.
    ///
    /// Formula, with s = γ / √(σ² + ε) of each output o: W′[…, o] = W[…, o] · s, b′[o] = (b[o] − μ[o]) · s + β[o].
    /// Computed in Double and rounded once.
    ///
    /// - Parameter parameters: A vector in the given layout.
    func foldingNormalization<S: Scalar>(
        _ parameters: [S], layout: ParameterLayout
    ) -> (network: Network, parameters: [S]) {
        guard layers.contains(where: { $0 is BatchNorm }) else { return (self, parameters) }
        var folded: [any Layer] = []
        var values: [S] = []
        var statistics: [S] = []
        var index = 0
        while index < layers.count {
            if index + 1 < layers.count, let sums = layers[index] as? any FoldableLayer,
                let norm = layers[index + 1] as? BatchNorm, sums.activation == .linear
            {
                values += Self.fold(sums, norm, at: index, parameters, layout)
                index += 2
                let next = index < layers.count ? layers[index] as? ActivationLayer : nil
                folded.append(sums.withBias.withActivation(next?.activation ?? .linear))
                if next != nil { index += 1 }
            } else {
                folded.append(layers[index])
                values += parameters[layout.layerOffsets[index]..<layout.layerOffsets[index + 1]]
                statistics +=
                    parameters[layout.statisticsOffsets[index]..<layout.statisticsOffsets[index + 1]]
                index += 1
            }
        }
        return (Network(folded), values + statistics)
    }

    /// Returns weights and bias of the layer at an index, with the following normalization folded in.
    private static func fold<S: Scalar>(
        _ sums: any FoldableLayer, _ norm: BatchNorm, at index: Int, _ parameters: [S],
        _ layout: ParameterLayout
    ) -> [S] {
        let own = parameters[layout.layerOffsets[index]..<layout.layerOffsets[index + 1]].map { Double($0) }
        let scales = parameters[layout.layerOffsets[index + 1]..<layout.layerOffsets[index + 2]].map {
            Double($0)
        }
        let moments = parameters[
            layout.statisticsOffsets[index + 1]..<layout.statisticsOffsets[index + 2]
        ].map { Double($0) }
        let channels = scales.count / 2
        let weightCount = own.count - (sums.hasBias ? channels : 0)
        let factors = (0..<channels).map { channel -> Double in
            let variance: Double = moments[channels + channel] + norm.epsilon
            return scales[channel] / variance.squareRoot()
        }
        let weights: [S] = (0..<weightCount).map { index in
            let weight: Double = own[index] * factors[index % channels]
            return S(weight)
        }
        let bias: [S] = (0..<channels).map { channel in
            let own: Double = sums.hasBias ? own[weightCount + channel] : 0
            let centered: Double = own - moments[channel]
            return S(centered * factors[channel] + scales[channels + channel])
        }
        return weights + bias
    }
}
