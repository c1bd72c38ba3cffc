/// What keeps a network from learning its training rows by heart, beside dropout layers and an optimizer's
/// weight decay.
///
/// Each update goes: the loss on noisy features and smoothed labels, its gradient and the penalties', values
/// clipped, the whole clipped, the optimizer's step, weights shortened. Losses that are reported are without
/// penalties. None of it happens where a network predicts or a validation loss is measured.
public struct Regularization: Hashable, Sendable {
    /// λ₁ of the penalty λ₁ Σ|w| over all weights; biases have none.
    public var l1 = 0.0

    /// λ₂ of the penalty ½ λ₂ Σw² over all weights; biases have none.
    public var l2 = 0.0

    /// The largest Euclidean norm that the weights into one unit may have after an update.
    /// Srivastava and others, “Dropout”, JMLR 15 (2014), section 5.1.
    public var maxNorm: Double?

    /// The largest magnitude that one value of the gradient may have.
    public var clipValue: Double?

    /// The Euclidean norm to which a longer gradient is shortened: g ← g · c / (‖g‖ + 10⁻⁶), as PyTorch has it.
    /// Pascanu, Mikolov and Bengio, “On the difficulty of training recurrent neural networks”, ICML (2013).
    public var clipNorm: Double?

    /// ε: targets become (1 − ε)t + ε/K for K classes under softmax, (1 − ε)t + ε/2 under sigmoids.
    /// Szegedy and others, “Rethinking the Inception architecture”, CVPR (2016), section 7.
    public var labelSmoothing = 0.0

    /// σ of the normal noise that is added to each feature, as it is after preprocessing.
    /// Bishop, “Training with noise is equivalent to Tikhonov regularization”, Neural Computation 7 (1995).
    public var inputNoise = 0.0

    /// Nothing of the kind, or what is given.
    public init(
        l1: Double = 0, l2: Double = 0, maxNorm: Double? = nil, clipValue: Double? = nil,
        clipNorm: Double? = nil, labelSmoothing: Double = 0, inputNoise: Double = 0
    ) {
        self.l1 = l1
        self.l2 = l2
        self.maxNorm = maxNorm
        self.clipValue = clipValue
        self.clipNorm = clipNorm
        self.labelSmoothing = labelSmoothing
        self.inputNoise = inputNoise
    }

    /// Nothing of the kind.
    public static let none = Regularization()
}

extension Regularization: Codable {
    private enum CodingKeys: String, CodingKey {
        case l1, l2, maxNorm, clipValue, clipNorm, labelSmoothing, inputNoise
    }

    /// Reads what is said; what is not happens not.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func number(_ key: CodingKeys) throws -> Double? {
            try container.decodeIfPresent(Double.self, forKey: key)
        }
        self.init(
            l1: try number(.l1) ?? 0, l2: try number(.l2) ?? 0, maxNorm: try number(.maxNorm),
            clipValue: try number(.clipValue), clipNorm: try number(.clipNorm),
            labelSmoothing: try number(.labelSmoothing) ?? 0, inputNoise: try number(.inputNoise) ?? 0)
    }
}

extension Regularization {
    /// Refuses numbers that make no sense.
    ///
    /// - Throws: ``TrainingError/invalidSetting(name:found:expected:)`` for the first of them.
    func validate(with loss: any Loss) throws(TrainingError) {
        for (name, value) in [("l1 penalty", l1), ("l2 penalty", l2), ("input noise", inputNoise)]
        where !(value >= 0 && value.isFinite) {
            throw .invalidSetting(name: name, found: "\(value)", expected: "a number of at least 0")
        }
        let limits = [
            ("largest norm of weights", maxNorm), ("largest gradient value", clipValue),
            ("largest gradient norm", clipNorm),
        ]
        for case (let name, let value?) in limits where !(value > 0 && value.isFinite) {
            throw .invalidSetting(name: name, found: "\(value)", expected: "a number above 0")
        }
        guard labelSmoothing >= 0 && labelSmoothing < 1 else {
            throw .invalidSetting(
                name: "label smoothing", found: "\(labelSmoothing)", expected: "from 0 to below 1")
        }
        if labelSmoothing > 0 && loss.fusedActivation == nil {
            throw .invalidSetting(
                name: "loss under label smoothing", found: type(of: loss).typeName,
                expected: "\(CrossEntropy.typeName) or \(BinaryCrossEntropy.typeName)")
        }
    }
}
