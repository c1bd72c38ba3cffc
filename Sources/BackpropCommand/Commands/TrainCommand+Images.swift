import Backprop

extension TrainCommand {
    /// Trains on images.
    func train(on images: ImageSet, _ options: RecipeOptions, path: String) throws {
        if saveRecipe != nil { throw UsageError("--save-recipe goes with tables, not with images yet") }
        if validation != nil {
            throw UsageError("--validation goes with tables; say --validation-split for images")
        }
        let (recipe, choices) = try options.recipe(for: images)
        if !output.json {
            Console.result(TrainReport.head(ImageReport(images: images).lines, choices: choices))
        }
        let result = try run(recipe, images)
        let predictions = try result.model.predict(images, threads: threads.count)
        try finish(result, task: .classification, path: path) { model in
            (
                try model.evaluate(predictions, on: images),
                try model.baselines(training: images, test: images)
            )
        } page: {
            try ImageModelReport(
                result.model, predictions: predictions, on: images, threads: threads.count
            ).page()
        }
    }

    private func run(_ recipe: Recipe, _ images: ImageSet) throws -> TrainingResult {
        try watched(recipe) { trainer, observer in
            try trainer.train(
                on: images, conversion: self.images.conversion(), target: columns.target.first,
                onEvent: observer.observe)
        }
    }
}
