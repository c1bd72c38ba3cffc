/// The rule that reduces a learning rate on a plateau of the loss.
struct PlateauRule {
    let factor: Double
    let patience: Int
    let minimumImprovement: Double
    let cooldown: Int
    let floor: Double
}

/// The state from epoch to epoch of a schedule that waits for plateaus.
public struct PlateauState: Codable, Equatable, Sendable {
    /// The lowest loss so far, or `nil` before the first epoch.
    public private(set) var best: Double?

    /// The number of epochs without an improvement of the loss.
    public private(set) var waited = 0

    /// The remaining number of epochs in which a plateau does not count.
    public private(set) var cooling = 0

    /// The factor on the learning rate.
    public private(set) var factor = 1.0

    /// Creates the state before the first epoch.
    public init() {}

    /// Updates the state with the loss after an epoch.
    mutating func observe(_ loss: Double, _ rule: PlateauRule) {
        if best.map({ loss < $0 * (1 - rule.minimumImprovement) }) ?? true {
            best = loss
            waited = 0
        } else {
            waited += 1
        }
        if cooling > 0 {
            cooling -= 1
            waited = 0
        }
        guard waited > rule.patience else { return }
        factor = max(factor * rule.factor, rule.floor)
        cooling = rule.cooldown
        waited = 0
    }
}
