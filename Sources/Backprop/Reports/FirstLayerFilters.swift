/// The weights of the units in a network's first layer, as images.
struct FirstLayerFilters {
    private let filters: [Raster]
    private let total: Int
    private let name: String

    private static let maximumFilterCount = 32

    /// Reads the weights of a convolution, or of a dense layer over all pixels. The result is `nil` for other first
    /// layers and for an average of several networks.
    init?(_ model: Model) {
        guard let images = model.images, !model.isAverage,
            let index = model.network.layers.firstIndex(where: {
                !$0.parameters(for: model.inputShape).isEmpty
            }),
            let entry = model.layout.entries.first
        else { return nil }
        let layer = model.network.layers[index]
        let extents = entry.parameter.extents
        let values: [Double] = Array(model.parameters.values(as: Double.self)[entry.range])
        let shape: [Int]
        if let size = Self.window(of: layer, extents) {
            shape = size
        } else if layer is Dense, extents.first == images.shape.count {
            shape = images.shape.extents
        } else {
            return nil
        }
        guard [1, 3].contains(shape[2]), let units = extents.last, values.count == shape.reduce(units, *)
        else { return nil }
        total = units
        name = layer.text
        // In memory the units of a weight are next to each other.
        filters = (0..<min(units, Self.maximumFilterCount)).map { unit in
            let weights = stride(from: unit, to: values.count, by: units).map { values[$0] }
            return Raster.signedShades(weights, height: shape[0], width: shape[1], channels: shape[2])
        }
    }

    /// Returns height, width and channels of a convolution's window, for weights of [height, width, channels, units].
    private static func window(of layer: any Layer, _ extents: [Int]) -> [Int]? {
        guard layer is Conv2D, extents.count == 4 else { return nil }
        return Array(extents[0..<3])
    }

    var section: HTMLSection {
        let shown = filters.count < total ? "the first \(filters.count) of \(total)" : "all \(total)"
        return HTMLSection(
            "Filters of the first layer",
            [
                .paragraph(
                    "The weights of the units of the layer “\(name)”, \(shown): gray is 0, white the largest, black the smallest."
                ),
                .figures(
                    filters.enumerated().map { unit, filter in
                        HTMLFigure(filter, alternative: "Weights of unit \(unit + 1)", caption: "\(unit + 1)")
                    }),
            ])
    }
}
