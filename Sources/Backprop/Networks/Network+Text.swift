extension Network {
    /// Reads layers from text such as `dense 16 relu, dropout 0.2, dense 8 tanh`.
    ///
    /// Layers are separated by commas, the words of a layer by blanks. ``text`` writes the same form.
    ///
    /// - Throws: ``NetworkError/text(line:column:reason:)`` that points at the word it cannot read.
    public init(parsing text: String) throws(NetworkError) {
        var layers: [any Layer] = []
        for var words in LayerWords.split(text) {
            layers.append(try Self.layer(&words))
        }
        self.init(layers)
    }

    /// What each first word stands for.
    private static func layer(_ words: inout LayerWords) throws(NetworkError) -> any Layer {
        guard let name = words.next() else { throw words.error("a layer is missing here") }
        let layer: any Layer
        switch name {
        case Dense.typeName: layer = try Dense(words: &words)
        case Dropout.typeName: layer = try Dropout(words: &words)
        default:
            guard let activation = Activation(name) else {
                throw words.error("there is no layer “\(name)”\(suggestion(for: name))")
            }
            layer = ActivationLayer(activation)
        }
        if let extra = words.next() {
            throw words.error("“\(extra)” does not belong to the layer “\(name)”\(suggestion(for: extra))")
        }
        return layer
    }

    private static func suggestion(for word: String) -> String {
        let names = [Dense.typeName, Dropout.typeName, "no-bias"] + Activation.allKinds.map(\.name)
        return NearestName.suggestion(for: word, among: names)
    }
}

/// The words of one layer, each with its place in the whole text.
struct LayerWords {
    private let line: String
    private let words: [(text: String, column: Int)]
    private var position = 0
    private let end: Int

    /// The next word, or `nil` at the end of the layer.
    mutating func next() -> String? {
        guard position < words.count else { return nil }
        position += 1
        return words[position - 1].text
    }

    /// The next word without taking it.
    var peek: String? { position < words.count ? words[position].text : nil }

    /// An error that points at the word last taken, or behind the layer's last word when none is left.
    func error(_ reason: String) -> NetworkError {
        .text(line: line, column: position > 0 ? words[position - 1].column : end, reason: reason)
    }

    /// An error that points behind the layer's last word, where something is missing.
    func errorAtEnd(_ reason: String) -> NetworkError {
        .text(line: line, column: end, reason: reason)
    }

    /// Takes a whole number of at least 1.
    mutating func positiveInteger(_ what: String) throws(NetworkError) -> Int {
        guard let word = next() else { throw errorAtEnd("\(what) is missing") }
        guard let value = Int(word), value > 0, value <= Dense.mostUnits else {
            throw error("\(what) is a whole number from 1 to 16777216, not “\(word)”")
        }
        return value
    }

    /// Splits a text at commas into layers and those at blanks into words, counting columns from 1.
    static func split(_ text: String) -> [LayerWords] {
        let line = String(text.map { $0.isNewline ? " " : $0 })
        var layers: [LayerWords] = []
        var words: [(String, Int)] = []
        var word = ""
        var depth = 0
        func flushWord(_ column: Int) {
            if !word.isEmpty { words.append((word, column - word.count)) }
            word = ""
        }
        for (index, character) in line.enumerated() {
            depth += character == "(" ? 1 : character == ")" ? -1 : 0
            if character == "," && depth <= 0 {
                flushWord(index + 1)
                layers.append(LayerWords(line: line, words: words, end: index + 1))
                words = []
            } else if character == " " || character == "\t" {
                flushWord(index + 1)
            } else {
                word.append(character)
            }
        }
        flushWord(line.count + 1)
        layers.append(LayerWords(line: line, words: words, end: line.count + 1))
        return layers
    }

    private init(line: String, words: [(String, Int)], end: Int) {
        self.line = line
        self.words = words.map { (text: $0.0, column: $0.1) }
        self.end = end
    }
}

extension Dense {
    /// Reads the words after `dense`: the number of units, then an activation and `no-bias`, if any.
    init(words: inout LayerWords) throws(NetworkError) {
        let units = try words.positiveInteger("the number of units")
        var activation = Activation.linear
        if let name = words.peek, let named = Activation(name) {
            activation = named
            _ = words.next()
        }
        let hasBias = words.peek != "no-bias"
        if !hasBias { _ = words.next() }
        self.init(units, activation: activation, bias: hasBias)
    }
}

extension Dropout {
    /// Reads the word after `dropout`: the rate.
    init(words: inout LayerWords) throws(NetworkError) {
        guard let word = words.next() else { throw words.errorAtEnd("the dropout rate is missing") }
        guard let rate = Double(word), rate >= 0, rate < 1 else {
            throw words.error("a dropout rate is at least 0 and below 1, not “\(word)”")
        }
        self.init(rate)
    }
}
