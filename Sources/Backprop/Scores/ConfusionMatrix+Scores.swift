extension ConfusionMatrix {
    /// The share of rows predicted rightly.
    public var accuracy: Double { correct.reduce(0, +) / total }

    /// The mean recall of the classes that occur in truth (Brodersen et al., ICPR 2010).
    public var balancedAccuracy: Double {
        let recalls = zip(correct, truthTotals).filter { $0.1 > 0 }.map { $0.0 / $0.1 }
        return recalls.reduce(0, +) / Double(recalls.count)
    }

    /// Matthews's correlation of truth and prediction, −1 to 1, for any number of classes (Gorodkin,
    /// Computational Biology and Chemistry 28, 2004, p. 367). 0 where truth or prediction is constant.
    ///
    ///     (c·n − Σ tₖ·pₖ) / √((n² − Σ pₖ²)·(n² − Σ tₖ²))
    ///
    /// with c rows of n right, tₖ rows of class k and pₖ predictions of class k.
    public var matthewsCorrelation: Double {
        let (truth, predicted) = (shares(truthTotals), shares(predictedTotals))
        guard spread(truth), spread(predicted) else { return 0 }
        let variances = (1 - product(predicted, predicted)) * (1 - product(truth, truth))
        guard variances > 0 else { return 0 }
        return min(max((accuracy - product(truth, predicted)) / variances.squareRoot(), -1), 1)
    }

    /// Cohen's kappa: agreement beyond what chance gives with the same totals, 1 for perfect agreement (Cohen,
    /// Educational and Psychological Measurement 20(1), 1960, p. 37). Undefined, nil, where truth and
    /// prediction are one and the same class throughout.
    ///
    ///     1 − (share of disagreement) / (share of disagreement expected by chance)
    public var cohenKappa: Double? {
        var found = 0.0
        cells.forEach { truth, predicted, count in if truth != predicted { found += count } }
        let expected = disagreementByChance
        return expected > 0 ? 1 - found / expected : nil
    }

    /// The number of rows that chance with the same totals predicts wrongly.
    ///
    /// Classes without rows or without predictions add nothing. The others are at most as many as the rows, so that
    /// the loops take no longer than one look at all probabilities.
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
