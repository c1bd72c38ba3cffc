/// A layer, or two that are computed in one go, between its shapes.
struct ScheduledLayer {
    let layer: any Layer
    let input: Shape
    let output: Shape

    /// The index of the layer in the network; of two, that of the first.
    let index: Int

    /// The number of layers before this one, including those inside of layers.
    let number: Int
}

/// A layer that can be computed in one go with the layer behind it.
protocol FusableLayer: Layer {
    /// Returns one layer that does what this one and the next do, with the same bits, or `nil` if there is none.
    func fused(with next: any Layer) -> (any Layer)?
}

extension Network {
    /// Returns the layers as a program runs them.
    ///
    /// - Parameters:
    ///   - shapes: The shapes that ``shapes(for:)`` returns.
    ///   - fusing: Whether layers that can be computed in one go are.
    func schedule(_ shapes: [Shape], fusing: Bool) -> [ScheduledLayer] {
        var schedule: [ScheduledLayer] = []
        var number = 0
        var index = 0
        while index < layers.count {
            var layer = layers[index]
            var next = index + 1
            if fusing, next < layers.count,
                let fused = (layer as? any FusableLayer)?.fused(with: layers[next])
            {
                layer = fused
                next += 1
            }
            schedule.append(
                ScheduledLayer(
                    layer: layer, input: shapes[index], output: shapes[next], index: index, number: number))
            number += layer.nestedLayerCount
            index = next
        }
        return schedule
    }
}
