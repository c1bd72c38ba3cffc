extension TuningResult {
    /// The trials whose networks, each trained on all rows, are to be averaged: the winner and the default recipe.
    ///
    /// The two differ, and both are good: their mean (``Model/init(averaging:)``) is mostly better than either. It also
    /// halves the damage if the winner won by chance. The winner is alone if it is the default recipe, or if the default
    /// recipe failed. It is also alone if the scores of one of the two are not probabilities.
    ///
    /// ```swift
    /// let models = try result.averaged.map { try Trainer($0.recipe).train(on: table).model }
    /// let model = try Model(averaging: models)
    /// ```
    public var averaged: [Trial] {
        guard let defaultTrial, defaultTrial.number != winner.number, defaultTrial.rankedScore.failure == nil
        else {
            return [winner]
        }
        let both = [winner, defaultTrial]
        return both.allSatisfy(\.recipe.canBeAveraged) ? both : [winner]
    }
}

extension Recipe {
    /// Whether means of the network's outputs are meaningful: numbers, or probabilities.
    fileprivate var canBeAveraged: Bool { targetEncoding == .numeric || network.givesProbabilities }
}
