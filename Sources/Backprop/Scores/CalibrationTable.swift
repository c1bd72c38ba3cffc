/// A comparison of predicted probabilities with the frequency of correct predictions, in bins.
///
/// If a model is calibrated, rows with a predicted probability of p are right in a share p of cases.
public struct CalibrationTable: Codable, Equatable, Sendable {
    /// One bin of probabilities, lower bound excluded, upper bound included; the first includes 0.
    public struct Bin: Codable, Equatable, Sendable {
        /// The lower bound of the bin.
        public let lower: Double
        /// The upper bound of the bin.
        public let upper: Double
        /// The mean of the probabilities in the bin.
        public let meanPredicted: Double
        /// The share of the bin's rows that are positive.
        public let fractionPositive: Double
        /// The number of rows in the bin, as a sum of their weights.
        public let count: Double
    }

    /// The bins that are not empty, in ascending order.
    public let bins: [Bin]

    /// Σ countᵢ / Σ count · |fractionPositiveᵢ − meanPredictedᵢ| (Naeini et al., AAAI 2015).
    public let expectedCalibrationError: Double

    /// Assigns probabilities to bins of equal width.
    init(predicted: [Double], isPositive: [Bool], weights: RowWeights, binCount: Int) {
        precondition(binCount > 0, "a calibration table has at least one bin")
        let width = 1 / Double(binCount)
        var sums = [(weight: Double, predicted: Double, positive: Double)](
            repeating: (0, 0, 0), count: binCount)
        for row in weights.countedRows {
            let bin = Self.bin(of: predicted[row], width: width, binCount: binCount)
            sums[bin].weight += weights[row]
            sums[bin].predicted += weights[row] * predicted[row]
            if isPositive[row] { sums[bin].positive += weights[row] }
        }
        let bins = sums.enumerated().filter { $0.element.weight > 0 }.map { index, sum in
            Bin(
                lower: Double(index) * width, upper: min(Double(index + 1) * width, 1),
                meanPredicted: sum.predicted / sum.weight, fractionPositive: sum.positive / sum.weight,
                count: sum.weight)
        }
        self.bins = bins
        expectedCalibrationError = bins.reduce(0) {
            $0 + $1.count / weights.total * ($1.fractionPositive - $1.meanPredicted).magnitude
        }
    }

    /// Returns the first bin whose upper bound is not below the probability.
    private static func bin(of probability: Double, width: Double, binCount: Int) -> Int {
        var bin = min(max(Int((probability / width).rounded(.up)) - 1, 0), binCount - 1)
        while bin > 0, probability <= Double(bin) * width { bin -= 1 }
        while bin < binCount - 1, probability > Double(bin + 1) * width { bin += 1 }
        return bin
    }
}

extension ProbabilityScores {
    /// Returns the probabilities of one class, compared with the frequency of that class.
    ///
    /// - Parameters:
    ///   - index: The class, in `0 ..< classCount`.
    ///   - binCount: The number of bins of equal width, at least 1.
    public func calibration(ofClass index: Int, binCount: Int = 10) -> CalibrationTable {
        CalibrationTable(
            predicted: truth.indices.map { probability($0, index) }, isPositive: truth.map { $0 == index },
            weights: weights, binCount: binCount)
    }

    /// Returns the probabilities of the predicted classes, compared with the frequency of correct predictions.
    ///
    /// Source: Guo et al., ICML 2017.
    ///
    /// - Parameter binCount: The number of bins of equal width, at least 1.
    public func confidenceCalibration(binCount: Int = 10) -> CalibrationTable {
        let predicted = self.predicted
        return CalibrationTable(
            predicted: truth.indices.map { probability($0, predicted[$0]) },
            isPositive: truth.indices.map { truth[$0] == predicted[$0] }, weights: weights, binCount: binCount
        )
    }
}
