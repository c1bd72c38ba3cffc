import Backprop

/// Reads the data of a command as images, where they are images.
struct ImageSource {
    let path: String
    let options: ImageOptions
    /// Reads the data as a table.
    let table: () throws -> Table

    /// The images to train on or to divide into folds; `nil` where the data are a table.
    func training(_ columns: ColumnSelection) throws -> ImageSet? {
        let conversion = try options.conversion()
        if let shape = try options.shape() {
            if options.labels != nil {
                throw UsageError("--labels goes with a file of images, not with --image")
            }
            return try ImageSet(table: try table(), shape: shape, columns: columns)
        }
        guard try ImageSet.isImages(path) || options.labels != nil else {
            if options.resize != nil || options.grayscale {
                throw UsageError(
                    "--resize and --grayscale go with images; say --image if the table holds pixels")
            }
            return nil
        }
        let images = try ImageSet(contentsOf: path, conversion: conversion)
        return try options.labels.map { try images.labelled(byIDX: $0) } ?? images
    }

    /// The images that a model is asked about.
    func images(for preprocessor: ImagePreprocessor) throws -> ImageSet {
        if try ImageSet.isImages(path) {
            let images = try ImageSet(contentsOf: path, conversion: preprocessor.conversion)
            return try options.labels.map { try images.labelled(byIDX: $0) } ?? images
        }
        return try ImageSet(table: table(), shape: preprocessor.shape, target: preprocessor.target)
    }
}
