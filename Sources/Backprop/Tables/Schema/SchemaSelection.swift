/// A column as a user names it: by name, or by number.
public enum ColumnReference: Hashable, Sendable {
    /// The column of this name.
    case name(String)
    /// The column of this number, counted from 1; a negative one counts from the right, so that -1 is the last.
    case number(Int)

    /// A column as it is written on a command line: a whole number is a number, anything else a name.
    ///
    /// A table that has a column named `2020` gives it for the number 2020 as well: names go first.
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

/// What a user says about the columns of a table. Whatever is nil is inferred.
public struct ColumnSelection: Codable, Hashable, Sendable {
    /// The columns to predict, in the order of the outputs; nil or empty for the last column.
    public var targets: [ColumnReference]?
    /// What to learn; inferred from the target where nil.
    public var task: LearningTask?
    /// Features to be taken as numbers.
    public var numeric: [ColumnReference]?
    /// Features to be taken as categories, whatever they are written like.
    public var categorical: [ColumnReference]?
    /// Columns not to be used.
    public var ignored: [ColumnReference]?
    /// Columns that name the row, and are not used.
    public var identifiers: [ColumnReference]?
    /// The column that says how much each row counts.
    public var weight: ColumnReference?
    /// The column whose equal values keep rows together when rows are split.
    public var group: ColumnReference?
    /// Columns of whole numbers with at most this many distinct values are taken as categories; nil, the default,
    /// takes them as numbers.
    public var categoricalIntegerLimit: Int?

    /// A selection under which everything is inferred, the target being the last column.
    public init(
        targets: [ColumnReference]? = nil, task: LearningTask? = nil, numeric: [ColumnReference]? = nil,
        categorical: [ColumnReference]? = nil, ignored: [ColumnReference]? = nil,
        identifiers: [ColumnReference]? = nil, weight: ColumnReference? = nil, group: ColumnReference? = nil,
        categoricalIntegerLimit: Int? = nil
    ) {
        self.targets = targets
        self.task = task
        self.numeric = numeric
        self.categorical = categorical
        self.ignored = ignored
        self.identifiers = identifiers
        self.weight = weight
        self.group = group
        self.categoricalIntegerLimit = categoricalIntegerLimit
    }
}
