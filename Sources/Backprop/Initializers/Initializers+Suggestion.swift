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
        let typed = String(name.map { $0 == "_" || $0 == " " ? "-" : $0 })
        let known = all.map { ($0.textName, $0.textName) } + synonyms
        let nearest = NearestName.nearest(to: typed, among: known.map(\.0))
        return known.first { $0.0 == nearest }?.1
    }
}
