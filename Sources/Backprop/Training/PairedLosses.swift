/// The losses of batches under changing weights, each paired with the loss of the same batch under the initial weights.
struct PairedLosses {
    /// β of the exponential averages.
    let smoothing: Double

    /// Whether the smoothed ratio exceeded four times its lowest value, or a loss was not a number.
    var haveBurst = false

    private var losses: [Double] = []
    private var ratios: [Double] = []
    private var average = 0.0
    private var averageBefore = 0.0
    private var sumBefore = 0.0
    private var lowestRatio = Double.infinity

    init(smoothing: Double) { self.smoothing = smoothing }

    /// Adds the loss of the next batch, and that of the same batch under the initial weights.
    mutating func append(_ loss: Double, before: Double) {
        average = smoothing * average + (1 - smoothing) * loss
        averageBefore = smoothing * averageBefore + (1 - smoothing) * before
        sumBefore += before
        losses.append(loss)
        // Without a loss to compare with, there is nothing to gain.
        let ratio = averageBefore > 0 ? average / averageBefore : 1
        ratios.append(ratio)
        lowestRatio = min(lowestRatio, ratio)
        if ratio > 4 * lowestRatio { haveBurst = true }
    }

    /// Returns a point for each batch, with its learning rate.
    func points(rates: [Double]) -> [LearningRateRangeTest.Point] {
        let mean = sumBefore / Double(max(losses.count, 1))
        return rates.indices.map {
            .init(learningRate: rates[$0], loss: losses[$0], smoothedLoss: ratios[$0] * mean)
        }
    }
}
