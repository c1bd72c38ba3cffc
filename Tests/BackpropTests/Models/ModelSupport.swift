import Backprop
import Testing

/// Small models, trained quickly.
enum ModelSupport {
    /// Twelve rows of two numbers and a word, and one of three classes.
    static let flowers = """
        width,length,colour,kind
        1.5,2,red,rose
        1.25,,red,rose
        1,2.5,blue,rose
        1.75,2.25,red,rose
        3,4,blue,lily
        3.5,4.5,white,lily
        3.25,4,blue,lily
        2.75,4.25,white,lily
        5,0.5,white,tulip
        5.5,0.25,red,tulip
        5.25,1,white,tulip
        4.75,0.75,red,tulip

        """

    /// Nine rows of one number and another that depends on it.
    static let slope = "x,y\n" + (1...9).map { "\($0),\($0 * $0).5\n" }.joined()

    static func table(_ text: String, name: String = "flowers.csv") throws -> Table {
        try Table(reading: Array(text.utf8), source: name)
    }

    /// A model of those rows.
    static func model(
        _ text: String = flowers, layers: String = "dense 4 tanh", precision: Precision = .float32,
        _ change: (inout RecipeOptions) -> Void = { _ in }
    ) throws -> Model {
        var options = RecipeOptions()
        options.hiddenLayers = try Network(parsing: layers)
        options.precision = precision
        options.epochs = 3
        change(&options)
        let table = try table(text)
        let schema = try Schema(inferring: table, selection: options.columns)
        let recipe = try options.recipe(for: schema, rows: table.rowCount).recipe
        return try Trainer(recipe).train(on: table, schema: schema).model
    }

    /// Returns the model that a file with that model's bytes contains.
    static func reread(_ model: Model, registry: TypeRegistry = .standard) throws -> Model {
        let file = try SafetensorsFile(bytes: try model.safetensors().serialized())
        return try Model(file, source: "m.safetensors", registry: registry)
    }

    /// Returns the file of a model without its errors of held-out rows, which a complete recipe does not repeat.
    static func repeatable(_ model: Model) -> SafetensorsFile {
        var file = model.safetensors()
        for key in ["backprop.heldOutErrors", "backprop.digest"] { file.metadata[key] = nil }
        return file
    }

    /// The refusal of a model's file after a change, or “read”.
    static func refusal(
        of model: Model, source: String, _ change: (inout SafetensorsFile) -> Void
    ) throws -> String {
        var file = model.safetensors()
        let before = file
        change(&file)
        // A change that changes nothing would test nothing.
        try #require(file != before)
        do {
            _ = try Model(file, source: source)
            return "read"
        } catch {
            return "\(error)"
        }
    }

    /// The bits of every probability or number that the model gives for the table.
    static func bits(_ model: Model, _ table: Table, threads: Int = 1) throws -> [UInt64] {
        switch try model.predict(table, threads: threads).content {
        case .classes(_, _, let probabilities): (probabilities ?? []).map(\.bitPattern)
        case .values(let values, _), .multiLabel(let values, _): values.map(\.bitPattern)
        }
    }
}
