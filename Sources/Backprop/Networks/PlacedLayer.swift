/// A layer, or two that are computed in one go, between its shapes.
struct PlacedLayer {
    let layer: any Layer
    let input: Shape
    let output: Shape

    /// The place of the layer in the network; of two, of the first.
    let index: Int

    /// How many layers come before, those inside of layers counted.
    let number: Int
}

extension Network {
    /// The layers as a program runs them.
    ///
    /// - Parameters:
    ///   - shapes: What ``shapes(for:)`` gives.
    ///   - joins: Whether layers that can be computed in one go are.
    func places(_ shapes: [Shape], joins: Bool) -> [PlacedLayer] {
        var places: [PlacedLayer] = []
        var number = 0
        var index = 0
        while index < layers.count {
            var layer = layers[index]
            var next = index + 1
            if joins, next < layers.count, let joined = PooledConvolution(layer, layers[next]) {
                layer = joined
                next += 1
            }
            places.append(
                PlacedLayer(
                    layer: layer, input: shapes[index], output: shapes[next], index: index, number: number))
            number += layer.layerCount
            index = next
        }
        return places
    }
}
