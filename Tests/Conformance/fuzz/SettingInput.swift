import BackpropRecipes

@testable import Backprop

/// Texts of settings, recipes and JSON.
enum SettingInput {
    /// Reads JSON. A value that is written and read again must be the same.
    static func readJSON(_ bytes: [UInt8]) throws {
        let value = try JSONValue(parsing: bytes)
        require(try JSONValue(parsing: value.text()), equals: value, "JSON")
    }

    /// Reads a setting of each kind. A text that is written and read again must be the same.
    static func readTexts(_ text: String) {
        readAgain(text) {
            try Network(parsing: $0)
        } text: {
            $0.text
        }
        readAgain(text) {
            try Schedule(parsing: $0)
        } text: {
            $0.description
        }
        readAgain(text) {
            try Augmentation(parsing: $0)
        } text: {
            $0.text
        }
        readAgain(text) {
            try RuleNotation.loss.parse($0)
        } text: {
            RuleNotation.loss.text($0)
        }
        readAgain(text) {
            try RuleNotation.optimizer.parse($0)
        } text: {
            RuleNotation.optimizer.text($0)
        }
        readAgain(text) {
            try RuleNotation.stopping.parse($0)
        } text: {
            RuleNotation.stopping.text($0)
        }
        _ = try? Activation(parsing: text)
        _ = try? AnyCodableInitializer(parsing: text)
        _ = try? Metric(parsing: text)
        _ = try? ValidationMetric(parsing: text)
        _ = DateColumn(parsing: text)
        _ = ColumnReference(text)
        _ = Delimiter(rawValue: text)
        _ = (ImageReading.size(parsing: text), ImageReading.shape(parsing: text))
    }

    private static func readAgain<Value>(
        _ text: String, _ parse: (String) throws -> Value, text write: (Value) -> String
    ) {
        guard let value = try? parse(text) else { return }
        let written = write(value)
        do {
            require(write(try parse(written)), equals: written, "\(Value.self)")
        } catch {
            fatalError(
                "\(Value.self) from \"\(text)\" is written as \"\(written)\", which is not read: \(error)")
        }
    }

    /// Reads a recipe, a search space, and what the recipe makes of a table.
    static func readRecipe(_ text: String) throws {
        _ = try? SearchSpaceFile(parsing: text)
        let file = try RecipeFile(parsing: text)
        let schema = try Schema(inferring: Seeds.table, selection: file.options.columns)
        let recipe = try file.options.recipe(for: schema, rows: Seeds.table.rowCount).recipe
        let value = try JSONValue(encoding: recipe)
        let again = try value.decode(Recipe.self, userInfo: [.registry: TypeRegistry.standard])
        require(try JSONValue(encoding: again), equals: value, "recipe")
    }

    /// Reads the journal of a search.
    static func readJournal(_ bytes: [UInt8]) throws {
        let header = #"{"journal":"backprop search","version":2,"search":{}}"# + "\n"
        let path = try file(Array(header.utf8) + bytes)
        _ = try TuningJournal(path, search: [:], resumes: true) { _ in }
    }
}
