/// A reference to a column, by name or by number.
public enum ColumnReference: Hashable, Sendable {
    /// The column of this name.
    case name(String)
    /// The column of this number, counted from 1; a negative one counts from the right, so that -1 is the last.
    case number(Int)

    /// Creates a reference from its text on a command line: a whole number is a number, anything else a name.
    ///
    /// In a table with a column named `2020`, the number 2020 also refers to that column: names take precedence.
    public init(_ text: String) {
        if let number = Int(text) { self = .number(number) } else { self = .name(text) }
    }
}

extension ColumnReference: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    /// Creates a reference by name.
    public init(stringLiteral name: String) { self = .name(name) }

    /// Creates a reference by number, counted from 1.
    public init(integerLiteral number: Int) { self = .number(number) }
}

extension ColumnReference: CustomStringConvertible {
    /// The name, or the number.
    public var description: String {
        switch self {
        case .name(let name): name
        case .number(let number): String(number)
        }
    }
}

extension ColumnReference: Codable {
    /// Reads a whole number or a text.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Int.self) {
            self = .number(number)
        } else {
            self = .name(try container.decode(String.self))
        }
    }

    /// Writes a whole number or a text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .name(let name): try container.encode(name)
        case .number(let number): try container.encode(number)
        }
    }
}

/// The explicit roles of the columns of a table. Properties that are `nil` are inferred.
public struct ColumnSelection: Codable, Hashable, Sendable {
    /// The columns to predict, in the order of the outputs; `nil` or empty for the last column.
    public var targets: [ColumnReference]?
    /// The task, or `nil` to infer it from the target.
    public var task: LearningTask?
    /// The features to use as numbers.
    public var numeric: [ColumnReference]?
    /// The features to use as categories, regardless of how they are written.
    public var categorical: [ColumnReference]?
    /// The features to use as dates.
    public var dates: [DateColumn]?
    /// The features to use as texts of several words.
    public var text: [ColumnReference]?
    /// The columns not to use.
    public var ignored: [ColumnReference]?
    /// The columns that name the row, which are not used.
    public var identifiers: [ColumnReference]?
    /// The column with the row weights.
    public var weight: ColumnReference?
    /// The column whose equal values keep rows together when rows are split.
    public var group: ColumnReference?
    /// The maximum number of distinct values of a column of whole numbers that is used as categories. Defaults to
    /// `nil`, which uses such columns as numbers.
    public var categoricalIntegerLimit: Int?
    /// The positive class of a target with two, or `nil` for the rarer one.
    public var positive: String?

    /// Creates a selection; by default everything is inferred and the target is the last column.
    public init(
        targets: [ColumnReference]? = nil, task: LearningTask? = nil, numeric: [ColumnReference]? = nil,
        categorical: [ColumnReference]? = nil, dates: [DateColumn]? = nil, text: [ColumnReference]? = nil,
        ignored: [ColumnReference]? = nil,
        identifiers: [ColumnReference]? = nil, weight: ColumnReference? = nil, group: ColumnReference? = nil,
        categoricalIntegerLimit: Int? = nil, positive: String? = nil
    ) {
        self.targets = targets
        self.task = task
        self.numeric = numeric
        self.categorical = categorical
        self.dates = dates
        self.text = text
        self.ignored = ignored
        self.identifiers = identifiers
        self.weight = weight
        self.group = group
        self.categoricalIntegerLimit = categoricalIntegerLimit
        self.positive = positive
    }
}
