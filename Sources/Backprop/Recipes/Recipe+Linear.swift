extension Recipe {
    /// Returns the recipe of a linear model for the same inputs and targets, or `nil` if the network is linear already.
    ///
    /// It is logistic regression for classes and ridge regression for numbers, minimized by ``LBFGS`` in Double. The
    /// penalty is that of scikit-learn's defaults, C = 1 and α = 1:
    ///
    ///     (1/n) Σ loss + (1/2n) Σw²   for classes,      (1/n) Σ (y − ŷ)² + (1/n) Σw²   for numbers
    ///
    /// Two classes with an output each have weights −w/2 and w/2 for scikit-learn's w. Their penalty is then that of C = 2.
    ///
    /// The preprocessing stays the same, but for bins, which make a linear model nonlinear in the columns.
    ///
    /// - Parameter rows: The number n of training rows.
    func linearModel(rows: Int) -> Recipe? {
        guard network.layers.count > 1, let output = network.layers.last as? Dense else { return nil }
        let isNumeric = targetEncoding == .numeric
        var recipe = Recipe(
            network: Network([Dense(output.units, activation: isNumeric ? .linear : output.activation)]),
            loss: isNumeric ? MeanSquaredError() : loss, optimizer: LBFGS(), batchSize: .full,
            regularization: Regularization(l2: (isNumeric ? 2 : 1) / Double(max(1, rows))), seed: seed,
            precision: .float64, columns: columns, preprocessing: preprocessing,
            targetEncoding: targetEncoding, time: time)
        recipe.preprocessing.bins = nil
        return recipe
    }
}
