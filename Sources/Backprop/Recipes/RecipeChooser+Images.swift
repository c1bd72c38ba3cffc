// What images need that tables do not: layers that see neighbours together, fewer passes with smaller steps.

extension RecipeChooser {
    /// The layers for images of that shape: convolutions, each block halving the image, as long as there is something
    /// to halve; one dense layer for images that are too small for that.
    mutating func hiddenLayers(_ shape: Shape) -> Network {
        let network = seesShapes ? Self.convolutions(shape) : Self.dense
        return choose(
            "layers", options.hiddenLayers, network, as: network.text, because: "for images of \(shape)")
    }

    /// Whether the data are images that are large enough for convolutions.
    var seesShapes: Bool { problem.images.map { min($0[0], $0[1]) >= Self.leastSide } ?? false }

    /// A weight of a convolution has the gradients of all places, so that its steps are smaller.
    var learningRate: Double { seesShapes ? 0.003 : 0.01 }

    /// What images are learned by: fewer passes than tables, each of them being so much more work.
    func imageEpochs(updatesInEach perEpoch: Int) -> Int { min(30, max(10, 6000 / perEpoch)) }

    private static let leastSide = 8

    private static var dense: Network {
        Network {
            Dense(256, activation: .relu)
            Dropout(0.3)
        }
    }

    /// Blocks of a convolution and a pooling until the shorter side is below 8; a single block has one more
    /// convolution behind it.
    private static func convolutions(_ shape: Shape) -> Network {
        var layers: [any Layer] = []
        var side = min(shape[0], shape[1])
        var filters = 32
        while side >= leastSide {
            layers += [Conv2D(filters, kernel: 3, padding: .same, activation: .relu), MaxPool2D(2)]
            side /= 2
            filters = 64
        }
        if layers.count == 2 { layers.append(Conv2D(64, kernel: 3, padding: .same, activation: .relu)) }
        return Network(layers + [Flatten(), Dense(128, activation: .relu), Dropout(0.5)] as [any Layer])
    }

    /// Refuses what is said of a table's preprocessing; images have none but their scale.
    func refuseTableSettings() throws(SettingError) {
        guard problem.images != nil else { return }
        var settings = options.preprocessing
        settings.scaling = PreprocessingSettings().scaling
        guard settings == PreprocessingSettings() else {
            throw SettingError(
                name: "imputation, encoding, scaling of targets or class weights", found: "images'",
                expected: "a table's")
        }
    }

    /// Changes to images are made where they are asked for.
    mutating func augmentation() -> Augmentation? { options.augmentation }
}
