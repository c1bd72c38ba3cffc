// Choices with a value are written as text, `constant 0`: on the command line, in recipes and in model files alike.

/// What stands in for a missing number. Computed from training rows alone.
public enum NumericImputation: Hashable, Sendable, Codable {
    /// The mean of the column.
    case mean
    /// The median of the column.
    case median
    /// The most frequent value; the smallest of several.
    case mostFrequent
    /// A number of one's own.
    case constant(Double)
    /// Rows with a missing number are left out of training. Rows to be evaluated or predicted cannot be left out:
    /// there the median stands in.
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

/// What stands in for a missing category.
public enum CategoricalImputation: Hashable, Sendable, Codable {
    /// Missing is a category of its own, if training rows have missing values. If none has, a missing value is
    /// treated as ``UnseenCategories/zeros``.
    case ownCategory
    /// The most frequent category.
    case mostFrequent
    /// A category of one's own choice, as if it stood there; it may be one that other rows have.
    case constant(String)
    /// Rows with a missing category are left out of training. Rows to be evaluated or predicted cannot be left out:
    /// there the most frequent category stands in.
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

/// How categories become numbers.
public enum CategoricalEncoding: Hashable, Sendable, Codable {
    /// One column per category: 1 in the row's own, 0 in the others, not scaled.
    ///
    /// Categories of fewer than `minimumCount` training rows share a column named `(other)`. So do the rarest, where
    /// there are more than `limit` categories, so that the columns are at most `limit`, that of missing values aside.
    case oneHot(limit: Int = 50, minimumCount: Int = 1)
    /// One column: the category's position in numeric or Unicode order, from 0, scaled like a number.
    case ordinal
}

extension CategoricalEncoding: RawRepresentable, CustomStringConvertible {
    /// Reads `one-hot`, `one-hot 20` (the limit), `one-hot 20 5` (limit and least count) or `ordinal`.
    public init?(rawValue: String) {
        let words = rawValue.split { $0 == " " || $0 == "=" }
        let numbers = words.dropFirst().compactMap { Int($0) }
        guard numbers.count == words.count - 1 else { return nil }
        switch (words.first, numbers.count) {
        case ("one-hot", 0): self = .oneHot()
        case ("one-hot", 1): self = .oneHot(limit: numbers[0])
        case ("one-hot", 2): self = .oneHot(limit: numbers[0], minimumCount: numbers[1])
        case ("ordinal", 0): self = .ordinal
        default: return nil
        }
    }

    /// The choice as text.
    public var rawValue: String {
        switch self {
        case .oneHot(let limit, 1): "one-hot \(limit)"
        case .oneHot(let limit, let minimumCount): "one-hot \(limit) \(minimumCount)"
        case .ordinal: "ordinal"
        }
    }

    /// The choice as text.
    public var description: String { rawValue }
}

/// What becomes of a category that no training row has. It is counted in every case.
public enum UnseenCategories: String, Hashable, Sendable, Codable, CaseIterable {
    /// 0 in every column of the category; where categories are ordinal, the most frequent one's number.
    case zeros
    /// The column `(other)` where there is one, else as ``zeros``.
    case other
    /// An error that names the line.
    case refuse
}

/// How numeric features are scaled, each column by itself, by what is found in training rows.
public enum Scaling: String, Hashable, Sendable, Codable, CaseIterable {
    /// Mean 0 and standard deviation 1 (of the population: divided by the number of rows).
    case standard
    /// Smallest value 0, largest 1.
    case minMax = "minmax"
    /// Divided by the largest magnitude.
    case max
    /// Median 0, distance of the quartiles 1; where the quartiles are equal, standard deviation 1.
    case robust
    /// Left as it is.
    case none
}

/// How the targets of a regression are scaled. Predictions are scaled back.
public enum TargetScaling: String, Hashable, Sendable, Codable, CaseIterable {
    /// Mean 0 and standard deviation 1 in training rows.
    case standard
    /// Left as they are.
    case none
}

/// How targets are laid out for a network.
public enum TargetEncoding: String, Hashable, Sendable, Codable, CaseIterable {
    /// One column per class: 1 in the row's own, 0 in the others.
    case oneHot = "one-hot"
    /// One column for two classes: 0 for the first label, 1 for the second.
    case binary
    /// One column per target, scaled: regression.
    case numeric
}

/// How much the rows of each class count in training, multiplied with the weight of the row itself.
public enum ClassWeighting: Hashable, Sendable {
    /// All alike.
    case none
    /// In inverse proportion to the class's share of the training rows: rows / (classes × rows of the class), so
    /// that all classes count the same and the mean weight is 1.
    case balanced
    /// By label; classes that are not named count 1.
    case given([String: Double])
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
        self = .given(weights)
    }

    /// Writes a word, or an object of labels and weights.
    public func encode(to encoder: any Encoder) throws {
        guard case .given(let weights) = self else {
            var container = encoder.singleValueContainer()
            return try container.encode(self == .balanced ? "balanced" : "none")
        }
        var container = encoder.container(keyedBy: Label.self)
        for (label, weight) in weights.sorted(by: { $0.key < $1.key }) {
            try container.encode(weight, forKey: Label(stringValue: label))
        }
    }
}
