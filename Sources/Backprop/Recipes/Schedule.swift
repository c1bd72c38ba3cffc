/// The change of the learning rate over a run: a factor on the optimizer's own learning rate.
///
/// Every schedule but ``reduceOnPlateau(factor:patience:minimumImprovement:cooldown:floor:)`` is a function of only the
/// position in the run. The state of that one is part of ``TrainingState``. So a resumed run continues exactly. The
/// formulas are those of PyTorch's `torch.optim.lr_scheduler`, with which they are compared.
public indirect enum Schedule: Hashable, Sendable {
    /// The learning rate is constant: factor 1.
    case constant

    /// factor^⌊epoch / every⌋, epochs counted from 0.
    case step(every: Int, factor: Double)

    /// factor^epoch, epochs counted from 0.
    case exponential(factor: Double)

    /// (1 − progress)^power, down to 0 at the end of the run.
    case polynomial(power: Double)

    /// Half a cosine wave from 1 down to `floor`: floor + (1 − floor) · ½ (1 + cos(π · progress)).
    /// Loshchilov and Hutter, “SGDR”, ICLR (2017), eq. 5, without restarts.
    case cosine(floor: Double)

    /// Waves that become slower: ½ (1 − cos(2π · log₂(1 + (2^waves − 1) · progress))), from 0 through each peak to 0.
    ///
    /// With four waves, the default, log₂ is that of 1 + 15 · progress. Every wave is twice as long as the one before, so
    /// that the last takes half of the run. Holzmüller, Grinsztajn and Steinwart, “Better by Default”, NeurIPS (2024).
    case cosineLog(waves: Int)

    /// 1 over the share `flat` of the run, then half a cosine wave down to 0: ½ (1 + cos(π (progress − flat) / (1 − flat))).
    /// Holzmüller, Grinsztajn and Steinwart, “Better by Default”, NeurIPS (2024), where `flat` is ½.
    case flatCosine(flat: Double)

    /// Cosine waves over cycles of epochs; at the beginning of a cycle the factor is 1 again.
    ///
    /// The first cycle is `period` epochs long, and each is `growth` times as long as the one before. Loshchilov and
    /// Hutter, “SGDR”, ICLR (2017).
    case cosineRestarts(period: Int, growth: Int, floor: Double)

    /// Up from `first` to 1 over the share `rise` of the run, then down to `last`, each along half a cosine wave.
    ///
    /// The optimizer's learning rate is the peak. Smith and Topin, “Super-convergence: very fast training of neural
    /// networks using large learning rates” (2018).
    case oneCycle(rise: Double, first: Double, last: Double)

    /// Multiplied by `factor`, but not below `floor`, when the validation loss stays on a plateau.
    ///
    /// On a plateau the loss has not fallen by the share `minimumImprovement` for more than `patience` epochs; then
    /// `cooldown` epochs do not count. Without validation rows, it is the training loss.
    case reduceOnPlateau(
        factor: Double, patience: Int, minimumImprovement: Double = 0.0001, cooldown: Int = 0,
        floor: Double = 0)

    /// Over the first `epochs`, which may be a fraction, in a straight line from `from` to 1; then `then` over the rest
    /// of the run. Goyal and others, “Accurate, large minibatch SGD” (2017).
    case warmUp(epochs: Double, from: Double = 0.1, then: Schedule)

    /// One schedule of each kind that files write as an object, with its default numbers.
    package static let templates: [Schedule] = [
        .constant, .step(every: 30, factor: 0.5), .exponential(factor: 0.95), .polynomial(power: 1),
        .cosine(floor: 0), .cosineRestarts(period: 10, growth: 2, floor: 0),
        .cosineLog(waves: 4), .flatCosine(flat: 0.5),
        .oneCycle(rise: 0.3, first: 0.04, last: 0.000004), .reduceOnPlateau(factor: 0.5, patience: 5),
    ]
}

/// The point of a run at which a learning rate is needed.
struct SchedulePoint {
    /// The number of finished epochs.
    var epoch: Int

    /// The number of updates made.
    var step: Int

    /// The number of updates in one epoch.
    let stepsPerEpoch: Int

    /// The number of updates that the run is planned for.
    var totalSteps: Int

    /// The factor of all plateaus so far.
    var plateau = 1.0

    /// The share of the steps already made, at most 1.
    var progress: Double { min(1, Double(step) / Double(max(1, totalSteps))) }
}

extension Schedule {
    /// Returns the factor at a point of the run.
    func factor(at point: SchedulePoint) -> Double {
        switch self {
        case .constant: 1
        case .step(let every, let factor):
            PortableMath.power(factor, UInt64(point.epoch / max(1, every)))
        case .exponential(let factor): PortableMath.power(factor, UInt64(point.epoch))
        case .polynomial(let power): PortableMath.power(1 - point.progress, real: power)
        case .cosine(let floor): Self.halfWave(from: 1, to: floor, point.progress)
        case .cosineLog(let waves): Self.cosineLog(waves: waves, point.progress)
        case .flatCosine(let flat):
            Self.halfWave(from: 1, to: 0, flat < 1 ? (point.progress - flat) / (1 - flat) : 0)
        case .cosineRestarts(let period, let growth, let floor):
            Self.halfWave(
                from: 1, to: floor, Self.cycleProgress(period: period, growth: growth, at: point))
        case .oneCycle(let rise, let first, let last):
            Self.oneCycle(rise: rise, first: first, last: last, at: point)
        case .reduceOnPlateau: point.plateau
        case .warmUp(let epochs, let from, let next):
            Self.warmUp(epochs: epochs, from: from, then: next, at: point)
        }
    }

    /// Returns a point of half a cosine wave: to + (from − to) · ½ (1 + cos(π · share)).
    private static func halfWave(from: Double, to: Double, _ share: Double) -> Double {
        to + (from - to) * (1 + PortableMath.cosine(ofPiTimes: min(1, max(0, share)))) / 2
    }

    /// Returns the point of waves of which each is twice as long as the one before.
    private static func cosineLog(waves: Int, _ progress: Double) -> Double {
        let position =
            PortableLog.value(of: 1 + (Double(1 << waves) - 1) * progress) / PortableLog.value(of: 2)
        let turn = 2 * (position - position.rounded(.down))
        return (1 - PortableMath.cosine(ofPiTimes: turn > 1 ? 2 - turn : turn)) / 2
    }

    /// Returns the share of the current cycle that is over.
    private static func cycleProgress(period: Int, growth: Int, at point: SchedulePoint) -> Double {
        var length = period * point.stepsPerEpoch
        var rest = point.step
        while rest >= length {
            rest -= length
            length = length.multipliedReportingOverflow(by: growth).overflow ? .max : length * growth
        }
        return Double(rest) / Double(length)
    }

    /// Returns the factor of one cycle: the peak is at the last step of the rise, the end at the last step of the run.
    private static func oneCycle(
        rise: Double, first: Double, last: Double, at point: SchedulePoint
    ) -> Double {
        let peak = rise * Double(point.totalSteps) - 1
        let step = Double(point.step)
        if step <= peak && peak > 0 { return halfWave(from: first, to: 1, step / peak) }
        let length = Double(point.totalSteps - 1) - peak
        return halfWave(from: 1, to: last, length > 0 ? (step - peak) / length : 1)
    }

    private static func warmUp(
        epochs: Double, from: Double, then next: Schedule, at point: SchedulePoint
    ) -> Double {
        let steps = Int((epochs * Double(point.stepsPerEpoch)).rounded(.up))
        if point.step < steps { return from + (1 - from) * Double(point.step) / Double(steps) }
        var rest = point
        rest.step -= steps
        rest.totalSteps = max(1, point.totalSteps - steps)
        rest.epoch = rest.step / max(1, point.stepsPerEpoch)
        return next.factor(at: rest)
    }

    /// The rule for plateaus in this schedule, or `nil` if it has none.
    var plateauRule: PlateauRule? {
        switch self {
        case .reduceOnPlateau(let factor, let patience, let minimum, let cooldown, let floor):
            PlateauRule(
                factor: factor, patience: patience, minimumImprovement: minimum, cooldown: cooldown,
                floor: floor)
        case .warmUp(_, _, let next): next.plateauRule
        default: nil
        }
    }
}
