// The name that a mistyped one was probably meant to be.

extension Initializers {
    /// Other software's names of rules that are here under another.
    private static let synonyms = [
        ("xavier-uniform", "glorot-uniform"), ("xavier-normal", "glorot-normal"),
        ("kaiming-uniform", "he-uniform"), ("kaiming-normal", "he-normal"), ("zero", "zeros"),
        ("random-uniform", "small-uniform"), ("random-normal", "normal"), ("gaussian", "normal"),
    ]

    /// The rule whose name, or whose name elsewhere, differs from `name` in the fewest letters, if they
    /// are no more than a third of the name.
    static func suggestion(for name: String) -> String? {
        let typed = name.lowercased().map { $0 == "_" || $0 == " " ? "-" : $0 }
        let known = all.map { ($0.textName, $0.textName) } + synonyms
        let distances = known.map { (distance(typed, Array($0.0)), $0.1) }
        guard let nearest = distances.min(by: { $0.0 < $1.0 }), nearest.0 * 3 <= max(typed.count, 3) else {
            return nil
        }
        return nearest.1
    }

    /// How many letters have to be put in, taken out or changed (Levenshtein, 1966).
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var row = Array(0...right.count)
        for (line, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = line + 1
            for (column, other) in right.enumerated() {
                let change = diagonal + (letter == other ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(change, row[column] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
