/// The fitted values for one column of the training table.
///
/// At most one of ``numeric``, ``categories``, ``dates`` and ``text`` is set; a column with none of them is not one of the inputs.
public struct PreprocessorColumn: Codable, Hashable, Sendable {
    /// The column's name.
    public let name: String
    /// The role of the column.
    public let role: ColumnRole
    /// The fitted values of a numeric column.
    public let numeric: FittedNumbers?
    /// The fitted categories of a categorical column.
    public let categories: FittedCategories?
    /// The fitted values of a column of dates.
    public let dates: FittedDates?
    /// The fitted words and topics of a column of text.
    public let text: FittedText?

    /// The texts that elsewhere mean a missing value and are categories here, or `nil` if there are none.
    public internal(set) var keptWords: [String]?
    /// The notation of the column's numbers, or `nil` if they are plain ones or the column is not used as numbers.
    public internal(set) var format: ColumnFormat?

    /// The number of inputs that the column becomes.
    public var width: Int {
        (numeric?.width ?? 0) + (categories?.width ?? 0) + (dates?.width ?? 0) + (text?.width ?? 0)
    }

    /// The names of the inputs that the column becomes.
    public var featureNames: [String] {
        if let numeric {
            return (numeric.isUsed ? [name] : []) + (numeric.bins?.featureNames(of: name) ?? [])
                + (numeric.hasIndicator ? ["\(name) (missing)"] : [])
        }
        return dates?.featureNames(of: name) ?? text?.featureNames(of: name) ?? categories?.featureNames(
            of: name) ?? []
    }
}

/// The fitted values for a numeric column.
public struct FittedNumbers: Codable, Hashable, Sendable {
    /// The replacement for a missing number.
    public let fill: Double
    /// The scaling of the numbers.
    public let scale: FittedScale
    /// The smallest number of the training rows.
    public let minimum: Double
    /// The largest number of the training rows.
    public let maximum: Double
    /// Whether the number is an input; `false` if it is the same in every training row.
    public let isUsed: Bool
    /// Whether another input is 1 if the number is missing and 0 otherwise.
    public let hasIndicator: Bool
    /// The bins of the number, whose inputs follow its own, or `nil` if there are none.
    public var bins: FittedBins?

    package var width: Int { (isUsed ? 1 : 0) + (bins?.count ?? 0) + (hasIndicator ? 1 : 0) }

    var isValid: Bool {
        fill.isFinite && scale.isValid && minimum <= maximum && width > 0 && bins?.isValid != false
            && (isUsed || bins == nil)
    }
}

/// The fitted values for a categorical column.
public struct FittedCategories: Codable, Hashable, Sendable {
    /// The categories with an input or a number of their own, in numeric or Unicode order.
    public let labels: [String]
    /// The rarer categories that share the input `(other)`; empty if there are none.
    public let rareLabels: [String]
    /// Whether missing values are a category of their own: `(missing)`.
    public let hasMissingCategory: Bool
    /// Whether another input is 1 if the category is missing and 0 otherwise.
    public let hasIndicator: Bool
    /// The index in ``labels`` of the most frequent category.
    public let mostFrequent: Int
    /// The scaling of the numbers of ordinal categories, or `nil` for one-hot encoding.
    public let ordinalScale: FittedScale?

    private enum CodingKeys: String, CodingKey {
        case labels
        case rareLabels = "others"
        case hasMissingCategory, hasIndicator, mostFrequent, ordinalScale
    }

    var hasOther: Bool { !rareLabels.isEmpty }

    /// The index of `(other)` among the inputs.
    var otherPosition: Int { labels.count }
    /// The index of `(missing)` among the inputs, or its number.
    var missingPosition: Int { labels.count + (hasOther ? 1 : 0) }

    var width: Int {
        let values = ordinalScale == nil ? missingPosition + (hasMissingCategory ? 1 : 0) : 1
        return values + (hasIndicator ? 1 : 0)
    }

    func featureNames(of column: String) -> [String] {
        var names = [column]
        if ordinalScale == nil {
            names = labels.map { "\(column)=\($0)" }
            if hasOther { names.append("\(column)=(other)") }
            if hasMissingCategory { names.append("\(column)=(missing)") }
        }
        return names + (hasIndicator ? ["\(column) (missing)"] : [])
    }

    var isValid: Bool {
        labels.indices.contains(mostFrequent) && (ordinalScale == nil || (ordinalScale!.isValid && !hasOther))
    }
}
