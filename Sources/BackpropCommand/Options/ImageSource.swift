import Backprop
import BackpropRecipes

/// Reads the data of a command as images, where they are images.
struct ImageSource {
    let path: String
    let reading: ImageReading
    /// How images are to be changed as they are learned from.
    var augmentation: Augmentation?
    /// Reads the data as a table.
    let table: () throws -> Table

    /// The images to train on or to divide into folds; `nil` where the data are a table.
    func training(_ columns: ColumnSelection) throws -> ImageSet? {
        let conversion = reading.conversion
        if let shape = reading.shape {
            if reading.labels != nil {
                throw UsageError("--labels goes with a file of images, not with --image")
            }
            return try ImageSet(table: try table(), shape: shape, columns: columns)
        }
        guard try ImageSet.isImages(path) || reading.labels != nil else {
            if conversion != ImageConversion() {
                throw UsageError(
                    "--resize and --grayscale go with images; say --image if the table holds pixels")
            }
            if let changes = augmentation?.text, !changes.isEmpty {
                throw UsageError("--augment goes with images; say --image if the table holds pixels")
            }
            return nil
        }
        guard columns == ColumnSelection() else {
            throw UsageError(
                "--target, --ignore and whatever else is said of columns go with tables, not with image files"
            )
        }
        let images = try ImageSet(contentsOf: path, conversion: conversion)
        return try reading.labels.map { try images.labelled(byIDX: $0) } ?? images
    }

    /// The images that a model is asked about, brought to what it takes as its training images were, or as options say.
    func images(for model: Model, _ preprocessor: ImagePreprocessor) throws -> ImageSet {
        if try ImageSet.isImages(path) {
            let images = try ImageSet(contentsOf: path, conversion: conversion(for: preprocessor))
            return try reading.labels.map { try images.labelled(byIDX: $0) } ?? images
        }
        return try ImageSet(
            table: table(), shape: preprocessor.shape, target: preprocessor.target,
            columns: model.recipe.columns)
    }

    /// Training images may have needed no change where these do.
    private func conversion(for preprocessor: ImagePreprocessor) -> ImageConversion {
        let (given, learned) = (reading.conversion, preprocessor.conversion)
        return ImageConversion(
            height: given.height ?? learned.height, width: given.width ?? learned.width,
            isGray: given.isGray || learned.isGray)
    }
}
