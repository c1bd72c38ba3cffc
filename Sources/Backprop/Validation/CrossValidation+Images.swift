extension CrossValidation {
    /// Trains and scores every fold of labelled images.
    ///
    /// - Throws: ``SplitError`` when the images cannot be divided so, ``ImageError`` where there are no labels, and
    ///   what training throws.
    public func run(on images: ImageSet) throws -> Result {
        guard let classes = images.classes else { throw ImageError.unlabelled(images.source) }
        let folds = try splitter.folds(
            rowCount: images.count, labels: classes, groups: nil, seed: recipe.seed)
        let counter = FoldCounter(count: folds.count, onFold)
        let results = try Threads.map(folds, threads: threads) { fold -> FoldResult? in
            let result = try trainer().train(on: images, rows: fold.training)
            counter.add(result)
            return result.wasInterrupted ? nil : try score(fold, result, images)
        }
        return Result(folds: results.compactMap(\.self), plannedCount: folds.count)
    }

    private func score(_ fold: Fold, _ result: TrainingResult, _ images: ImageSet) throws -> FoldResult {
        let model = result.model
        let test = images.selecting(fold.test)
        let predictions = try model.predict(test)
        var failure: TrainingError?
        if case .failed(let error) = result.ending { failure = error }
        var judged: PredictionsWithTruth?
        if case .classes(let classes, let labels, let probabilities) = predictions.content {
            judged = PredictionsWithTruth(
                try model.requiredImages().classIndices(of: test), classes, labels, probabilities)
        }
        return FoldResult(
            evaluation: try model.evaluate(predictions, on: test),
            baselines: try model.baselines(on: test),
            trainingRows: model.provenance.rows, testRows: fold.test, epochs: model.provenance.epochs,
            weightDecay: model.recipe.weightDecay, network: model.network, failure: failure, importance: nil,
            report: EncodingReport(images: test.count), history: result.history,
            inputShape: model.inputShape, judged: judged)
    }
}
