import Backprop
import BackpropRecipes

extension TrainCommand {
    /// Reads the data: by the recipe, or as those of the model that the run continues.
    func data(_ file: RecipeFile, continuing model: Model?, scratchFolder: String?) throws -> CommandData {
        guard let model else {
            return try CommandData(file, threads: threads.count, scratchFolder: scratchFolder)
        }
        let way = continuing.continuation(of: model, recipe: file.options.continuation)
        try refuseOtherTarget(of: file, than: model)
        let isOfImages = try ImageSet.isImages(file.dataPath())
        if model.images != nil, let option = learning.images.optionWithoutEffect(isFileOfImages: isOfImages) {
            throw UsageError(
                "\(option) does not go with --from, since images are read as those of the model were")
        }
        return try CommandData(
            file, continuing: model, replacesTargets: way.replacesLastLayer, threads: threads.count,
            scratchFolder: scratchFolder)
    }

    /// Shows a notice about new rows unlike those that the model was trained on.
    func showOtherValues(_ job: TrainingJob) throws {
        guard let start = job.start, !(job.file.options.continuation?.refits ?? false), !continuing.refit
        else {
            return
        }
        Notices.show(
            try start.noticeOfOtherValues(in: job.data.rows, threads: threads.count).map { [$0] } ?? [])
    }

    /// Refuses another target than the model's, also if a new last layer learns other values of it.
    private func refuseOtherTarget(of file: RecipeFile, than model: Model) throws {
        guard let names = model.preprocessor?.targetNames, let targets = file.options.columns.targets else {
            return
        }
        for case .name(let name) in targets where !names.contains(name) {
            throw UsageError(
                "--from continues to predict \(names.map { "\"\($0)\"" }.joined(separator: ", ")), also with --new-head; "
                    + "rename the column \"\(name)\", or train a new model")
        }
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
