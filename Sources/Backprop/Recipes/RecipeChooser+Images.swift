// Defaults for images, unlike those for tables: convolutions, and fewer passes with smaller steps.

extension RecipeChooser {
    /// Returns the hidden layers for images of that shape.
    ///
    /// They are convolutions, in blocks of which each halves the image. Images that are too small for that get one
    /// dense layer.
    mutating func hiddenLayers(_ shape: Shape) -> Network {
        let network = seesShapes ? Self.convolutions(shape) : Self.dense
        return choose(
            Choice.layers, options.hiddenLayers, network, as: network.text, because: "for images of \(shape)")
    }

    /// Whether the data are images that are large enough for convolutions.
    var seesShapes: Bool { problem.images.map { min($0[0], $0[1]) >= Self.minimumSide } ?? false }

    /// The default learning rate. It is smaller with convolutions, whose weights have gradients from all positions.
    var learningRate: Double { seesShapes ? 0.003 : 0.01 }

    /// Returns the default number of passes. It is smaller than for tables, because each pass takes much longer.
    func imageEpochs(updatesInEach perEpoch: Int) -> Int { min(30, max(10, 6000 / perEpoch)) }

    private static let minimumSide = 8

    private static var dense: Network {
        Network {
            Dense(256, activation: .relu)
            Dropout(0.3)
        }
    }

    /// Returns blocks of a convolution and a pooling until the shorter side is below 8; a single block is followed by
    /// one more convolution.
    private static func convolutions(_ shape: Shape) -> Network {
        var layers: [any Layer] = []
        var side = min(shape[0], shape[1])
        var filters = 32
        while side >= minimumSide {
            layers += [Conv2D(filters, kernel: 3, padding: .same, activation: .relu), MaxPool2D(2)]
            side /= 2
            filters = 64
        }
        if layers.count == 2 { layers.append(Conv2D(64, kernel: 3, padding: .same, activation: .relu)) }
        return Network(layers + [Flatten(), Dense(128, activation: .relu), Dropout(0.5)] as [any Layer])
    }

    /// Throws if there are explicit settings of a table's preprocessing; for images only the scaling can be set.
    func refuseTableSettings() throws(SettingError) {
        guard problem.images != nil else { return }
        var settings = preprocessing
        settings.scaling = PreprocessingSettings().scaling
        guard settings == PreprocessingSettings() else {
            throw SettingError(
                name: "imputation, encoding, bins, scaling of targets or class weights", found: "images'",
                expected: "a table's")
        }
    }

    /// Returns the random changes of images, which are never chosen by default.
    mutating func augmentation() -> Augmentation? { options.augmentation }
}
