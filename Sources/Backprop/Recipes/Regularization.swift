/// Regularization against overfitting, besides dropout layers and an optimizer's weight decay.
///
/// An update takes these steps:
///
/// 1. The loss on noisy features and smoothed labels is computed, with its gradient and that of the penalties.
/// 2. Each value of the gradient is clipped, then its norm.
/// 3. The optimizer makes its step.
/// 4. The norms of the weights are limited.
///
/// Reported losses are without penalties. Predictions and validation losses are without all of it.
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

    /// The Euclidean norm to which a longer gradient is shortened: g ← g · c / (‖g‖ + 10⁻⁶), as in PyTorch. Pascanu,
    /// Mikolov and Bengio, “On the difficulty of training recurrent neural networks”, ICML (2013).
    public var clipNorm: Double?

    /// ε: targets become (1 − ε)t + ε/K for K classes under softmax, (1 − ε)t + ε/2 under sigmoids.
    /// Szegedy and others, “Rethinking the Inception architecture”, CVPR (2016), section 7.
    public var labelSmoothing = 0.0

    /// σ of the normal noise that is added to each feature, as it is after preprocessing.
    /// Bishop, “Training with noise is equivalent to Tikhonov regularization”, Neural Computation 7 (1995).
    public var inputNoise = 0.0

    /// Creates a regularization; each part defaults to none.
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

    /// No regularization.
    public static let none = Regularization()
}

extension Regularization: Codable {
    private enum CodingKeys: String, CodingKey {
        case l1, l2, maxNorm, clipValue, clipNorm, labelSmoothing, inputNoise
    }

    /// Reads an object; each missing member defaults to none.
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

// MARK: - Settings

extension RecipeSettings {
    static var regularization: [any RecipeSettingDescription] {
        [
            RecipeSetting.l1, RecipeSetting.l2, RecipeSetting.maxNorm, RecipeSetting.clipValue,
            RecipeSetting.clipNorm, RecipeSetting.labelSmoothing, RecipeSetting.inputNoise,
        ]
    }
}

extension RecipeSetting<Double> {
    package static var l1: RecipeSetting {
        RecipeSetting(
            "l1", "l1 penalty", .nonNegative, "The penalty on the magnitudes of the weights, without biases.",
            \.l1)
    }

    package static var l2: RecipeSetting {
        RecipeSetting(
            "l2", "l2 penalty", .nonNegative,
            "The penalty on half the squares of the weights, without biases.",
            default: "0; 0.01 for lbfgs", \.l2)
    }

    package static var maxNorm: RecipeSetting {
        RecipeSetting(
            "max-norm", "largest norm of weights", .positive,
            "The largest norm of the weights into one unit.",
            valueName: "norm", limit: \.maxNorm)
    }

    package static var clipValue: RecipeSetting {
        RecipeSetting(
            "clip-value", "largest gradient value", .positive,
            "The largest magnitude of one value of the gradient.", valueName: "value", limit: \.clipValue)
    }

    package static var clipNorm: RecipeSetting {
        RecipeSetting(
            "clip-norm", "largest gradient norm", .positive, "The largest norm of the gradient.",
            valueName: "norm", limit: \.clipNorm)
    }

    package static var labelSmoothing: RecipeSetting {
        RecipeSetting(
            "label-smoothing", "label smoothing", .belowOne,
            "The share of each label that is spread over all classes.", valueName: "share", \.labelSmoothing)
    }

    package static var inputNoise: RecipeSetting {
        RecipeSetting(
            "input-noise", "input noise", .nonNegative,
            "The standard deviation of the noise added to the scaled features.", valueName: "deviation",
            \.inputNoise)
    }

    /// Creates the description of a number that is 0 by default.
    private init(
        _ key: String, _ title: String, _ range: NumberRange, _ meaning: String,
        default defaultText: String = "0", valueName: String? = nil,
        _ part: WritableKeyPath<Regularization, Double> & Sendable
    ) {
        self.init(
            .regularization, key, title, .number(range), meaning, default: defaultText, valueName: valueName,
            get: { $0.regularization?[keyPath: part] },
            set: { $0.regularization[default: .none][keyPath: part] = $1 ?? 0 },
            value: { $0.regularization[keyPath: part] })
    }

    /// Creates the description of a limit that does not exist by default.
    private init(
        _ key: String, _ title: String, _ range: NumberRange, _ meaning: String, valueName: String,
        limit part: WritableKeyPath<Regularization, Double?> & Sendable
    ) {
        self.init(
            .regularization, key, title, .number(range), meaning, default: "no limit", valueName: valueName,
            get: { $0.regularization?[keyPath: part] },
            set: { $0.regularization[default: .none][keyPath: part] = $1 },
            value: { $0.regularization[keyPath: part] })
    }
}

extension Optional {
    /// Returns the value, or a default from which an assignment starts.
    fileprivate subscript(default value: Wrapped) -> Wrapped {
        get { self ?? value }
        set { self = newValue }
    }
}

extension Regularization {
    /// Throws if labels are to be smoothed under a loss that has no classes.
    func validate(with loss: any Loss) throws(SettingError) {
        guard labelSmoothing == 0 || loss.fusedActivation != nil else {
            throw SettingError(
                name: "loss under label smoothing", found: type(of: loss).typeName,
                expected: "\(CrossEntropy.typeName) or \(BinaryCrossEntropy.typeName)")
        }
    }
}
