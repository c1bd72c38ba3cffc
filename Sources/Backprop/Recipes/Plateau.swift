/// When and by how much a learning rate is reduced on a plateau of the loss.
struct PlateauRule {
    let factor: Double
    let patience: Int
    let minimumImprovement: Double
    let cooldown: Int
    let floor: Double
}

/// What a schedule that waits for plateaus remembers from epoch to epoch.
public struct PlateauState: Codable, Equatable, Sendable {
    /// The lowest loss so far; `nil` before the first epoch.
    public private(set) var best: Double?

    /// For how many epochs the loss has not improved.
    public private(set) var waited = 0

    /// For how many epochs more a plateau does not count.
    public private(set) var cooling = 0

    /// The factor on the learning rate.
    public private(set) var factor = 1.0

    /// A state before the first epoch.
    public init() {}

    /// Takes note of the loss after an epoch.
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
