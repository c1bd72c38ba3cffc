/// The distribution of values: the number of values in each of several intervals of equal width from the minimum to the
/// maximum.
///
/// Values that are not finite are left out.
public struct Histogram: Equatable, Sendable {
    /// The least value.
    public let minimum: Double

    /// The largest value.
    public let maximum: Double

    /// Σ x.
    public let sum: Double

    /// Σ x².
    public let sumOfSquares: Double

    /// The number of values in each interval. An interval includes its upper end, and the first its lower one too.
    public let counts: [Int]

    /// The number of values.
    public var count: Int { counts.reduce(0, +) }

    /// The upper ends of the intervals, the last being the largest value.
    public var limits: [Double] { counts.indices.map { limit($0) } }

    /// Counts values.
    ///
    /// - Parameters:
    ///   - values: The values; the result is `nil` if none of them is finite.
    ///   - intervals: The number of intervals; one if all values are equal.
    public init?<S: Scalar>(_ values: some Sequence<S>, intervals: Int = 30) {
        precondition(intervals > 0, "there is at least one interval")
        var (smallest, largest, sum, squares) = (Double.infinity, -Double.infinity, 0.0, 0.0)
        let finite = values.lazy.map { Double($0) }.filter(\.isFinite)
        for value in finite {
            smallest = min(smallest, value)
            largest = max(largest, value)
            sum += value
            squares += value * value
        }
        guard smallest <= largest else { return nil }
        (minimum, maximum, self.sum, sumOfSquares) = (smallest, largest, sum, squares)
        // Halves avoid an overflow, since the distance of two numbers may be larger than all numbers.
        let range = largest / 2 - smallest / 2
        var counts = [Int](repeating: 0, count: range > 0 ? intervals : 1)
        for value in finite {
            guard range > 0 else {
                counts[0] += 1
                continue
            }
            let position = (value / 2 - smallest / 2) / range * Double(intervals)
            counts[min(intervals, max(1, Int(position.rounded(.up)))) - 1] += 1
        }
        self.counts = counts
    }

    private func limit(_ interval: Int) -> Double {
        guard interval + 1 < counts.count else { return maximum }
        let share = Double(interval + 1) / Double(counts.count)
        return minimum + share * (maximum / 2 - minimum / 2) * 2
    }
}

/// The distribution of the values of one tensor of a network after an epoch, and that of its gradient.
public struct TensorSpread: Equatable, Sendable {
    /// The tensor's name in model files, such as `0.weight`.
    public let name: String

    /// The values after the epoch's last update.
    public let values: Histogram

    /// The gradient that this update followed: of the epoch's last batch, penalties and clipping included. For a
    /// full-batch optimizer it is the gradient over all rows at the values that it found.
    ///
    /// `nil` for statistics, which have no gradient, and if no value of it is finite.
    public let gradient: Histogram?
}

extension TrainingRun {
    /// The distributions of all tensors, parameters first, then statistics.
    var spreads: [TensorSpread] {
        let (values, gradients) = (parameters, gradients)
        return layout.tensors.compactMap { tensor in
            Histogram(values[tensor.range]).map {
                TensorSpread(
                    name: tensor.name, values: $0,
                    gradient: tensor.range.upperBound <= layout.count
                        ? Histogram(gradients[tensor.range]) : nil)
            }
        }
    }
}
