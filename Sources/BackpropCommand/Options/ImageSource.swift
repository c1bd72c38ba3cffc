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
        return try read(conversion, options: reading.options())
    }

    /// The images that a model is asked about, brought to what it takes as its training images were, or as options say.
    func images(for model: Model, _ preprocessor: ImagePreprocessor) throws -> ImageSet {
        if try ImageSet.isImages(path) {
            return try read(
                conversion(for: preprocessor), options: reading.options(channels: preprocessor.channels))
        }
        return try ImageSet(
            table: table(), shape: preprocessor.shape, target: preprocessor.target,
            columns: model.recipe.columns)
    }

    /// Reads image files, and shows what was changed or left out.
    private func read(_ conversion: ImageConversion, options: ImageSetOptions) throws -> ImageSet {
        do throws(ImageError) {
            let images = try ImageSet(contentsOf: path, conversion: conversion, options: options)
            Notices.show(images.notices)
            guard let labels = reading.labels else { return images }
            return try images.labelled(byIDX: labels)
        } catch {
            throw ImageOptions.worded(error)
        }
    }

    /// Training images may have needed no change where these do.
    private func conversion(for preprocessor: ImagePreprocessor) -> ImageConversion {
        let (given, learned) = (reading.conversion, preprocessor.conversion)
        return ImageConversion(
            height: given.height ?? learned.height, width: given.width ?? learned.width,
            isGray: given.isGray || learned.isGray)
    }
}

extension ImagePreprocessor {
    /// The channels of the model's images, if files can have as many.
    fileprivate var channels: Int? { (1...4).contains(shape[2]) ? shape[2] : nil }
}
