/// How the learning rate changes over a run: a factor on the optimizer's own learning rate.
///
/// Every schedule but ``constant`` is a function of the run's progress alone, so that a resumed run
/// continues exactly.
public enum Schedule: Hashable, Sendable {
    /// The learning rate stays: factor 1.
    case constant
    /// factor^⌊epoch / every⌋, epochs counted from 0.
    case step(every: Int, factor: Double)
    /// Half a cosine wave from 1 down to `floor`: floor + (1 − floor) · ½ (1 + cos(π · progress)).
    /// Loshchilov and Hutter, “SGDR”, ICLR (2017), eq. 5, without restarts.
    case cosine(floor: Double)

    /// One schedule of each kind, with its usual numbers.
    public static let templates: [Schedule] = [
        .constant, .step(every: 30, factor: 0.5), .cosine(floor: 0),
    ]

    /// The factor at a point of the run.
    ///
    /// - Parameters:
    ///   - epoch: The number of finished epochs.
    ///   - progress: The share of all steps already made, from 0 to below 1.
    func factor(epoch: Int, progress: Double) -> Double {
        switch self {
        case .constant: 1
        case .step(let every, let factor): PortableMath.power(factor, UInt64(epoch / max(1, every)))
        case .cosine(let floor): floor + (1 - floor) * (1 + PortableMath.cosine(ofPiTimes: progress)) / 2
        }
    }
}

extension Schedule: Codable {
    private enum CodingKeys: String, CodingKey {
        case rule, every, factor, floor
    }

    private enum Rule: String, Codable {
        case constant, step, cosine
    }

    /// Reads an object with its kind under `rule`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        switch try container.decode(Rule.self, forKey: .rule) {
        case .constant: self = .constant
        case .step:
            self = .step(
                every: try container.decode(Int.self, forKey: .every),
                factor: try container.decode(Double.self, forKey: .factor))
        case .cosine: self = .cosine(floor: try container.decode(Double.self, forKey: .floor))
        }
    }

    /// Writes an object with its kind under `rule`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .constant: try container.encode(Rule.constant, forKey: .rule)
        case .step(let every, let factor):
            try container.encode(Rule.step, forKey: .rule)
            try container.encode(every, forKey: .every)
            try container.encode(factor, forKey: .factor)
        case .cosine(let floor):
            try container.encode(Rule.cosine, forKey: .rule)
            try container.encode(floor, forKey: .floor)
        }
    }
}
