import Backprop
import BackpropRecipes

extension TrainCommand {
    /// Reads the data: by the recipe, or as those of the model that the run continues.
    func data(_ file: RecipeFile, continuing model: Model?, scratchFolder: String?) throws -> CommandData {
        guard let model else {
            return try CommandData(file, threads: threads.count, scratchFolder: scratchFolder)
        }
        let way = continuing.continuation(of: model, recipe: file.options.continuation)
        return try CommandData(
            file, continuing: model, replacesTargets: way.replacesLastLayer, threads: threads.count,
            scratchFolder: scratchFolder)
    }

    /// Returns the complete recipe: with the choices made from the data, or that of the model that the run continues.
    func recipe(
        for data: CommandData, _ options: RecipeOptions, continuing model: Model?
    ) throws -> (recipe: Recipe, choices: [Choice]) {
        guard let model else { return try data.recipe(options) }
        let way = continuing.continuation(of: model, recipe: options.continuation)
        var options = options
        options.continuation = way
        return (try options.recipe(continuing: model, way, on: data.learning(for: model.recipe)), [])
    }
}
