import Backprop
import Testing

/// What is chosen where nobody says anything.
@Suite struct RecipeChooserTests {
    /// The weight decay chosen for a table of so many numeric features and rows.
    private func decay(inputs: Int, rows: Int, classes: Int?) throws -> Double {
        let names = (0..<inputs).map { "x\($0)" } + ["y"]
        let lines = (0..<40).map { row in
            let target = classes.map { "class \(row % $0)" } ?? "\(row).5"
            return ((0..<inputs).map { "\(Double(row * ($0 + 3) % 37) / 4)" } + [target]).joined(
                separator: ",")
        }
        let text = ([names.joined(separator: ",")] + lines).map { $0 + "\n" }.joined()
        let table = try Table(reading: Array(text.utf8), source: "d.csv")
        let recipe = try RecipeOptions().recipe(for: Schema(inferring: table), rows: rows).recipe
        return try #require(recipe.optimizer as? AdamW).weightDecay
    }

    @Test(arguments: [
        // Numbers: 150 over the rows.
        (4, 30, nil, 1), (4, 150, nil, 1), (4, 300, nil, 0.5), (4, 506, nil, 0.3), (4, 4000, nil, 0.1),
        // Two classes: an eighth of the inputs, less beyond a thousand rows.
        (2, 200, 2, 0.3), (4, 200, 2, 0.5), (8, 768, 2, 1), (30, 500, 2, 1), (8, 2000, 2, 0.5),
        (8, 50_000, 2, 0.3),
        // More classes.
        (8, 200, 3, 0.3), (30, 200, 10, 0.3),
    ])
    func decayFollowsFromRowsAndInputs(_ inputs: Int, _ rows: Int, _ classes: Int?, _ expected: Double) throws
    {
        #expect(try decay(inputs: inputs, rows: rows, classes: classes) == expected)
    }
}
