/// A change of a recipe that a selection tries: another network, quantile bins, or another encoding of categories, with
/// the settings that go with it.
public struct RecipeVariant: Codable, Equatable, Sendable {
    /// The hidden layers, or `nil` for those of the recipe.
    public var layers: Network?

    /// The number of quantile bins of each numeric column, 0 for none, or `nil` for that of the recipe.
    public var bins: Int?

    /// The encoding of categories, or `nil` for that of the recipe.
    public var encoding: CategoricalEncoding?

    /// The learning rate at the beginning, or `nil` for that of the recipe.
    public var learningRate: Double?

    /// The weight decay, or `nil` for that of the recipe.
    public var weightDecay: Double?

    /// The number of passes over all rows, or `nil` for that of the recipe. All of them are run.
    public var epochs: Int?

    /// The number of rows per update, or `nil` for that of the recipe.
    public var batchSize: BatchSize?

    /// Creates a variant; settings that are left out are those of the recipe.
    public init(
        layers: Network? = nil, bins: Int? = nil, encoding: CategoricalEncoding? = nil,
        learningRate: Double? = nil, weightDecay: Double? = nil, epochs: Int? = nil,
        batchSize: BatchSize? = nil
    ) {
        self.layers = layers
        self.bins = bins
        self.encoding = encoding
        self.learningRate = learningRate
        self.weightDecay = weightDecay
        self.epochs = epochs
        self.batchSize = batchSize
    }
}

extension Recipe {
    /// Whether the recipe has the network, the weight decay, the bins and the encoding of a variant, as far as this names
    /// them.
    func has(_ variant: RecipeVariant) -> Bool {
        (variant.layers == nil || variant.layers == Network(network.layers.dropLast()))
            && (variant.weightDecay == nil || variant.weightDecay == weightDecay)
            && (variant.bins == nil || variant.bins == preprocessing.bins ?? 0)
            && (variant.encoding == nil || variant.encoding == preprocessing.categoricalEncoding)
    }

    /// Returns the recipe changed to a variant, which leaves nothing to select.
    func changed(to variant: RecipeVariant) -> Recipe {
        let output = self.network.layers.suffix(1)
        let network = variant.layers.map { Network($0.layers + output) } ?? self.network
        var recipe = resolved(variant.weightDecay ?? weightDecay ?? 0, network)
        if let bins = variant.bins { recipe.preprocessing.bins = bins > 0 ? bins : nil }
        if let encoding = variant.encoding { recipe.preprocessing.categoricalEncoding = encoding }
        if let rate = variant.learningRate { recipe.optimizer.learningRate = rate }
        if let size = variant.batchSize { recipe.batchSize = size }
        if let epochs = variant.epochs {
            recipe.epochs = epochs
            recipe.stopping = .afterAllEpochs
        }
        return recipe
    }

    /// Returns the recipe with that weight decay and network, and without a search.
    func resolved(_ decay: Double, _ network: Network) -> Recipe {
        var recipe = self
        recipe.network = network
        recipe.selection = nil
        guard var optimizer = optimizer as? any DecayingOptimizer else { return recipe }
        optimizer.weightDecay = decay
        recipe.optimizer = optimizer
        return recipe
    }
}
