/// The settings of the explanation of a row.
public struct ExplanationSettings: Hashable, Sendable {
    /// A method of explaining a row.
    public enum Method: String, CaseIterable, Sendable {
        /// Shapley values, or integrated gradients if those would take long.
        case automatic
        /// Shapley values: exact for up to ten columns, else sampled.
        case shapley
        /// Integrated gradients.
        case gradients
    }

    /// The method.
    public var method = Method.automatic

    /// The maximum number of rows of the background, drawn by the seed if there are more.
    public var backgroundRowCount = 100

    /// The number of pairs of orders of columns that are drawn if there are too many columns for exact values.
    public var pairs = 50

    /// The seed of the draws.
    public var seed: UInt64 = 1

    /// The maximum number of multiplications for Shapley values that were not asked for.
    static let budget = 1e11

    /// Creates settings.
    public init(method: Method = .automatic, seed: UInt64 = 1) {
        (self.method, self.seed) = (method, seed)
    }

    /// Returns the indices of the background's rows, in rising order.
    func background(of rowCount: Int) -> [Int] {
        Self.sample(of: rowCount, maximum: backgroundRowCount, seed: seed)
    }

    /// Returns some of the rows, drawn by a seed, in rising order; all if there are few.
    package static func sample(of rowCount: Int, maximum: Int, seed: UInt64) -> [Int] {
        guard rowCount > maximum else { return Array(0..<rowCount) }
        let order = Philox(seed: seed, .explanation).permutation(of: rowCount)
        return order.prefix(maximum).sorted()
    }
}
