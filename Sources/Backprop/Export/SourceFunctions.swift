/// A function or constant of source code. Its text names others: `@name` one in the same precision, `$name` one in
/// double precision alone.
struct SourceFunction: Sendable {
    let name: String
    let text: String
}

/// The functions of a language, of which a model's source code contains those that it needs.
struct SourceFunctions: Sendable {
    /// A function in a precision; `nil` for those in double precision alone.
    struct Reference: Hashable {
        let name: String
        let precision: Precision?
    }

    /// All functions, in an order in which each follows those that it names.
    let all: [SourceFunction]
    /// The words of a precision, such as the name of its type.
    let words: @Sendable (Precision) -> [(word: String, text: String)]

    /// Returns the texts of some functions and of all that these name, in order.
    func texts(of needed: Set<Reference>) -> [String] {
        var references = needed
        for function in all.reversed() {
            for precision in [nil, .float32, .float64] as [Precision?] {
                guard references.contains(Reference(name: function.name, precision: precision)) else {
                    continue
                }
                SourceTemplate(function.text).names.forEach {
                    references.insert(Reference(name: $0.name, precision: $0.isPrecise ? precision : nil))
                }
            }
        }
        return all.flatMap { function in
            ([nil, .float32, .float64] as [Precision?]).compactMap { precision in
                let reference = Reference(name: function.name, precision: precision)
                return references.contains(reference)
                    ? SourceTemplate(function.text).text(precision, words(precision ?? .float64)) : nil
            }
        }
    }

    /// The name of a function in source code.
    static func name(_ name: String, _ precision: Precision?) -> String {
        switch precision {
        case nil: name
        case .float32: name + "_f32"
        case .float64: name + "_f64"
        }
    }
}

/// A text with names that depend on a precision.
struct SourceTemplate {
    private enum Piece {
        case text(Substring)
        case name(Substring, isPrecise: Bool)
    }

    private var pieces: [Piece] = []

    init(_ text: String) {
        var rest = text[...]
        while let mark = rest.firstIndex(where: { $0 == "@" || $0 == "$" }) {
            pieces.append(.text(rest[..<mark]))
            let name = rest[rest.index(after: mark)...].prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            pieces.append(.name(name, isPrecise: rest[mark] == "@"))
            rest = rest[name.endIndex...]
        }
        pieces.append(.text(rest))
    }

    /// The names of other functions.
    var names: [(name: String, isPrecise: Bool)] {
        pieces.compactMap { piece in
            if case .name(let name, let isPrecise) = piece { (String(name), isPrecise) } else { nil }
        }
    }

    /// Returns the text in a precision, with its words.
    func text(_ precision: Precision?, _ words: [(word: String, text: String)]) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): Self.replace(text, words)
            case .name(let name, let isPrecise):
                SourceFunctions.name(String(name), isPrecise ? precision : nil)
            }
        }.joined()
    }

    /// Replaces whole words in capital letters.
    private static func replace(_ text: Substring, _ words: [(word: String, text: String)]) -> String {
        func isWord(_ character: Character) -> Bool {
            character.isLetter || character.isNumber || character == "_"
        }
        var result = ""
        var rest = text
        while let first = rest.first {
            let run = rest.prefix { isWord($0) == isWord(first) }
            result += words.first { $0.word == run }?.text ?? String(run)
            rest = rest[run.endIndex...]
        }
        return result
    }
}

extension SourceFunctions {
    /// The name of the function of an activation; it is neither linear nor softmax.
    static func activation(_ activation: Activation) -> String {
        switch activation {
        case .sigmoid: "sigmoid"
        case .tanh: "tanh"
        case .relu: "relu"
        case .leakyReLU: "leaky_relu"
        case .elu: "elu"
        case .selu: "selu"
        case .gelu: "gelu"
        case .silu: "silu"
        case .softplus: "softplus"
        case .mish: "mish"
        case .linear, .softmax: "softmax"
        }
    }

    /// Whether an activation has a parameter.
    static func takesParameter(_ activation: Activation) -> Bool {
        switch activation {
        case .leakyReLU, .elu: true
        default: false
        }
    }
}
