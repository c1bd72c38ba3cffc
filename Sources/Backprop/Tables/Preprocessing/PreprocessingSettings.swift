/// The settings by which raw columns become the numbers that a network is trained on. Every setting has a default.
public struct PreprocessingSettings: Codable, Hashable, Sendable {
    /// The replacement for a missing number.
    public var numericImputation: NumericImputation
    /// The replacement for a missing category.
    public var categoricalImputation: CategoricalImputation
    /// Whether each column with missing training values is followed by one that is 1 if the value was missing and 0
    /// otherwise. A category of its own for missing values makes it unnecessary.
    public var missingIndicators: Bool
    /// The encoding of categories as numbers.
    public var categoricalEncoding: CategoricalEncoding
    /// The treatment of a category that does not occur in any training row.
    public var unseenCategories: UnseenCategories
    /// The scaling of numeric features.
    public var scaling: Scaling
    /// The maximum number of bins of each column of numbers, or `nil` or 0 for none; see ``FittedBins``. Bins are inputs
    /// in addition to the number itself.
    public var bins: Int?
    /// The features that dates become, or `nil` for those that the span of the training rows carries.
    public var dateFeatures: [DateFeature]?
    /// The scaling of the targets of a regression.
    public var targetScaling: TargetScaling
    /// The weight of each class.
    public var classWeighting: ClassWeighting

    /// Creates settings. Defaults to the median, a category of its own for missing ones, one-hot encoding and standard
    /// scaling.
    public init(
        numericImputation: NumericImputation = .median,
        categoricalImputation: CategoricalImputation = .ownCategory, missingIndicators: Bool = false,
        categoricalEncoding: CategoricalEncoding = .oneHot(), unseenCategories: UnseenCategories = .zeros,
        scaling: Scaling = .standard, bins: Int? = nil, dateFeatures: [DateFeature]? = nil,
        targetScaling: TargetScaling = .standard, classWeighting: ClassWeighting = .none
    ) {
        self.dateFeatures = dateFeatures
        self.numericImputation = numericImputation
        self.categoricalImputation = categoricalImputation
        self.missingIndicators = missingIndicators
        self.categoricalEncoding = categoricalEncoding
        self.unseenCategories = unseenCategories
        self.scaling = scaling
        self.bins = bins
        self.targetScaling = targetScaling
        self.classWeighting = classWeighting
    }

    /// Reads settings; those left out have their defaults.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init()
        func read<T: Decodable>(_ key: CodingKeys, _ setting: inout T) throws {
            if let value = try values.decodeIfPresent(T.self, forKey: key) { setting = value }
        }
        try read(.numericImputation, &numericImputation)
        try read(.categoricalImputation, &categoricalImputation)
        try read(.missingIndicators, &missingIndicators)
        try read(.categoricalEncoding, &categoricalEncoding)
        try read(.unseenCategories, &unseenCategories)
        try read(.scaling, &scaling)
        bins = try values.decodeIfPresent(Int.self, forKey: .bins)
        dateFeatures = try values.decodeIfPresent([DateFeature].self, forKey: .dateFeatures)
        try read(.targetScaling, &targetScaling)
        try read(.classWeighting, &classWeighting)
    }

    /// Whether rows with a missing feature of a role are left out of training.
    func dropsRows(missing role: ColumnRole) -> Bool {
        role == .numeric || role == .date
            ? numericImputation == .dropRows : categoricalImputation == .dropRows
    }

    /// Throws if a setting is invalid for every table.
    func validate() throws(PreprocessingError) {
        if case .constant(let number) = numericImputation, !number.isFinite {
            throw .invalidSetting(
                "The number that stands in for missing ones is \(number). Give a finite one.")
        }
        if case .oneHot(let limit, let minimumCount) = categoricalEncoding {
            if limit < 2 {
                throw .invalidSetting("The limit of one-hot columns is \(limit). Give at least 2.")
            }
            if minimumCount < 1 {
                throw .invalidSetting("The minimum count of a category is \(minimumCount). Give at least 1.")
            }
        }
        try validateBins()
        if let dateFeatures, dateFeatures.isEmpty || Set(dateFeatures).count < dateFeatures.count {
            throw .invalidSetting(
                "The features of dates are none, or one is named twice. Name each feature once.")
        }
        guard case .explicit(let weights) = classWeighting else { return }
        for (label, weight) in weights.sorted(by: { $0.key < $1.key }) where !(weight >= 0 && weight.isFinite)
        {
            throw .invalidSetting(
                "The weight of class \(quoted(label)) is \(weight). Give a number of 0 or more.")
        }
    }
}
