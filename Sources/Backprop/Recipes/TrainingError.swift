/// The reason why training cannot begin or continue.
public enum TrainingError: BackpropError {
    /// The number of training rows is 0.
    case noRows
    /// The width of the network's output is not that of the targets.
    case outputMismatch(outputs: Int, targets: Int)
    /// The run stops by held-out rows, but their number is 0.
    case noValidationData(share: Double)
    /// The loss became infinite or not a number; training stopped before using it.
    case nonFiniteLoss(epoch: Int, batch: Int, learningRate: Double)
    /// The last update of an epoch made a parameter infinite or not a number; the epoch does not count.
    case nonFiniteParameters(epoch: Int, batch: Int, learningRate: Double)
    /// The run needs more bytes of memory than are available.
    case notEnoughMemory(needed: Int, available: Int)
}

extension TrainingError {
    /// Whether the run itself diverged, so that its earlier results still count.
    var isDivergence: Bool {
        switch self {
        case .nonFiniteLoss, .nonFiniteParameters: true
        default: false
        }
    }
}

extension TrainingError {
    /// The category of the error.
    public var category: ErrorCategory {
        switch self {
        case .outputMismatch, .noValidationData, .notEnoughMemory: .setting
        default: .data
        }
    }

    /// The message for the user: the location and kind of the error, and a remedy.
    public var description: String {
        switch self {
        case .noRows:
            "there are no rows to train on"
        case .outputMismatch(let outputs, let targets):
            """
            the network has \(outputs) output\(outputs == 1 ? "" : "s"), but each row has \(targets) \
            target\(targets == 1 ? "" : "s"); the last layer needs \(targets) unit\(targets == 1 ? "" : "s")
            """
        case .notEnoughMemory(let needed, let available):
            """
            training needs \(Memory.text(needed)) of memory, but there are \(Memory.text(available)). Make the layers or \
            the batches smaller.
            """
        case .noValidationData(let share):
            "the run stops by a validation share of \(share), but there are no rows for validation"
        case .nonFiniteLoss(let epoch, let batch, let learningRate):
            """
            the loss stopped being a finite number in epoch \(epoch), batch \(batch); the learning rate \
            of \(NumberText.short(learningRate)) is probably too large, try \(Self.smaller(learningRate))
            """
        case .nonFiniteParameters(let epoch, let batch, let learningRate):
            """
            the parameters stopped being finite numbers in epoch \(epoch), batch \(batch); the learning rate \
            of \(NumberText.short(learningRate)) is probably too large, try \(Self.smaller(learningRate))
            """
        }
    }

    /// Returns a tenth of a learning rate, or a common learning rate if that one is unusually large.
    private static func smaller(_ rate: Double) -> String { NumberText.short(rate > 10 ? 0.01 : rate / 10) }
}
