// The most likely meaning of a mistyped name.

extension Initializers {
    /// The names of rules in other software.
    private static let synonyms = [
        ("xavier-uniform", "glorot-uniform"), ("xavier-normal", "glorot-normal"),
        ("kaiming-uniform", "he-uniform"), ("kaiming-normal", "he-normal"), ("zero", "zeros"),
        ("random-uniform", "small-uniform"), ("random-normal", "normal"), ("gaussian", "normal"),
    ]

    /// Returns the rule whose name, here or in other software, differs from `name` in the fewest letters. It must
    /// differ in at most a third of them.
    static func suggestion(for name: String) -> String? {
        let typed = String(name.map { $0 == "_" || $0 == " " ? "-" : $0 })
        let known = all.map { ($0.textName, $0.textName) } + synonyms
        let nearest = NearestName.nearest(to: typed, among: known.map(\.0))
        return known.first { $0.0 == nearest }?.1
    }
}
