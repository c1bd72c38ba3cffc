/// The words of one layer, each with its position in the whole text.
struct LayerTextParser {
    /// The whole text, shared by all layers: a copy for each would take memory quadratic in their number.
    private let line: [Character]
    private let words: [(text: String, column: Int)]
    private var position = 0
    private let end: Int

    /// Takes and returns the next word, or `nil` at the end of the layer.
    mutating func next() -> String? {
        guard position < words.count else { return nil }
        position += 1
        return words[position - 1].text
    }

    /// The next word without taking it.
    var peek: String? { position < words.count ? words[position].text : nil }

    /// Takes the next word if it is that one.
    mutating func take(_ word: String) -> Bool {
        guard peek == word else { return false }
        position += 1
        return true
    }

    /// Returns an error that points at the word last taken, or behind the layer's last word if none is left.
    func error(_ reason: String) -> NetworkError {
        .text(
            line: String(line), column: position > 0 ? words[position - 1].column : end, reason: reason)
    }

    /// Returns an error that points behind the layer's last word, for a word that is missing there.
    func errorAtEnd(_ reason: String) -> NetworkError {
        .text(line: String(line), column: end, reason: reason)
    }

    private init(line: [Character], words: [(String, Int)], end: Int) {
        self.line = line
        self.words = words.map { (text: $0.0, column: $0.1) }
        self.end = end
    }
}

extension LayerTextParser {
    /// Splits a text at commas into layers and those at blanks into words, counting columns from 1.
    static func split(_ text: String) throws(NetworkError) -> [LayerTextParser] {
        let line = text.map { $0.isNewline ? " " : $0 }
        return try split(line, from: 0, to: line.count, at: ",")
    }

    /// Returns the layers inside the word last taken, such as `residual(dense 8, relu)`, in branches that `|`
    /// separates; or `nil` if it has no parentheses.
    func inside() throws(NetworkError) -> [[LayerTextParser]]? {
        let word = words[position - 1].text
        guard let open = word.firstIndex(of: "("), word.hasSuffix(")") else { return nil }
        let column = words[position - 1].column
        let from = column + word.distance(from: word.startIndex, to: open)
        let to = column - 1 + word.count - 1
        var branches: [[LayerTextParser]] = []
        var begin = from
        for position in try Self.positions(of: "|", in: line, from: from, to: to) + [to] {
            branches.append(try Self.split(line, from: begin, to: position, at: ","))
            begin = position + 1
        }
        return branches
    }

    private static func split(
        _ line: [Character], from: Int, to: Int, at separator: Character
    ) throws(NetworkError) -> [LayerTextParser] {
        var layers: [LayerTextParser] = []
        var begin = from
        for position in try positions(of: separator, in: line, from: from, to: to) + [to] {
            layers.append(
                LayerTextParser(
                    line: line, words: try pieces(of: line, from: begin, to: position), end: position + 1))
            begin = position + 1
        }
        return layers
    }

    /// Returns the words between two positions, separated by blanks outside all parentheses.
    private static func pieces(
        of line: [Character], from: Int, to: Int
    ) throws(NetworkError) -> [(String, Int)] {
        var words: [(String, Int)] = []
        var begin = from
        for position in try positions(of: " ", "\t", in: line, from: from, to: to) + [to] {
            if position > begin { words.append((String(line[begin..<position]), begin + 1)) }
            begin = position + 1
        }
        return words
    }

    /// The maximum depth of nested parentheses.
    private static let deepest = 16

    /// Returns the indices at which one of the characters stands outside all parentheses.
    private static func positions(
        of characters: Character..., in line: [Character], from: Int, to: Int
    ) throws(NetworkError) -> [Int] {
        var positions: [Int] = []
        var open: [Int] = []
        for position in from..<to {
            if line[position] == "(" { open.append(position) }
            if open.count > deepest {
                throw .text(
                    line: String(line), column: position + 1,
                    reason: "layers can be nested at most \(deepest) deep")
            }
            if line[position] == ")" && open.popLast() == nil {
                throw .text(
                    line: String(line), column: position + 1, reason: "this parenthesis closes nothing")
            }
            if open.isEmpty && characters.contains(line[position]) { positions.append(position) }
        }
        if let position = open.first {
            throw .text(line: String(line), column: position + 1, reason: "this parenthesis is not closed")
        }
        return positions
    }
}

// MARK: - What several layers read

extension LayerTextParser {
    /// Takes a whole number of at least 1.
    mutating func positiveInteger(_ what: String, upTo limit: Int) throws(NetworkError) -> Int {
        guard let word = next() else { throw errorAtEnd("\(what) is missing") }
        guard let value = Int(word), value > 0, value <= limit else {
            throw error("\(what) is a whole number from 1 to \(limit), not \"\(word)\"")
        }
        return value
    }

    /// Takes the name of an activation, if one comes next.
    mutating func activation() -> Activation? {
        guard let word = peek, let activation = Activation(text: word) else { return nil }
        position += 1
        return activation
    }

    /// Takes the rate of a layer that drops values.
    mutating func dropoutRate() throws(NetworkError) -> Double {
        guard let word = next() else { throw errorAtEnd("the dropout rate is missing") }
        guard let rate = Double(word), rate >= 0, rate < 1 else {
            throw error("a dropout rate is at least 0 and below 1, not \"\(word)\"")
        }
        return rate
    }

    /// Takes a number in a range.
    mutating func number(_ what: String, in range: ClosedRange<Double>) throws(NetworkError) -> Double {
        guard let word = next() else { throw errorAtEnd("\(what) is missing") }
        guard let value = Double(word), range.contains(value) else {
            throw error(
                "\(what) is a number from \(range.lowerBound) to \(range.upperBound), not \"\(word)\"")
        }
        return value
    }

    /// Takes height and width, such as `3x5`, or one number for both.
    mutating func extent(_ what: String, from minimum: Int = 1) throws(NetworkError) -> Extent {
        guard let word = next() else { throw errorAtEnd("\(what) is missing") }
        let sides = word.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) ?? -1 }
        guard (1...2).contains(sides.count), sides.allSatisfy({ (minimum...Extent.maximum).contains($0) })
        else {
            throw error(
                "\(what) is one whole number or two, such as 3x3, from \(minimum) to \(Extent.maximum), not \"\(word)\""
            )
        }
        return Extent(height: sides[0], width: sides[sides.count - 1])
    }
}
