/// A layer that the text of a network can name by its `typeName`.
protocol TextRepresentableLayer: Layer {
    /// The words that may follow the layer's name, for suggestions.
    static var keywords: [String] { get }

    /// Whether layers in parentheses follow the name.
    static var hasInside: Bool { get }

    /// Reads the words after the layer's name, as far as they are the layer's own.
    init(words: inout LayerTextParser) throws(NetworkError)
}

extension TextRepresentableLayer {
    static var hasInside: Bool { false }
}
