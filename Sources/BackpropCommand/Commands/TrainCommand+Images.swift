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
        try self.images.report.map { try AtomicFile.checkWritable($0) }
        let result = try run(recipe, images)
        try finish(result, task: .classification, path: path) { model in
            let predictions = try model.predict(images, threads: threads.count)
            try self.images.writeReport(model, predictions, images, threads: threads.count)
            return (
                try model.evaluate(predictions, on: images),
                try model.baselines(training: images, test: images)
            )
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
