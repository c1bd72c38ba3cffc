import Backprop
import BackpropRecipes

extension TrainCommand {
    /// Trains on images.
    func train(on images: ImageSet, _ file: RecipeFile, path: String) throws {
        let validation = try validationImages(file)
        let (recipe, choices) = try file.options.recipe(for: images)
        if !output.json {
            Console.result(TrainReport.head(ImageReport(images: images).lines, choices: choices))
        }
        let complete = RecipeFile(
            complete: recipe, images: file.images, data: file.data, reading: file.reading)
        try saveRecipe.map { try complete.write(to: $0, choices: choices) }
        Notices.show(learning.remarks(on: recipe, choices: choices))
        let result = try run(recipe, images, validation, file)
        var predictions: Predictions?
        try finish(result, task: .classification, path: path) { model in
            let found = try model.predict(images, threads: threads.count)
            predictions = found
            return (try model.evaluate(found, on: images), try model.baselines(on: images))
        } page: {
            let found = try predictions ?? result.model.predict(images, threads: threads.count)
            var report = try ImageModelReport(
                result.model, predictions: found, on: images, threads: threads.count)
            report.rowsScored = "\(TrainReport.rowsScored(by: result.model)); expect less on new ones"
            report.training = result
            report.origin = ReportOrigin(
                recipes: [complete.text(choices: choices)], commands: [ReportOptions.command])
            return try report.page()
        }
    }

    /// The images to stop by, read as those to learn from are; nil where none are named.
    private func validationImages(_ file: RecipeFile) throws -> ImageSet? {
        guard let validation else {
            if validationLabels != nil { throw UsageError("--validation-labels needs --validation") }
            return nil
        }
        var other = file
        (other.data, other.images.labels) = (validation, validationLabels)
        guard let images = try other.source().training(file.options.columns) else {
            throw UsageError("\(validation) holds no images; --validation is read as the data are")
        }
        return images
    }

    private func run(
        _ recipe: Recipe, _ images: ImageSet, _ validation: ImageSet?, _ file: RecipeFile
    ) throws -> TrainingResult {
        try watched(recipe) { trainer, observer in
            try trainer.train(
                on: images, validation: validation, conversion: file.images.conversion,
                onEvent: observer.observe)
        }
    }
}
