/// The selection of the weight decay by cross-validation within the training rows, before a run.
///
/// If there are several networks to choose from, it also selects the network. Each fold is one run of the recipe for
/// each weight decay, with its own preprocessor. The score is the mean loss on the fold's other rows.
///
/// The default weight decay is that of the optimizer. Small differences do not lead away from it, so that noise does not
/// decide. A weight decay is good if its loss exceeds the lowest by at most one standard error of the difference over
/// the folds. The good one nearest to the default is selected. Breiman, Friedman, Olshen and Stone, “Classification and
/// regression trees” (1984), section 3.4.3, use this rule for the simplest tree.
///
/// Each network is tried with every weight decay. Those that are far behind in the first fold, if it has enough rows to
/// show it, are not tried in the others. Another network than the recipe's own is selected only if the loss of
/// the recipe's own is worse by more than that.
///
/// Many rows need no folds: a fifth of them, held out once, distinguishes the losses, and the lowest is selected.
public struct NestedModelSelection: Equatable, Sendable {
    /// The weight decays to try in addition to the optimizer's own; numbers of at least 0.
    public var candidates: [Double]

    /// The number of folds, or 1 to hold out a fifth of the rows once.
    public var folds: Int

    /// The hidden layers to try in addition to those of the recipe.
    public var layers: [Network]

    /// The scalings of features to try in addition to that of the recipe.
    public var scalings: [Scaling]

    /// The scalings of targets to try in addition to that of the recipe.
    public var targetScalings: [TargetScaling]

    /// Variants of the recipe to try after the choices above, one after the other, each on the best recipe so far.
    ///
    /// A variant is selected only if the loss of the best recipe so far is worse by more than one standard error of the
    /// difference. One whose loss in the first fold is more than 2 % higher is not tried in the others.
    public var variants: [RecipeVariant]

    /// Whether the held-out rows choose a temperature for the selected network too.
    public var calibrates: Bool

    /// Creates a selection.
    public init(
        candidates: [Double], folds: Int = 5, layers: [Network] = [], scalings: [Scaling] = [],
        targetScalings: [TargetScaling] = [], variants: [RecipeVariant] = [], calibrates: Bool = false
    ) {
        self.candidates = candidates
        self.folds = folds
        self.layers = layers
        self.scalings = scalings
        self.targetScalings = targetScalings
        self.variants = variants
        self.calibrates = calibrates
    }

    /// Returns all weight decays to try with an optimizer that has that one, in ascending order.
    package func decays(with decay: Double) -> [Double] { Set(candidates + [decay]).sorted() }

    /// Returns all networks to try with a recipe that has that one, which comes first.
    package func networks(with network: Network) -> [Network] {
        [network] + layers.map { Network($0.layers + network.layers.suffix(1)) }
    }

    /// Returns the index of the selected network, and its weight decay.
    ///
    /// - Parameter trials: For each network, the recipe's own first, its weight decays and their losses in each fold.
    func best(
        ofNetworks trials: [[(decay: Double, losses: [Double])]], defaultDecay: Double
    ) -> (network: Int, decay: Double) {
        let found = trials.map { trials in
            let decay = best(trials, defaultDecay: defaultDecay)
            return (decay: decay, losses: trials.first { $0.decay == decay }?.losses ?? [])
        }
        guard let network = Self.first(asGoodAsTheBestOf: found.map(\.losses)) else {
            return (0, defaultDecay)
        }
        return (network, found[network].decay)
    }

    /// Returns the index of the first alternative that is as good as the best, by the losses of each in the folds. If
    /// none has finite losses, that is the first.
    static func best(of losses: [[Double]]) -> Int { first(asGoodAsTheBestOf: losses) ?? 0 }

    /// Returns the index of the lowest of several mean losses over the folds; 0 if no losses are finite.
    static func lowest(of losses: [[Double]]) -> Int {
        losses.indices.filter { isSound(losses[$0]) }.min { mean(losses[$0]) < mean(losses[$1]) } ?? 0
    }

    /// Returns whether a loss in the first fold is hopeless: more than 2 % higher than that of the best recipe so far. The
    /// other folds need not be tried then.
    static func isHopeless(_ loss: Double, besides best: Double) -> Bool {
        !(loss <= best + 0.02 * abs(best))
    }

    /// Returns the indices of the losses in the first fold that are at most 25 % higher than the lowest. The other folds
    /// need not be tried with the rest. A fold of few rows leaves none out.
    static func promising(_ losses: [Double], rows: Int) -> [Int] {
        let lowest = losses.filter(\.isFinite).min() ?? .infinity
        guard rows >= 100, lowest.isFinite else { return Array(losses.indices) }
        return losses.indices.filter { losses[$0] <= lowest + 0.25 * abs(lowest) }
    }

    private static func first(asGoodAsTheBestOf losses: [[Double]]) -> Int? {
        let sound = losses.indices.filter { isSound(losses[$0]) }
        guard let lowest = sound.min(by: { mean(losses[$0]) < mean(losses[$1]) }) else { return nil }
        return sound.first { isAsGood(losses[$0], as: losses[lowest]) }
    }

    /// Returns the selected weight decay.
    ///
    /// - Parameter losses: Each weight decay and its loss in each fold; a loss that is not a finite number excludes the
    ///   weight decay.
    func best(_ losses: [(decay: Double, losses: [Double])], defaultDecay: Double) -> Double {
        let sound = losses.filter { Self.isSound($0.losses) }
        guard let lowest = sound.min(by: { Self.mean($0.losses) < Self.mean($1.losses) }) else {
            return defaultDecay
        }
        let good = sound.filter { Self.isAsGood($0.losses, as: lowest.losses) }
        return good.min { Self.ratio($0.decay, defaultDecay) < Self.ratio($1.decay, defaultDecay) }?.decay
            ?? defaultDecay
    }

    /// Returns whether losses are worse than others, fold by fold, by no more than one standard error of the mean.
    private static func isAsGood(_ losses: [Double], as lowest: [Double]) -> Bool {
        let differences = zip(losses, lowest).map { $0 - $1 }
        let mean = mean(differences)
        guard differences.count > 1 else { return mean <= 0 }
        let squares = WeightedSample(differences).squaredDistances(from: mean)
        let count = Double(differences.count)
        return mean <= (squares / (count - 1) / count).squareRoot()
    }

    private static func isSound(_ losses: [Double]) -> Bool {
        !losses.isEmpty && losses.allSatisfy(\.isFinite)
    }

    private static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

    /// Returns the ratio of the larger to the smaller of two numbers.
    private static func ratio(_ left: Double, _ right: Double) -> Double {
        left == right ? 1 : max(left, right) / min(left, right)
    }
}

extension NestedModelSelection: Codable {
    private enum CodingKeys: CodingKey {
        case candidates, folds, layers, scalings, targetScalings, variants, calibrates
    }

    /// Reads a selection; without ``layers`` only the weight decay is selected.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            candidates: try values.decode([Double].self, forKey: .candidates),
            folds: try values.decode(Int.self, forKey: .folds),
            layers: try values.decodeIfPresent([Network].self, forKey: .layers) ?? [],
            scalings: try values.decodeIfPresent([Scaling].self, forKey: .scalings) ?? [],
            targetScalings: try values.decodeIfPresent([TargetScaling].self, forKey: .targetScalings) ?? [],
            variants: try values.decodeIfPresent([RecipeVariant].self, forKey: .variants) ?? [],
            calibrates: try values.decodeIfPresent(Bool.self, forKey: .calibrates) ?? false)
    }

    /// Writes the selection, without scalings if there are none to try.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(candidates, forKey: .candidates)
        try values.encode(folds, forKey: .folds)
        try values.encode(layers, forKey: .layers)
        if !scalings.isEmpty { try values.encode(scalings, forKey: .scalings) }
        if !targetScalings.isEmpty { try values.encode(targetScalings, forKey: .targetScalings) }
        if !variants.isEmpty { try values.encode(variants, forKey: .variants) }
        if calibrates { try values.encode(calibrates, forKey: .calibrates) }
    }
}

extension NestedModelSelection {
    /// Throws if a number is out of its range, or if the optimizer has no weight decay.
    func validate(with optimizer: any Optimizer) throws(SettingError) {
        guard optimizer is any DecayingOptimizer else {
            throw SettingError(
                name: "optimizer", found: type(of: optimizer).typeName,
                expected: "one with weight decay, such as adamw, if the rows select settings")
        }
        guard folds > 0 else {
            throw SettingError(
                name: "number of folds", found: "\(folds)", expected: "at least 1 to select settings")
        }
        if let wrong = candidates.first(where: { !($0 >= 0 && $0.isFinite) }) {
            throw SettingError(
                name: "weight decay to try", found: "\(wrong)", expected: "a number of at least 0")
        }
    }
}
