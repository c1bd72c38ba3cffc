/// A summary of the columns of the rows that a model was trained on, to compare further rows with.
///
/// It contains distributions of single columns and no rows. Its size is bounded: a column has at most 101 numbers or 50
/// categories. In a table of more than 100 columns it has 21 numbers, and only the first 2,000 columns are summarized.
public struct DataSummary: Equatable, Codable, Sendable {
    /// The distribution of one column.
    public struct Column: Equatable, Codable, Sendable {
        /// The name of the column.
        public let name: String
        /// The number of rows without a value.
        public let missingCount: Int
        /// The numbers of a column of numbers, the seconds since 1970 of dates, or the numbers of words of texts.
        public let numbers: NumberDistribution?
        /// The categories of a column of categories, or the classes of a target.
        public let categories: CategoryDistribution?

        init(
            name: String, missingCount: Int, numbers: NumberDistribution? = nil,
            categories: CategoryDistribution? = nil
        ) {
            (self.name, self.missingCount) = (name, missingCount)
            (self.numbers, self.categories) = (numbers, categories)
        }

        private enum CodingKeys: String, CodingKey {
            case name
            case missingCount = "missing"
            case numbers, categories
        }
    }

    /// The number of rows.
    public let rowCount: Int

    /// The features and the targets, in the order of the table.
    public let columns: [Column]

    /// The number of columns beyond which their numbers are divided into fewer steps.
    static let fineColumnLimit = 100

    /// The maximum number of columns that are summarized.
    static let columnLimit = 2000

    /// Returns the column of that name, or `nil` if there is none.
    public subscript(name: String) -> Column? { columns.first { $0.name == name } }

    private enum CodingKeys: String, CodingKey {
        case rowCount = "rows"
        case columns
    }
}

extension DataSummary.Column {
    /// Whether the counts of the column fit a number of rows.
    func isValid(rowCount: Int) -> Bool {
        guard (0...rowCount).contains(missingCount) else { return false }
        let counts = [numbers?.count, categories?.count].compactMap(\.self)
        return counts.count <= 1 && (counts.first ?? 0) + missingCount == rowCount
    }
}

extension DataSummary {
    /// Whether the counts of all columns fit the number of rows.
    var isValid: Bool {
        (0...(1 << 40)).contains(rowCount) && columns.allSatisfy { $0.isValid(rowCount: rowCount) }
    }
}
