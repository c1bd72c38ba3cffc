extension TuningResult {
    /// The trials whose networks, each trained on all rows, are to be averaged: the winner, and beside it the recipe
    /// that the data choose where nothing else is said.
    ///
    /// The two differ, and are both good: their mean (``Model/init(averaging:)``) is mostly better than either. It also
    /// halves what is lost where the winner owes its place to chance. The winner stands alone where it is that recipe,
    /// where that recipe failed, or where one of the two gives scores that are no probabilities.
    ///
    /// ```swift
    /// let models = try result.averaged.map { try Trainer($0.recipe).train(on: table).model }
    /// let model = try Model(averaging: models)
    /// ```
    public var averaged: [Trial] {
        guard let usual, usual.number != winner.number, usual.rankedScore.failure == nil else {
            return [winner]
        }
        let both = [winner, usual]
        return both.allSatisfy(\.recipe.canBeAveraged) ? both : [winner]
    }
}

extension Recipe {
    /// Whether means of what the networks say have a meaning: numbers, or probabilities.
    fileprivate var canBeAveraged: Bool { targetEncoding == .numeric || network.givesProbabilities }
}
