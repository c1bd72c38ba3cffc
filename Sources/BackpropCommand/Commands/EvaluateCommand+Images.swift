import Backprop
import BackpropRecipes

extension EvaluateCommand {
    /// Scores a model on images whose labels are known.
    func evaluate(_ model: Model, _ preprocessor: ImagePreprocessor) throws {
        if importance.importance { throw UsageError("--importance goes with tables, not with images") }
        let images = try ImageSource(path: data.data, reading: images.reading(), table: data.read).images(
            for: model, preprocessor)
        let predictions = try model.predict(images, threads: threads.count)
        let evaluation = try model.evaluate(predictions, on: images)
        let report = EvaluationReport(
            places: .images(images), evaluation: evaluation, classWeights: nil, classWeightNotice: nil,
            baselines: try model.baselines(on: images), input: predictions.report,
            worst: try worst.map { try model.worstImages(predictions, on: images, count: $0) },
            importance: nil)
        try page.write {
            var report = try ImageModelReport(
                model, predictions: predictions, on: images, threads: threads.count)
            report.origin = ReportOrigin(
                recipes: try model.members.map { try recipe(of: $0, preprocessor).text() },
                commands: [ReportOptions.command])
            return try report.page()
        }
        try output.show(json: report.json, text: report.text)
    }

    /// What trained the model, as far as it tells.
    private func recipe(of model: Model, _ preprocessor: ImagePreprocessor) throws -> RecipeFile {
        var images = ImageReading()
        images.conversion = preprocessor.conversion
        if try !ImageSet.isImages(data.data) { images.shape = preprocessor.shape }
        var file = RecipeFile(
            complete: model.recipe, images: images, data: model.provenance.source,
            reading: data.reading.options)
        file.options.columns.targets = preprocessor.target.map { [.name($0)] }
        return file
    }
}
