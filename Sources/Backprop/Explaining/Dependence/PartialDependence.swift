/// The dependence of predictions on one column: the mean prediction for rows in which the column has a certain value,
/// and the predictions for single rows.
///
///     PD(v) = 1/n Σᵢ f(v, other columns of row i)
///
/// The curve of one row, before the mean, is its individual conditional expectation. If the curves of rows are not
/// parallel, the column interacts with others. The values occur in the table and lie within the range of training.
/// Combinations with the other columns may be ones that never occur.
///
/// Sources: J. H. Friedman, “Greedy Function Approximation: A Gradient Boosting Machine”, Annals of Statistics 29 (2001);
/// A. Goldstein, A. Kapelner, J. Bleich, E. Pitkin, “Peeking Inside the Black Box”, Journal of Computational and
/// Graphical Statistics 24 (2015).
public struct PartialDependence: Hashable, Sendable, Encodable {
    /// A value of the column, with the predictions if it were that of all rows.
    public struct Point: Hashable, Sendable, Encodable {
        /// The value as text; `missing` for rows without a value.
        public let value: String
        /// The value as a number, or `nil` for categories and missing values; of dates the seconds since 1970.
        public let number: Double?
        /// The mean prediction of each output.
        public let means: [Double]
        /// The predictions of the first output for single rows; empty if there are several outputs.
        public let individual: [Double]
    }

    /// The name of the column.
    public let column: String
    /// Whether the values are numbers or dates, in rising order; otherwise categories, the most frequent first.
    public let isOrdered: Bool
    /// Whether the values are dates.
    public let isDate: Bool
    /// The values.
    public let points: [Point]
    /// The prediction for rows whose value is missing, or `nil` if no row of an ordered column lacks one.
    public let missing: Point?

    /// The largest range of the means of an output, by which columns are compared if their importance is not known.
    public var range: Double {
        let outputs = points.first?.means.indices ?? 0..<0
        return outputs.map { output in
            let means = points.map { $0.means[output] }
            return (means.max() ?? 0) - (means.min() ?? 0)
        }.max() ?? 0
    }
}

/// The values of a column at which predictions are computed, by rows of the table that have them.
struct DependenceGrid: Sendable {
    struct Value: Sendable {
        let row: Int
        let text: String
        let number: Double?
    }

    let column: String
    let isOrdered: Bool
    let isDate: Bool
    let values: [Value]
    /// A row without a value, or `nil` if all have one.
    let missing: Value?

    /// The maximum number of numbers: quantiles, the smallest and the largest among them.
    static let maximumNumberCount = 20
    /// The maximum number of categories: the most frequent ones.
    static let maximumCategoryCount = 12

    /// Chooses values of a column; the result is `nil` for a column of text or if all values are the same.
    init?(_ fitted: PreprocessorColumn, _ column: Column, of table: Table) throws {
        self.column = fitted.name
        let firstMissing = (0..<table.rowCount).first { column.isMissing(at: $0) }
        let missing = firstMissing.map { Value(row: $0, text: "missing", number: nil) }
        if let categories = fitted.categories {
            (isOrdered, isDate, self.missing) = (false, false, nil)
            values = Self.categories(categories, column, table) + (missing.map { [$0] } ?? [])
        } else {
            let limits =
                fitted.numeric.map { $0.minimum...$0.maximum } ?? fitted.dates.map { $0.minimum...$0.maximum }
            guard let limits else { return nil }
            (isOrdered, isDate, self.missing) = (true, fitted.dates != nil, missing)
            values = Self.quantiles(try table.numbersAsInTraining(of: column), limits).map { row, number in
                let isNumber = fitted.dates == nil
                return Value(
                    row: row, text: isNumber ? NumberText.short(number) : column.text(at: row) ?? "",
                    number: number)
            }
        }
        if values.count < 2 { return nil }
    }

    private static func categories(
        _ fitted: FittedCategories, _ column: Column, _ table: Table
    ) -> [Value] {
        let lookup = CategoryLookup(fitted)
        var (counts, rows): ([String: Int], [String: Int]) = ([:], [:])
        for row in 0..<table.rowCount {
            guard let text = column.text(at: row), lookup.position(of: text) != nil else { continue }
            counts[text, default: 0] += 1
            if rows[text] == nil { rows[text] = row }
        }
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(maximumCategoryCount).map {
            Value(row: rows[$0.key]!, text: $0.key, number: nil)
        }
    }

    /// Returns the rows of evenly spaced quantiles of the numbers within the limits, each number once.
    private static func quantiles(
        _ numbers: [Double], _ limits: ClosedRange<Double>
    ) -> [(row: Int, number: Double)] {
        let sorted = numbers.enumerated().filter { limits.contains($0.element) }
            .sorted { ($0.element, $0.offset) < ($1.element, $1.offset) }
        var seen = Set<Double>()
        let distinct = sorted.filter { seen.insert($0.element).inserted }
        guard distinct.count > maximumNumberCount else {
            return distinct.map { (row: $0.offset, number: $0.element) }
        }
        seen = []
        return (0..<maximumNumberCount).compactMap { step in
            let one = sorted[step * (sorted.count - 1) / (maximumNumberCount - 1)]
            return seen.insert(one.element).inserted ? (row: one.offset, number: one.element) : nil
        }
    }
}
