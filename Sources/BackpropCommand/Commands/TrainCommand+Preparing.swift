import Backprop
import BackpropRecipes
import BackpropTensorBoard

/// The inputs and outputs of a run of `train`, before anything is computed.
struct TrainingJob {
    /// The recipe's file with the options of the command line.
    let file: RecipeFile
    let data: CommandData

    /// The rows to stop by, if they are in a file of their own.
    let validation: (any RawRows)?

    /// The model to continue, if there is one.
    let start: Model?

    /// The file to save the model in.
    let path: String

    /// The folder for the rows in temporary files, or `nil` to keep them in memory.
    let scratchFolder: String?
}

extension TrainCommand {
    /// Checks the options and the files to write, and reads the data.
    func prepared() throws -> TrainingJob {
        _ = try checkpoints.policy()
        let start = try continuing.model()
        let file = try learning.file(hasValidationFile: validation != nil, continuing: start)
        let source = try file.dataPath()
        let path = model ?? DataName.here(source, ".safetensors")
        try checkOutputs(path, against: inputs(file, source))
        try refuseStreaming(of: file)
        let scratchFolder = stream ? Streaming.folder(besideModel: path) : nil
        let data = try data(file, continuing: start, scratchFolder: scratchFolder)
        try refuseOptions(beside: data)
        return TrainingJob(
            file: file, data: data,
            validation: try validation.map { try data.validation($0, labels: validationLabels, file) },
            start: start, path: path, scratchFolder: scratchFolder)
    }

    private func checkOutputs(_ path: String, against inputs: [String?]) throws {
        try OutputGuard.prepare(
            [
                .init("--model", path), .init("--save-recipe", saveRecipe), .init("--log", log), page.target,
                checkpoints.target, .init("--tensorboard", tensorboard, isFolder: true),
            ], against: inputs)
        try tensorboard.map { try TensorBoardWriter.checkWritable($0) }
    }

    private func refuseStreaming(of file: RecipeFile) throws {
        guard stream, file.options.time.isUsed else { return }
        throw UsageError(
            "--stream does not go with --time, since features of earlier rows need these in memory")
    }

    /// Returns whether training divides the rows: to stop, or to choose settings.
    func divides(_ recipe: Recipe, _ validation: (any RawRows)?) -> Bool {
        if recipe.selection != nil { return true }
        return recipe.stopping != .afterAllEpochs && validation == nil
    }

    /// Refuses options that do not fit the data.
    private func refuseOptions(beside data: CommandData) throws {
        if case .images = data {
            if stream { throw UsageError("--stream goes with tables, not with images") }
            if validation == nil, validationLabels != nil {
                throw UsageError("--validation-labels needs --validation")
            }
        } else if validationLabels != nil {
            throw UsageError("--validation-labels goes with images")
        }
    }

    private func inputs(_ file: RecipeFile, _ source: String) -> [String?] {
        [
            source, learning.data.recipe, validation, validationLabels, file.images.labels, continuing.from,
        ]
    }
}
