/// What is said about the run of a trial: the options of a recipe, and what hidden layers are made of.
public struct TrialOptions: Sendable {
    /// What is said.
    public var options: RecipeOptions

    /// How many hidden layers there are.
    public var depth: Int?

    /// How many units each of them has.
    public var width: Int?

    /// What follows each of them.
    public var activation: Activation?

    /// The share that is dropped behind each of them.
    public var dropout: Double?

    /// Begins with options.
    public init(_ options: RecipeOptions) { self.options = options }

    /// Sets the size of a step, whatever the optimizer.
    public mutating func setLearningRate(_ rate: Double) {
        options.optimizer?.learningRate = rate
        options.learningRate = rate
    }

    /// Sets how strongly weights are pulled towards zero; without effect on optimizers that do not.
    public mutating func setWeightDecay(_ decay: Double) {
        guard let optimizer = options.optimizer else {
            options.weightDecay = decay
            return
        }
        guard var decaying = optimizer as? any DecayingOptimizer else { return }
        decaying.weightDecay = decay
        options.optimizer = decaying
    }

    /// Sets the share of the last step that goes on; without effect on optimizers where none does.
    public mutating func setMomentum(_ momentum: Double) {
        guard var moving = options.optimizer as? any MomentumOptimizer else { return }
        moving.momentum = momentum
        options.optimizer = moving
    }

    /// The options with the hidden layers that were described; what was left open is as in the usual ones.
    func complete(usual: Network) -> RecipeOptions {
        guard depth != nil || width != nil || activation != nil || dropout != nil else { return options }
        let dense = usual.layers.compactMap { $0 as? Dense }
        let dropped = usual.layers.compactMap { $0 as? Dropout }.first?.rate
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
