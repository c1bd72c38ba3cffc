/// The settings of a trial: the options of a recipe, and the parts of its hidden layers.
public struct TrialOptions: Sendable {
    /// The options of the recipe.
    public var options: RecipeOptions

    /// The number of hidden layers.
    public var depth: Int?

    /// The number of units of each hidden layer.
    public var width: Int?

    /// The activation of each hidden layer.
    public var activation: Activation?

    /// The dropout rate after each hidden layer.
    public var dropout: Double?

    /// Creates settings from options.
    public init(_ options: RecipeOptions) { self.options = options }

    /// Sets the learning rate of any optimizer.
    public mutating func setLearningRate(_ rate: Double) {
        options.learningRate = rate
    }

    /// Sets the weight decay; without effect on optimizers that have none.
    public mutating func setWeightDecay(_ decay: Double) {
        if let rule = options.optimizer, !(rule is any DecayingOptimizer) { return }
        options.weightDecay = decay
    }

    /// Sets the momentum; without effect on optimizers that have none.
    public mutating func setMomentum(_ momentum: Double) {
        guard var moving = options.optimizer as? any MomentumOptimizer else { return }
        moving.momentum = momentum
        options.optimizer = moving
    }

    /// Returns the options with the described hidden layers; the open parts are those of the default network.
    func complete(defaultNetwork: Network) -> RecipeOptions {
        guard depth != nil || width != nil || activation != nil || dropout != nil else { return options }
        let dense = defaultNetwork.layers.compactMap { $0 as? Dense }
        let dropped = defaultNetwork.layers.compactMap { $0 as? Dropout }.first?.rate
        let rate = dropout ?? dropped ?? 0
        var layers: [any Layer] = []
        for _ in 0..<(depth ?? dense.count) {
            layers.append(
                Dense(
                    width ?? dense.first?.units ?? 64,
                    activation: activation ?? dense.first?.activation ?? .relu))
            if rate > 0 { layers.append(Dropout(rate)) }
        }
        var options = options
        options.hiddenLayers = Network(layers)
        return options
    }
}
