import Backprop
import BackpropRecipes

extension CommandData {
    /// Reads the data that a run continues a model with, as the training data were read.
    init(
        _ file: RecipeFile, continuing model: Model, replacesTargets: Bool, threads: Int,
        scratchFolder: String?
    ) throws {
        if let images = model.images {
            guard let rows = try model.rows(file, ReadingArguments()) as? ImageSet else {
                throw ModelError.trainedOnImages(images.shape)
            }
            self = .images(rows, images.conversion)
            return
        }
        try Self.refuseImageOptions(file)
        guard try !ImageSet.isImages(file.dataPath()), file.images.shape == nil, file.images.labels == nil
        else {
            throw ModelError.notTrainedOnImages
        }
        guard let preprocessor = model.preprocessor else { throw ModelError.trainedOnNumbers }
        let table =
            try preprocessor.hasHeader || scratchFolder != nil
            ? file.read(threads: threads, scratchFolder: scratchFolder)
            : preprocessor.table(contentsOf: file.dataPath(), options: file.reading, threads: threads)
        let data = try TableData(table, continuing: model, replacesTargets: replacesTargets)
        Notices.show(table.notices.map(\.text))
        self = .table(data.table, data.schema)
    }
}
