/// How raw columns become the numbers that a network is trained on. Every setting has a default.
public struct PreprocessingSettings: Codable, Hashable, Sendable {
    /// What stands in for a missing number.
    public var numericImputation: NumericImputation
    /// What stands in for a missing category.
    public var categoricalImputation: CategoricalImputation
    /// Whether each column with missing training values is followed by one that is 1 where the value was missing and
    /// 0 elsewhere. Categories of their own for missing values need none.
    public var missingIndicators: Bool
    /// How categories become numbers.
    public var categoricalEncoding: CategoricalEncoding
    /// What becomes of a category that no training row has.
    public var unseenCategories: UnseenCategories
    /// How numeric features are scaled.
    public var scaling: Scaling
    /// How the targets of a regression are scaled.
    public var targetScaling: TargetScaling
    /// How much each class counts.
    public var classWeighting: ClassWeighting

    /// Settings with every default: median, a category of its own for missing ones, one-hot, standard scaling.
    public init(
        numericImputation: NumericImputation = .median,
        categoricalImputation: CategoricalImputation = .ownCategory, missingIndicators: Bool = false,
        categoricalEncoding: CategoricalEncoding = .oneHot(), unseenCategories: UnseenCategories = .zeros,
        scaling: Scaling = .standard, targetScaling: TargetScaling = .standard,
        classWeighting: ClassWeighting = .none
    ) {
        self.numericImputation = numericImputation
        self.categoricalImputation = categoricalImputation
        self.missingIndicators = missingIndicators
        self.categoricalEncoding = categoricalEncoding
        self.unseenCategories = unseenCategories
        self.scaling = scaling
        self.targetScaling = targetScaling
        self.classWeighting = classWeighting
    }

    /// Reads settings; whatever is left out has its default.
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
        try read(.targetScaling, &targetScaling)
        try read(.classWeighting, &classWeighting)
    }

    /// Whether rows with a missing feature of the given role are left out of training.
    func dropsRows(missing role: ColumnRole) -> Bool {
        role == .numeric ? numericImputation == .dropRows : categoricalImputation == .dropRows
    }

    /// Refuses settings that no table can be preprocessed with.
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
                throw .invalidSetting("The least count of a category is \(minimumCount). Give at least 1.")
            }
        }
        guard case .given(let weights) = classWeighting else { return }
        for (label, weight) in weights.sorted(by: { $0.key < $1.key }) where !(weight >= 0 && weight.isFinite)
        {
            throw .invalidSetting(
                "The weight of class \(quoted(label)) is \(weight). Give a number of 0 or more.")
        }
    }
}
