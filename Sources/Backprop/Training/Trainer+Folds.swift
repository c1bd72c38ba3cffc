extension Trainer {
    /// Trains on several selections of a table's rows, on each as ``train(on:schema:rows:validation:scratchFolder:onEpoch:onEvent:)`` does.
    ///
    /// - Returns: The results in the order of the selections.
    func train(on table: Table, schema: Schema, rowsOfEach rows: [[Int]]) throws -> [TrainingResult] {
        let inLanes: [TrainingResult]?
        switch recipe.precision {
        case .float32: inLanes = try trainInLanes(table, schema, rows, as: Float.self)
        case .float64: inLanes = try trainInLanes(table, schema, rows, as: Double.self)
        }
        if let inLanes { return inLanes }
        let alone = alone
        return try Threads.map(rows, threads: threads) {
            try alone.train(on: table, schema: schema, rows: $0)
        }
    }

    /// The same side by side in the lanes of registers; `nil` where that does not pay.
    private func trainInLanes<S: Scalar>(
        _ table: Table, _ schema: Schema, _ rows: [[Int]], as scalar: S.Type
    ) throws -> [TrainingResult]? {
        if case .byCrossValidation = recipe.stopping { return nil }
        guard recipe.weightDecaySearch == nil else { return nil }
        guard rows.count > 1, recipe.batchSize == .rows(1), OnlineEpoch<S>.serves(recipe) else { return nil }
        let preparations = try Threads.map(rows, threads: threads) {
            let preparation = try Preparation(recipe, table: table, schema: schema, rows: $0)
            let folds = FoldRows<S>(
                training: try preparation.trainingData(as: S.self),
                validation: try preparation.validationData(as: S.self),
                scoring: try preparation.scoring(recipe))
            return (preparation, folds)
        }
        let lanes = LaneGroups<S>(self, count: rows.count)
        guard lanes.pays(on: preparations[0].1.training) else { return nil }
        let outcomes = try lanes.outcomes(preparations.map(\.1), limit: recipe.epochs)
        return try zip(preparations, outcomes).map { preparation, outcome in
            try result(outcome, preparation.0, inputShape: preparation.1.training.inputShape)
        }
    }
}
