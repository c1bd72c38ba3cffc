// Choices with a value are written as text, such as `constant 0`: on the command line, in recipes and in model files.

/// The replacement for a missing number, computed from training rows alone.
public enum NumericImputation: Hashable, Sendable, Codable {
    /// The mean of the column.
    case mean
    /// The median of the column.
    case median
    /// The most frequent value; the smallest of several.
    case mostFrequent
    /// A fixed number.
    case constant(Double)
    /// Rows with a missing number are left out of training. Rows to be evaluated or predicted cannot be left out: there
    /// the median is the replacement.
    case dropRows
}

extension NumericImputation: RawRepresentable, CustomStringConvertible {
    /// Reads `mean`, `median`, `most-frequent`, `constant 0` (any number) or `drop-rows`.
    public init?(rawValue: String) {
        let words = rawValue.split { $0 == " " || $0 == "=" }
        switch (words.first, words.count) {
        case ("mean", 1): self = .mean
        case ("median", 1): self = .median
        case ("most-frequent", 1): self = .mostFrequent
        case ("drop-rows", 1): self = .dropRows
        case ("constant", 2):
            guard let number = SchemaNumber.parse(String(words[1])) else { return nil }
            self = .constant(number)
        default: return nil
        }
    }

    /// The choice as text.
    public var rawValue: String {
        switch self {
        case .mean: "mean"
        case .median: "median"
        case .mostFrequent: "most-frequent"
        case .constant(let number): "constant \(number)"
        case .dropRows: "drop-rows"
        }
    }

    /// The choice as text.
    public var description: String { rawValue }
}

/// The replacement for a missing category.
public enum CategoricalImputation: Hashable, Sendable, Codable {
    /// Missing values are a category of their own if training rows have missing values. If there are none in training,
    /// a missing value is treated as ``UnseenCategories/zeros``.
    case ownCategory
    /// The most frequent category.
    case mostFrequent
    /// A fixed category, which may be one that other rows have.
    case constant(String)
    /// Rows with a missing category are left out of training. Rows to be evaluated or predicted cannot be left out:
    /// there the most frequent category is the replacement.
    case dropRows
}

extension CategoricalImputation: RawRepresentable, CustomStringConvertible {
    /// Reads `own-category`, `most-frequent`, `constant unknown` (any text) or `drop-rows`.
    public init?(rawValue: String) {
        switch rawValue {
        case "own-category": self = .ownCategory
        case "most-frequent": self = .mostFrequent
        case "drop-rows": self = .dropRows
        default:
            let word = "constant"
            guard rawValue.hasPrefix(word), let sign = rawValue.dropFirst(word.count).first,
                sign == " " || sign == "=", rawValue.count > word.count + 1
            else { return nil }
            self = .constant(String(rawValue.dropFirst(word.count + 1)))
        }
    }

    /// The choice as text.
    public var rawValue: String {
        switch self {
        case .ownCategory: "own-category"
        case .mostFrequent: "most-frequent"
        case .constant(let category): "constant \(category)"
        case .dropRows: "drop-rows"
        }
    }

    /// The choice as text.
    public var description: String { rawValue }
}

/// The encoding of categories as numbers.
public enum CategoricalEncoding: Hashable, Sendable, Codable {
    /// One column per category: 1 in the row's own, 0 in the others, not scaled.
    ///
    /// Categories of fewer than `minimumCount` training rows share a column named `(other)`. So do the rarest if there
    /// are more than `limit` categories, so that there are at most `limit` columns, not counting that of missing
    /// values.
    case oneHot(limit: Int = 50, minimumCount: Int = 1)
    /// One column: the category's index in numeric or Unicode order, from 0, scaled like a number.
    case ordinal
    /// One-hot, or with rare categories together if the training rows show that it is better.
    ///
    /// ``RecipeOptions`` leave the choice to the rows; a preprocessor alone takes ``oneHot(limit:minimumCount:)`` with
    /// its defaults.
    case auto

    /// The encoding of a preprocessor, which has no choice.
    var resolved: CategoricalEncoding { self == .auto ? .oneHot() : self }
}

extension CategoricalEncoding: RawRepresentable, CustomStringConvertible {
    /// Reads `one-hot`, `one-hot 20` (the limit), `one-hot 20 5` (limit and minimum count), `ordinal` or `auto`.
    public init?(rawValue: String) {
        let words = rawValue.split { $0 == " " || $0 == "=" }
        let numbers = words.dropFirst().compactMap { Int($0) }
        guard numbers.count == words.count - 1 else { return nil }
        switch (words.first, numbers.count) {
        case ("one-hot", 0): self = .oneHot()
        case ("one-hot", 1): self = .oneHot(limit: numbers[0])
        case ("one-hot", 2): self = .oneHot(limit: numbers[0], minimumCount: numbers[1])
        case ("ordinal", 0): self = .ordinal
        case ("auto", 0): self = .auto
        default: return nil
        }
    }

    /// The choice as text.
    public var rawValue: String {
        switch self {
        case .oneHot(let limit, 1): "one-hot \(limit)"
        case .oneHot(let limit, let minimumCount): "one-hot \(limit) \(minimumCount)"
        case .ordinal: "ordinal"
        case .auto: "auto"
        }
    }

    /// The choice as text.
    public var description: String { rawValue }
}

/// The treatment of a category that does not occur in any training row. Such values are counted in every case.
public enum UnseenCategories: String, Hashable, Sendable, Codable, CaseIterable {
    /// 0 in every column of the category; if categories are ordinal, the number of the most frequent one.
    case zeros
    /// The column `(other)` if there is one; otherwise the same as ``zeros``.
    case other
    /// An error that names the line.
    case refuse
}

/// The scaling of numeric features, each column by its own statistics of the training rows.
public enum Scaling: String, Hashable, Sendable, Codable, CaseIterable {
    /// Mean 0 and standard deviation 1 (of the population: divided by the number of rows).
    case standard
    /// Minimum 0 and maximum 1.
    case minMax = "minmax"
    /// Division by the largest magnitude.
    case max
    /// Median 0 and interquartile range 1; if the quartiles are equal, standard deviation 1.
    case robust
    /// Median 0 and interquartile range 1, then bounded smoothly by ±3; see ``FittedScale/bound``.
    case robustClipped = "robust-clipped"
    /// The normal distribution, by the quantiles of the column; see ``FittedQuantiles``.
    case quantile
    /// No scaling.
    case none
    /// The standard scaling, or another that the training rows choose if columns are skewed.
    ///
    /// ``RecipeOptions`` leave the choice to the rows; a preprocessor alone takes the standard scaling.
    case auto
}

/// The scaling of the targets of a regression. Predictions are scaled back.
public enum TargetScaling: String, Hashable, Sendable, Codable, CaseIterable {
    /// Mean 0 and standard deviation 1 in training rows.
    case standard
    /// The logarithm, for targets of at least 0, then mean 0 and standard deviation 1; see ``FittedLogarithm``.
    case log
    /// The logarithm of the magnitude, with its sign, then mean 0 and standard deviation 1.
    case signedLog = "signed-log"
    /// No scaling.
    case none
    /// The standard scaling, or a logarithm that the training rows choose if targets are skewed.
    ///
    /// ``RecipeOptions`` leave the choice to the rows; a preprocessor alone takes the standard scaling.
    case auto
}

/// The encoding of targets for a network.
public enum TargetEncoding: String, Hashable, Sendable, Codable, CaseIterable {
    /// One column per class: 1 in the row's own, 0 in the others.
    case oneHot = "one-hot"
    /// One column for two classes: 0 for the first label, 1 for the second.
    case binary
    /// One column per target, scaled: regression.
    case numeric
    /// One column per target: 1 for its positive value, 0 for the other; see ``BinaryTarget``.
    case multiLabel = "multi-label"
}

/// The weight of the rows of each class in training, multiplied by the weight of the row itself.
public enum ClassWeighting: Hashable, Sendable {
    /// Equal weights.
    case none
    /// Weights in inverse proportion to the class's share of the training rows: rows / (classes × rows of the class).
    /// All classes count the same, and the mean weight is 1.
    case balanced
    /// Explicit weights by label; classes that are not named have weight 1.
    case explicit([String: Double])
}

extension ClassWeighting: Codable {
    private struct Label: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { stringValue = String(intValue) }
    }

    /// Reads `none`, `balanced`, or an object of labels and weights.
    public init(from decoder: any Decoder) throws {
        if let word = try? decoder.singleValueContainer().decode(String.self) {
            switch word {
            case "none": self = .none
            case "balanced": self = .balanced
            default:
                let problem =
                    "\(quoted(word)) is not one of none, balanced, or an object of labels and weights"
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: problem))
            }
            return
        }
        let container = try decoder.container(keyedBy: Label.self)
        var weights: [String: Double] = [:]
        for key in container.allKeys {
            weights[key.stringValue] = try container.decode(Double.self, forKey: key)
        }
        self = .explicit(weights)
    }

    /// Writes a word, or an object of labels and weights.
    public func encode(to encoder: any Encoder) throws {
        guard case .explicit(let weights) = self else {
            var container = encoder.singleValueContainer()
            return try container.encode(self == .balanced ? "balanced" : "none")
        }
        var container = encoder.container(keyedBy: Label.self)
        for (label, weight) in weights.sorted(by: { $0.key < $1.key }) {
            try container.encode(weight, forKey: Label(stringValue: label))
        }
    }
}
