extension CrossValidation {
    /// Trains and scores every fold of labelled images.
    ///
    /// - Throws: ``SplitError`` when the images cannot be divided so, ``ImageError`` where there are no labels, and
    ///   what training throws.
    public func run(on images: ImageSet) throws -> Result {
        guard let classes = images.classes else { throw ImageError.unlabelled(images.source) }
        let folds = try splitter.folds(
            rowCount: images.count, labels: classes, groups: nil, seed: recipe.seed)
        return Result(folds: try Threads.map(folds, threads: threads) { try score($0, images) })
    }

    private func score(_ fold: Fold, _ images: ImageSet) throws -> FoldResult {
        let result = try Trainer(recipe).train(on: images, rows: fold.training)
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
