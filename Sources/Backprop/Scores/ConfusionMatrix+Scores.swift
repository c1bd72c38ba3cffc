extension ConfusionMatrix {
    /// The share of rows predicted correctly.
    public var accuracy: Double { correct.reduce(0, +) / total }

    /// The mean recall of the classes that occur in truth (Brodersen et al., ICPR 2010).
    public var balancedAccuracy: Double {
        let recalls = zip(correct, truthTotals).filter { $0.1 > 0 }.map { $0.0 / $0.1 }
        return recalls.reduce(0, +) / Double(recalls.count)
    }

    /// Matthews's correlation of truth and prediction, −1 to 1, for any number of classes.
    ///
    /// It is 0 if truth or prediction is constant.
    ///
    ///     (c·n − Σ tₖ·pₖ) / √((n² − Σ pₖ²)·(n² − Σ tₖ²))
    ///
    /// Here c rows of n are right, tₖ rows are of class k and pₖ predictions are of class k.
    ///
    /// Source: Gorodkin, Computational Biology and Chemistry 28, 2004, p. 367.
    public var matthewsCorrelation: Double {
        let (truth, predicted) = (shares(truthTotals), shares(predictedTotals))
        guard spread(truth), spread(predicted) else { return 0 }
        let variances = (1 - product(predicted, predicted)) * (1 - product(truth, truth))
        guard variances > 0 else { return 0 }
        return min(max((accuracy - product(truth, predicted)) / variances.squareRoot(), -1), 1)
    }

    /// Cohen's kappa: agreement beyond that expected by chance with the same totals, 1 for perfect agreement.
    ///
    /// It is undefined, that is, `nil`, if truth and prediction are the same single class in all rows.
    ///
    ///     1 − (share of disagreement) / (share of disagreement expected by chance)
    ///
    /// Source: Cohen, Educational and Psychological Measurement 20(1), 1960, p. 37.
    public var cohenKappa: Double? {
        var found = 0.0
        cells.forEach { truth, predicted, count in if truth != predicted { found += count } }
        let expected = disagreementByChance
        return expected > 0 ? 1 - found / expected : nil
    }

    /// The expected number of wrong predictions of chance with the same totals.
    ///
    /// Classes without rows or without predictions add nothing. The others are at most as many as the rows, so that the
    /// loops take at most as long as one pass over all probabilities.
    private var disagreementByChance: Double {
        let (predicted, total) = (predictedTotals, total)
        let columns = predicted.indices.filter { predicted[$0] > 0 }
        var expected = 0.0
        for (row, count) in truthTotals.enumerated() where count > 0 {
            let share = count / total
            for column in columns where column != row { expected += share * predicted[column] }
        }
        return expected
    }

    private func shares(_ totals: [Double]) -> [Double] {
        let total = total
        return totals.map { $0 / total }
    }

    private func spread(_ shares: [Double]) -> Bool { shares.filter { $0 > 0 }.count > 1 }

    private func product(_ first: [Double], _ second: [Double]) -> Double {
        zip(first, second).reduce(0) { $0 + $1.0 * $1.1 }
    }
}
