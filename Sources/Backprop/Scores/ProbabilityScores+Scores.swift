extension ProbabilityScores {
    /// The mean of −ln p over the rows, in which p is the probability of the true class, moved into [ε, 1 − ε] with ε =
    /// 2⁻⁵².
    ///
    /// It is undefined, that is, `nil`, for a single class.
    public var logLoss: Double? {
        guard classCount > 1 else { return nil }
        let epsilon = Double.ulpOfOne
        return weights.mean { row in
            -PortableLog.value(of: min(max(probability(row, truth[row]), epsilon), 1 - epsilon))
        }
    }

    /// The mean squared distance between probabilities and truth, summed over the classes.
    ///
    /// For two classes it is halved, so that it is the square of one probability's error. It is undefined, that is,
    /// `nil`, for a single class. Source: Brier, Monthly Weather Review 78(1), 1950.
    public var brierScore: Double? {
        guard classCount > 1 else { return nil }
        let sum = weights.mean { row in
            (0..<classCount).reduce(0) { sum, index in
                let error = probability(row, index) - (index == truth[row] ? 1 : 0)
                return sum + error * error
            }
        }
        return classCount == 2 ? sum / 2 : sum
    }

    /// The area under the receiver operating characteristic.
    ///
    /// It is the share of pairs in which a row of the class has a higher probability than a row of another; ties count
    /// half. For two classes it is the same for either; for more, the mean over the classes, each against the rest. It
    /// is undefined, that is, `nil`, if a class or the rest has no rows.
    public var rocAUC: Double? { rankingScores.rocAUC }

    /// The precision, averaged over the recall that each step down the ranking adds.
    ///
    /// For two classes it is that of the positive one, and 0 if that has no rows. For more it is the mean over the classes,
    /// each against the rest, and undefined, that is, `nil`, if a class has no rows.
    public var averagePrecision: Double? { rankingScores.averagePrecision }

    /// Both scores of the rankings, computed together because the rankings take most of the time.
    var rankingScores: (rocAUC: Double?, averagePrecision: Double?) {
        guard classCount > 1 else { return (nil, nil) }
        if classCount == 2 {
            let ranking = ranking(ofClass: positiveClass)
            return (ranking.rocAUC, ranking.averagePrecision)
        }
        // If a class is absent from truth, or alone in it, neither score is defined.
        guard Set(weights.countedRows.map { truth[$0] }).count == classCount else { return (nil, nil) }
        let scores = weights.values == nil ? ClassRankings(self).scores : classRankings
        var (areas, precisions) = (0.0, 0.0)
        for score in scores {
            areas += score.rocAUC ?? 0
            precisions += score.averagePrecision
        }
        return (areas / Double(classCount), precisions / Double(classCount))
    }

    /// The scores of each class against the rest, computed by sorting all rows once for each class.
    var classRankings: [(rocAUC: Double?, averagePrecision: Double)] {
        (0..<classCount).map {
            let ranking = ranking(ofClass: $0)
            return (ranking.rocAUC, ranking.averagePrecision)
        }
    }

    /// Returns the share of rows whose true class is among the `count` most probable.
    ///
    /// Of equally probable classes the last counts as the more probable, as in scikit-learn. For two classes only the
    /// first rank matters, and the first of equals counts, so that the score is the accuracy.
    public func topAccuracy(_ count: Int) -> Double {
        weights.mean { row in
            let own = probability(row, truth[row])
            var ahead = 0
            for index in 0..<classCount {
                let other = probability(row, index)
                let winsTie = classCount == 2 ? index < truth[row] : index > truth[row]
                if other > own || (other == own && winsTie) { ahead += 1 }
            }
            return ahead < count ? 1 : 0
        }
    }

    /// Returns the receiver operating characteristic of one class against the rest, from (0, 0) to (1, 1).
    ///
    /// The curve has one point per distinct probability. It is undefined, that is, `nil`, if the class or the rest has
    /// no rows.
    public func rocCurve(ofClass index: Int) -> [ROCPoint]? {
        ranking(ofClass: index).rocCurve
    }

    /// Returns the precision-recall curve of one class against the rest, from recall 0 up.
    ///
    /// The curve has one point per distinct probability. It is undefined, that is, `nil`, if the class has no rows.
    public func precisionRecallCurve(ofClass index: Int) -> [PrecisionRecallPoint]? {
        ranking(ofClass: index).precisionRecallCurve
    }
}
