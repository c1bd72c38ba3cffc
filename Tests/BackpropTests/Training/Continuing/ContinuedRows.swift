import Testing

@testable import Backprop

/// Tables and images to continue models with.
enum ContinuedRows {
    /// Returns rows of a number, a category and a class, or a number, which follow from them with noise.
    static func text(
        _ rows: Range<Int>, isRegression: Bool = false, kinds: [String] = ["a", "b", "c"],
        labels: [String] = ["no", "yes"], shift: Double = 0
    ) -> String {
        var noise = PhiloxGenerator(Philox(seed: 3, .noise, step: rows.lowerBound))
        let lines = rows.map { row -> String in
            let size = Double(row % 17) / 2 + noise.nextNormal() / 4 + shift
            let kind = row % kinds.count
            let score = size - 2 * Double(kind) - shift
            let target =
                isRegression ? "\(3 * score)" : labels[score > 2 ? min(1, labels.count - 1) : 0]
            let last = labels.count > 2 && row % 5 == 0 ? labels[2] : target
            return "\(size),\(kinds[kind]),\(isRegression ? target : last)"
        }
        return (["size,kind,target"] + lines).joined(separator: "\n") + "\n"
    }

    static func table(_ text: String, _ source: String = "new.csv") throws -> Table {
        try Table(reading: Array(text.utf8), source: source)
    }

    static func options(_ layers: String = "dense 6 tanh") throws -> RecipeOptions {
        var options = RecipeOptions()
        options.hiddenLayers = try Network(parsing: layers)
        options.optimizer = AdamW(learningRate: 0.02)
        options.epochs = 20
        return options
    }

    /// Returns a model of sixty rows.
    static func model(_ options: RecipeOptions? = nil, isRegression: Bool = false) throws -> Model {
        try Model.fit(
            table(text(0..<60, isRegression: isRegression), "old.csv"), target: "target",
            options: options ?? self.options())
    }

    /// Returns the text of an error, or `nil` if there is none.
    static func error(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch {
            return "\(error)"
        }
    }
}
