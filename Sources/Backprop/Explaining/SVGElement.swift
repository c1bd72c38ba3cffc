/// One element of a drawing, with its content.
struct SVGElement {
    let name: String
    let attributes: [(String, String)]
    var content: [SVGElement] = []
    var words: String?

    init(
        _ name: String, _ attributes: [(String, String)] = [], words: String? = nil,
        content: [SVGElement] = []
    ) {
        self.name = name
        self.attributes = attributes
        self.words = words
        self.content = content
    }

    /// The element as XML on lines of their own.
    var text: String {
        let attributes = attributes.map { " \($0)=\"\(HTMLText.escaped($1))\"" }.joined()
        let inside = (words.map(HTMLText.escaped) ?? "") + content.map { "\n" + $0.text }.joined()
        guard !inside.isEmpty else { return "<\(name)\(attributes)/>" }
        return "<\(name)\(attributes)>\(inside)\(content.isEmpty ? "" : "\n")</\(name)>"
    }

    /// Returns a coordinate as text, to a hundredth.
    static func number(_ value: Double) -> String {
        let text = NumberText.fixed(value, places: 2)
        return text.hasSuffix(".00") ? String(text.dropLast(3)) : text
    }
}
