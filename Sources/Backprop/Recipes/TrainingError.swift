/// Why training cannot begin or go on.
public enum TrainingError: Error, Equatable, Sendable {
    /// There are no rows to train on.
    case noRows
    /// The network's output has another width than the targets.
    case outputMismatch(outputs: Int, targets: Int)
    /// A setting has a value that makes no sense.
    case invalidSetting(name: String, found: String, expected: String)
    /// The loss became infinite or not a number; training stopped before using it.
    case nonFiniteLoss(epoch: Int, batch: Int, learningRate: Double)
    /// The last update of an epoch made a parameter infinite or not a number; the epoch does not count.
    case nonFiniteParameters(epoch: Int, batch: Int, learningRate: Double)
    /// The run needs more bytes of memory than there are.
    case notEnoughMemory(needed: Int, available: Int)
}

extension TrainingError {
    /// Whether the run itself led there, so that what it reached before still counts.
    var isDivergence: Bool {
        switch self {
        case .nonFiniteLoss, .nonFiniteParameters: true
        default: false
        }
    }

    static func noValidationData(share: Double) -> TrainingError {
        .invalidSetting(
            name: "validation data", found: "none",
            expected: "given where a run stops on a validation share of \(share)")
    }
}

extension TrainingError: CustomStringConvertible {
    /// What is wrong, where, and what to do.
    public var description: String {
        switch self {
        case .noRows:
            "there are no rows to train on"
        case .outputMismatch(let outputs, let targets):
            """
            the network gives \(outputs) output\(outputs == 1 ? "" : "s"), but each row has \(targets) \
            target\(targets == 1 ? "" : "s"); the last layer needs \(targets) unit\(targets == 1 ? "" : "s")
            """
        case .invalidSetting(let name, let found, let expected):
            "the \(name) is \(expected), not \(found)"
        case .notEnoughMemory(let needed, let available):
            """
            training needs \(Memory.text(needed)) of memory, but there are \(Memory.text(available)). Make the layers or \
            the batches smaller.
            """
        case .nonFiniteLoss(let epoch, let batch, let learningRate):
            """
            the loss stopped being a finite number in epoch \(epoch), batch \(batch); the learning rate \
            of \(NumberText.short(learningRate)) is probably too large, try \(NumberText.short(learningRate / 10))
            """
        case .nonFiniteParameters(let epoch, let batch, let learningRate):
            """
            the parameters stopped being finite numbers in epoch \(epoch), batch \(batch); the learning rate \
            of \(NumberText.short(learningRate)) is probably too large, try \(NumberText.short(learningRate / 10))
            """
        }
    }
}
