/// Two numbers of each row, for the question whether one determines the other.
struct NumberPairs {
    private let pairs: [(x: Double, y: Double)]

    /// Pairs two columns, without rows in which one number is missing.
    init(_ xs: [Double], _ ys: [Double]) {
        pairs = zip(xs, ys).filter { !$0.isNaN && !$1.isNaN }.map { (x: $0, y: $1) }
    }

    /// The number of rows in which both numbers are present.
    var count: Int { pairs.count }

    /// The relation that determines y by x, in words, or `nil` if there is none.
    var relation: String? {
        if isLinear { return "the numbers of both lie on a straight line" }
        let sorted = pairs.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
        let neighbors = zip(sorted, sorted.dropFirst())
        // Equal numbers must go with equal numbers.
        guard sorted.count > 2, neighbors.allSatisfy({ $0.x < $1.x || $0.y == $1.y }) else { return nil }
        if neighbors.allSatisfy({ $0.y <= $1.y }) {
            return "the larger its number, the larger the target, always"
        }
        if neighbors.allSatisfy({ $0.y >= $1.y }) {
            return "the larger its number, the smaller the target, always"
        }
        return nil
    }

    /// Whether the squared correlation is 1, except for the rounding of the numbers.
    private var isLinear: Bool {
        guard count > 2 else { return false }
        let (xs, ys) = (Self.standardized(pairs.map(\.x)), Self.standardized(pairs.map(\.y)))
        guard let xs, let ys else { return false }
        let correlation = zip(xs, ys).reduce(0) { $0 + $1.0 * $1.1 } / Double(count)
        return correlation * correlation > 0.99999
    }

    /// Returns numbers of mean 0 and deviation 1, or `nil` if that is not possible.
    private static func standardized(_ numbers: [Double]) -> [Double]? {
        let largest = numbers.reduce(0) { max($0, $1.magnitude) }
        guard largest > 0 else { return nil }
        let sample = WeightedSample(numbers.map { $0 / largest })
        guard let mean = sample.mean else { return nil }
        let deviation = sample.standardDeviation(around: mean)
        return deviation > 0 ? sample.values.map { ($0 - mean) / deviation } : nil
    }
}
