extension RecipeChooser {
    /// The layers for images of that shape.
    mutating func hiddenLayers(_ shape: Shape) -> Network {
        let network = Network {
            Dense(256, activation: .relu)
            Dropout(0.3)
        }
        return choose(
            "layers", options.hiddenLayers, network, as: network.text, because: "for images of \(shape)")
    }

    /// Changes to images are made where they are asked for.
    mutating func augmentation() -> Augmentation? { options.augmentation }
}
