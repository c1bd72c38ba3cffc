import Backprop

/// A recipe in a YAML file: the data, how to read them, and the settings of the run.
///
/// ```swift
/// let file = try RecipeFile(contentsOf: "wheat.yaml")
/// let table = try file.table()
/// let schema = try Schema(inferring: table, selection: file.options.columns)
/// let (recipe, _) = try file.options.recipe(for: schema, rows: table.rowCount)
/// let model = try Trainer(recipe).train(on: table, schema: schema).model
/// ```
///
/// Settings that the file leaves out are chosen from the data. ``keyNames`` lists the keys.
public struct RecipeFile: Sendable {
    /// The path of the data, relative to the current folder, or `nil` if the file names none.
    public var data: String?

    /// The options for reading the data.
    public var reading = ReadingOptions()

    /// The options for reading the data if they are images.
    public var images = ImageReading()

    /// The settings of the run.
    public var options = RecipeOptions()

    /// Whether it is that of a run on images, which uses few of the keys about tables.
    var isOfImages = false

    /// The plan of a cross-validation of the recipe.
    public var validation = ValidationPlan()

    /// Creates a recipe without settings.
    public init() {}

    /// Reads a file. Paths in it are relative to the folder that it lies in.
    ///
    /// - Throws: ``RecipeFileError`` with line and column, or `FileError` if it cannot be read.
    public init(contentsOf path: String) throws {
        try self.init(parsing: Self.text(of: path), source: path)
        data = data.map { RecipePath.fromCurrentFolder($0, recipe: path) }
        images.labels = images.labels.map { RecipePath.fromCurrentFolder($0, recipe: path) }
    }

    /// Reads the text of a file.
    static func text(of path: String) throws -> String {
        let bytes = try WholeFile.read(path, limit: RecipeNode.maximumByteCount)
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.utf8.elementsEqual(bytes) else {
            throw RecipeFileError(
                source: path, line: 1, column: 1, problem: "the file is not text in UTF-8; save it as such")
        }
        return text
    }

    /// Reads the text of a recipe, which is called `source` in errors.
    ///
    /// - Throws: ``RecipeFileError`` with line and column.
    public init(parsing text: String, source: String = "recipe") throws {
        self.init()
        let root = try RecipeNode(parsing: text, source: source)
        guard root.members != nil else {
            throw root.error(
                "a recipe is a mapping of keys to values, such as data: FILE.csv, not \(root.found)")
        }
        try Self.keys.read(root, into: &self, "a recipe")
    }

    /// Reads the data that the recipe names.
    ///
    /// - Throws: `TableError`; ``RecipeFileError`` if the recipe names no data.
    public func table() throws -> Table {
        guard let data else {
            throw RecipeFileError(
                source: "recipe", line: 1, column: 1, problem: "no data are named; add data: FILE.csv")
        }
        return try Table(contentsOf: data, options: reading)
    }

    /// All keys, those of sections behind the section's name: `training.epochs`.
    public static var keyNames: [String] {
        keys.flatMap { key in key.members.isEmpty ? [key.name] : key.members.map { "\(key.name).\($0)" } }
    }
}
