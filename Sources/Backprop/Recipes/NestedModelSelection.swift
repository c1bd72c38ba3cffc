/// Lets the rows decide how strongly weights are pulled towards zero, before a run: a few weight decays are tried
/// by cross-validation inside the rows that are trained on; and, where there are several networks to choose from,
/// which of them is trained.
///
/// Each fold is one run for each weight decay, as the recipe has it, with a preprocessor of its own; what counts is
/// the mean loss on the fold's other rows. So that noise decides nothing, the optimizer's own weight decay is the
/// usual one, from which a small difference does not lead away: of all whose loss is worse than the lowest by no
/// more than one standard error of the difference over the folds, the nearest to the usual one is taken. Breiman,
/// Friedman, Olshen and Stone, “Classification and regression trees” (1984), section 3.4.3, have this rule for the
/// simplest tree. Each network is tried with every weight decay; another one than the recipe's own is taken where
/// the loss of the recipe's own is worse by more than that.
///
/// Many rows need no folds: a fifth of them, held out once, tells losses apart, and the lowest is taken.
public struct NestedModelSelection: Equatable, Sendable {
    /// What is tried beside the optimizer's own weight decay; numbers of at least 0.
    public var candidates: [Double]

    /// The number of folds; 1 to hold a fifth of the rows out once.
    public var folds: Int

    /// Hidden layers that are tried beside those of the recipe.
    public var layers: [Network]

    /// Plans a search.
    public init(candidates: [Double], folds: Int = 5, layers: [Network] = []) {
        self.candidates = candidates
        self.folds = folds
        self.layers = layers
    }

    /// All weight decays that are tried where the optimizer has that one, in ascending order.
    public func decays(with usual: Double) -> [Double] { Set(candidates + [usual]).sorted() }

    /// All networks that are tried where a recipe has that one, which comes first.
    public func networks(with usual: Network) -> [Network] {
        [usual] + layers.map { Network($0.layers + usual.layers.suffix(1)) }
    }

    /// The network to take, by its place among all, and its weight decay.
    ///
    /// - Parameter trials: For each network, the recipe's own first, what ``best(_:usual:)`` takes.
    func best(
        ofNetworks trials: [[(decay: Double, losses: [Double])]], usual: Double
    ) -> (network: Int, decay: Double) {
        let found = trials.map { trials in
            let decay = best(trials, usual: usual)
            return (decay: decay, losses: trials.first { $0.decay == decay }?.losses ?? [])
        }
        let sound = found.indices.filter { Self.isSound(found[$0].losses) }
        guard
            let lowest = sound.min(by: { Self.mean(found[$0].losses) < Self.mean(found[$1].losses) }),
            let network = sound.first(where: { Self.isAsGood(found[$0].losses, as: found[lowest].losses) })
        else { return (0, usual) }
        return (network, found[network].decay)
    }

    /// The weight decay to take.
    ///
    /// - Parameter losses: For each weight decay its loss in each fold; one that is no finite number rules the
    ///   weight decay out.
    func best(_ losses: [(decay: Double, losses: [Double])], usual: Double) -> Double {
        let sound = losses.filter { Self.isSound($0.losses) }
        guard let lowest = sound.min(by: { Self.mean($0.losses) < Self.mean($1.losses) }) else {
            return usual
        }
        let good = sound.filter { Self.isAsGood($0.losses, as: lowest.losses) }
        return good.min { Self.ratio($0.decay, usual) < Self.ratio($1.decay, usual) }?.decay ?? usual
    }

    /// Whether losses are worse than others, fold by fold, by no more than one standard error of the mean.
    private static func isAsGood(_ losses: [Double], as lowest: [Double]) -> Bool {
        let differences = zip(losses, lowest).map { $0 - $1 }
        let mean = mean(differences)
        guard differences.count > 1 else { return mean <= 0 }
        let squares = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let count = Double(differences.count)
        return mean <= (squares / (count - 1) / count).squareRoot()
    }

    private static func isSound(_ losses: [Double]) -> Bool {
        !losses.isEmpty && losses.allSatisfy(\.isFinite)
    }

    private static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

    /// How many times as large the larger of two is.
    private static func ratio(_ left: Double, _ right: Double) -> Double {
        left == right ? 1 : max(left, right) / min(left, right)
    }
}

extension NestedModelSelection: Codable {
    private enum CodingKeys: CodingKey {
        case candidates, folds, layers
    }

    /// Reads a search; without ``layers`` the network is not searched.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            candidates: try values.decode([Double].self, forKey: .candidates),
            folds: try values.decode(Int.self, forKey: .folds),
            layers: try values.decodeIfPresent([Network].self, forKey: .layers) ?? [])
    }
}

extension NestedModelSelection {
    /// Throws if a number is out of its range, or if the optimizer has no weight decay.
    func validate(with optimizer: any Optimizer) throws(SettingError) {
        guard optimizer is any DecayingOptimizer else {
            throw SettingError(
                name: "optimizer of a weight decay search", found: type(of: optimizer).typeName,
                expected: "one with weight decay, such as adamw")
        }
        guard folds > 0 else {
            throw SettingError(
                name: "number of folds of a weight decay search", found: "\(folds)", expected: "at least 1")
        }
        if let wrong = candidates.first(where: { !($0 >= 0 && $0.isFinite) }) {
            throw SettingError(
                name: "weight decay to try", found: "\(wrong)", expected: "a number of at least 0")
        }
    }
}
