import Backprop
import BackpropRecipes

extension TrainCommand {
    /// Trains on images.
    func train(on images: ImageSet, _ file: RecipeFile, path: String) throws {
        if validation != nil {
            throw UsageError("--validation goes with tables; say --validation-split for images")
        }
        let (recipe, choices) = try file.options.recipe(for: images)
        if !output.json {
            Console.result(TrainReport.head(ImageReport(images: images).lines, choices: choices))
        }
        try saveRecipe.map {
            try RecipeFile(complete: recipe, images: file.images, data: file.data, reading: file.reading)
                .write(to: $0, choices: choices)
        }
        let result = try run(recipe, images, file)
        let predictions = try result.model.predict(images, threads: threads.count)
        try finish(result, task: .classification, path: path) { model in
            (
                try model.evaluate(predictions, on: images),
                try model.baselines(on: images)
            )
        } page: {
            try ImageModelReport(
                result.model, predictions: predictions, on: images, threads: threads.count
            ).page()
        }
    }

    private func run(_ recipe: Recipe, _ images: ImageSet, _ file: RecipeFile) throws -> TrainingResult {
        try watched(recipe) { trainer, observer in
            try trainer.train(
                on: images, conversion: file.images.conversion, target: file.options.columns.targetName,
                onEvent: observer.observe)
        }
    }
}

extension ColumnSelection {
    /// The name of the column to predict, where one is named.
    fileprivate var targetName: String? {
        guard case .name(let name) = targets?.first else { return nil }
        return name
    }
}
