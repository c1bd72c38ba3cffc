import Backprop
import BackpropRecipes

/// The data that a command learns from: a table with the meaning of its columns, or images.
enum CommandData {
    case table(Table, Schema)
    case images(ImageSet, ImageConversion)

    /// Reads the data that a recipe's file names, and shows notices about them.
    ///
    /// - Parameter describing: Whether the data are only described, so that a table needs no usable target.
    init(
        _ file: RecipeFile, threads: Int = Threads.processorCount, scratchFolder: String? = nil,
        describing: Bool = false
    ) throws {
        if let images = try Self.images(file) {
            self = .images(images, file.images.conversion)
            return
        }
        let table = try file.read(threads: threads, scratchFolder: scratchFolder)
        let columns = file.options.columns
        let schema =
            try describing
            ? Schema(describing: table, selection: columns) : Schema(inferring: table, selection: columns)
        Notices.show(table, schema, options: file.options)
        guard !describing else {
            self = .table(table, schema)
            return
        }
        let data = try TableData(table, schema: schema, columns: columns, time: file.options.time)
        Notices.show([data.gapNotice].compactMap(\.self))
        self = .table(data.table, data.schema)
    }

    /// Reads the data as images, or returns `nil` if they are a table.
    private static func images(_ file: RecipeFile) throws -> ImageSet? {
        let (path, reading) = (try file.dataPath(), file.images)
        if let shape = reading.shape {
            if reading.labels != nil {
                throw UsageError("--labels goes with a file of images, not with --image")
            }
            if file.options.time != TimeOrder() {
                throw UsageError(
                    "--time and the other options about earlier rows go with tables, not with images")
            }
            return try ImageSet(table: file.read(), shape: shape, columns: file.options.columns)
        }
        guard try ImageSet.isImages(path) || reading.labels != nil else {
            try refuseImageOptions(file)
            return nil
        }
        if file.options.time != TimeOrder() {
            throw UsageError(
                "--time and the other options about earlier rows go with tables, not with images")
        }
        guard file.options.columns == ColumnSelection() else {
            throw UsageError(
                "--target, --ignore and the other options about columns go with tables, not with image files"
            )
        }
        return try ImageSet(
            reading: path, reading, conversion: reading.conversion, options: reading.options())
    }

    static func refuseImageOptions(_ file: RecipeFile) throws {
        if file.images.conversion != ImageConversion() {
            throw UsageError("--resize and --grayscale go with images; add --image if the table holds pixels")
        }
        if let changes = file.options.augmentation?.text, !changes.isEmpty {
            throw UsageError("--augment goes with images; add --image if the table holds pixels")
        }
    }

    /// Reads the rows of another file that a run is to stop by, as these were read.
    func validation(_ path: String, labels: String?, _ file: RecipeFile) throws -> any RawRows {
        guard case .images = self else { return try Table(contentsOf: path, options: file.reading) }
        var other = file
        (other.data, other.images.labels) = (path, labels)
        guard let images = try Self.images(other) else {
            throw UsageError("\(path) holds no images; --validation is read as the data are")
        }
        return images
    }
}

extension CommandData {
    /// The rows as they were read.
    var rows: any RawRows {
        switch self {
        case .table(let table, _): table
        case .images(let images, _): images
        }
    }

    /// The rows that have a target, which a model can be scored on.
    var scoredRows: any RawRows {
        switch self {
        case .table(let table, let schema): table.selectingRows(schema.rowsWithTargets(in: table))
        case .images(let images, _): images
        }
    }

    /// The kind of prediction.
    var task: LearningTask {
        if case .table(_, let schema) = self { schema.task } else { .classification }
    }

    /// Whether a column keeps rows together.
    var hasGroups: Bool {
        if case .table(_, let schema) = self { schema.group != nil } else { false }
    }

    /// The data in a few lines.
    var lines: [String] {
        switch self {
        case .table(let table, let schema): SchemaReport(table: table, schema: schema).lines
        case .images(let images, _): ImageReport(images: images).lines
        }
    }

    /// Returns the complete recipe for these data, and the choices made on the way.
    func recipe(_ options: RecipeOptions) throws -> (recipe: Recipe, choices: [Choice]) {
        switch self {
        case .table(let table, let schema): try options.recipe(for: schema, rows: table.rowCount)
        case .images(let images, _): try options.recipe(for: images)
        }
    }

    /// Returns the data as a recipe learns from them.
    func learning(for recipe: Recipe) throws -> any LearningData {
        switch self {
        case .table(let table, let schema): try TableData(table, schema: schema, for: recipe)
        case .images(let images, let conversion): ImageData(images, conversion: conversion)
        }
    }

    /// Returns the file that repeats a run of a complete recipe.
    func complete(_ recipe: Recipe, _ file: RecipeFile) -> RecipeFile {
        switch self {
        case .table(let table, _):
            RecipeFile(complete: recipe, table: table, data: file.data, reading: file.reading)
        case .images:
            RecipeFile(complete: recipe, images: file.images, data: file.data, reading: file.reading)
        }
    }
}

extension Model {
    /// Reads the rows for a model: a table, or images. Images are converted in the way of its training images, or by
    /// the options.
    func rows(_ data: DataOptions, _ images: ImageOptions) throws -> any RawRows {
        guard let preprocessor = self.images else { return try data.read(for: self) }
        return try rows(data.data, images.reading(), preprocessor) { try data.read() }
    }

    /// Reads the rows of a recipe's file that the model predicts.
    func rows(_ file: RecipeFile, _ reading: ReadingArguments) throws -> any RawRows {
        guard let preprocessor = images else { return try reading.table(file.dataPath(), for: self) }
        return try rows(file.dataPath(), file.images, preprocessor) { try file.read() }
    }

    private func rows(
        _ path: String, _ reading: ImageReading, _ preprocessor: ImagePreprocessor, table: () throws -> Table
    ) throws -> any RawRows {
        guard try ImageSet.isImages(path) else {
            return try ImageSet(
                table: table(), shape: preprocessor.shape, target: preprocessor.target,
                columns: recipe.columns)
        }
        // Training images may have needed no change even if these do.
        let (asked, learned) = (reading.conversion, preprocessor.conversion)
        return try ImageSet(
            reading: path, reading,
            conversion: ImageConversion(
                height: asked.height ?? learned.height, width: asked.width ?? learned.width,
                isGray: asked.isGray || learned.isGray),
            options: reading.options(channels: preprocessor.channels))
    }
}

extension ImageSet {
    /// Reads images, shows the notices about them, and reads labels from a file of their own.
    fileprivate init(
        reading path: String, _ reading: ImageReading, conversion: ImageConversion, options: ImageSetOptions
    ) throws {
        let images = try ImageSet(contentsOf: path, conversion: conversion, options: options)
        Notices.show(images.notices)
        guard let labels = reading.labels else {
            self = images
            return
        }
        self = try images.labelled(byIDX: labels)
    }
}

extension ImagePreprocessor {
    /// The channels of the model's images, if files can have as many.
    fileprivate var channels: Int? { (1...4).contains(shape[2]) ? shape[2] : nil }
}
