/// The cost of predicting each class for rows of each class.
///
/// A right prediction costs 0 and a wrong one 1, unless other costs are set. A negative cost is a gain.
public struct CostMatrix: Equatable, Sendable {
    /// The classes.
    public let labels: [String]

    /// The costs, true classes × predicted classes.
    private var costs: [Double]

    /// Creates the costs of 0 and 1.
    public init(labels: [String]) {
        self.labels = labels
        costs = labels.indices.flatMap { truth in labels.indices.map { truth == $0 ? 0 : 1 } }
    }

    /// The cost of predicting a class for a row of another, by their labels; both must be among ``labels``.
    public subscript(truth truth: String, predicted predicted: String) -> Double {
        get { costs[index(truth, predicted)] }
        set { costs[index(truth, predicted)] = newValue }
    }

    /// Returns the cost by the indices of the labels.
    subscript(_ truth: Int, _ predicted: Int) -> Double { costs[truth * labels.count + predicted] }

    private func index(_ truth: String, _ predicted: String) -> Int {
        guard let row = labels.firstIndex(of: truth), let column = labels.firstIndex(of: predicted) else {
            preconditionFailure("costs are those of the labels")
        }
        return row * labels.count + column
    }

    /// Returns the class with the lowest expected cost of a row, Σ_t p_t·cost(t, k), of equals the first.
    func cheapestClass(_ probabilities: ArraySlice<Double>) -> Int {
        let expected = labels.indices.map { predicted in
            zip(labels.indices, probabilities).reduce(0) { $0 + $1.1 * self[$1.0, predicted] }
        }
        return expected.indices.reduce(0) { expected[$1] < expected[$0] ? $1 : $0 }
    }

    /// Returns the mean cost of predictions.
    func mean(truth: [Int], predicted: [Int], weights: [Double]?) -> Double {
        var (sum, total) = (0.0, 0.0)
        for row in truth.indices {
            let weight = weights?[row] ?? 1
            sum += weight * self[truth[row], predicted[row]]
            total += weight
        }
        return sum / total
    }
}

extension CostMatrix {
    /// Reads costs such as `yes=no:5, no=yes:1`: the true class, the predicted one, and what the prediction costs.
    ///
    /// A label with a comma, a colon, an equals sign or a space at its end is put in double quotes. Two double quotes
    /// within such a label are one.
    ///
    /// - Throws: ``CostError`` for another form, an unknown class, or a pair that occurs twice.
    public init(parsing text: String, labels: [String]) throws(CostError) {
        self.init(labels: labels)
        var parser = CostParser(text)
        let vocabulary = LabelVocabulary(labels: labels)
        var seen: Set<[Int]> = []
        repeat {
            let entry = try parser.entry()
            var pair: [Int] = []
            for label in [entry.truth, entry.predicted] {
                guard let index = vocabulary.index(of: label) else {
                    throw .unknownClass(label: label, known: labels)
                }
                pair.append(index)
            }
            guard seen.insert(pair).inserted else {
                throw .repeated(truth: entry.truth, predicted: entry.predicted)
            }
            costs[pair[0] * labels.count + pair[1]] = entry.cost
        } while !parser.isAtEnd
    }
}

/// A reader of the text of costs.
private struct CostParser {
    private let text: String
    private var rest: Substring

    init(_ text: String) { (self.text, rest) = (text, text[...]) }

    var isAtEnd: Bool { rest.isEmpty }

    /// Reads a pair of classes and its cost, and the comma after it.
    mutating func entry() throws(CostError) -> (truth: String, predicted: String, cost: Double) {
        let truth = try label(before: "=")
        let predicted = try label(before: ":")
        let end = rest.firstIndex(of: ",")
        let number = Self.trimmed(rest[..<(end ?? rest.endIndex)])
        guard let cost = Double(number), abs(cost) <= RowWeights.limit else { throw .form(text: text) }
        rest = end.map { rest[rest.index(after: $0)...] } ?? ""
        if end != nil, Self.trimmed(rest).isEmpty { throw .form(text: text) }
        return (truth, predicted, cost)
    }

    private mutating func label(before separator: Character) throws(CostError) -> String {
        rest = rest.drop { $0.isWhitespace }
        let label = rest.first == "\"" ? try quotedLabel() : plainLabel(before: separator)
        rest = rest.drop { $0.isWhitespace }
        guard rest.first == separator, !label.isEmpty else { throw .form(text: text) }
        rest.removeFirst()
        return label
    }

    private mutating func plainLabel(before separator: Character) -> String {
        let end = rest.firstIndex { $0 == separator || $0 == "," } ?? rest.endIndex
        defer { rest = rest[end...] }
        return Self.trimmed(rest[..<end])
    }

    private mutating func quotedLabel() throws(CostError) -> String {
        var label = ""
        rest.removeFirst()
        while let character = rest.popFirst() {
            guard character == "\"" else {
                label.append(character)
                continue
            }
            guard rest.first == "\"" else { return label }
            label.append(character)
            rest.removeFirst()
        }
        throw .form(text: text)
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text.drop { $0.isWhitespace }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}

/// The reason why costs or a threshold do not fit a model.
public enum CostError: BackpropError {
    /// The text does not have the form of costs.
    case form(text: String)
    /// A label is not one of the classes.
    case unknownClass(label: String, known: [String])
    /// A pair of classes has two costs.
    case repeated(truth: String, predicted: String)
    /// The model predicts numbers or several targets.
    case notClasses
    /// The model's outputs are not probabilities.
    case noProbabilities
    /// A threshold is wanted for another number of classes than two.
    case notTwoClasses(count: Int)
    /// The threshold is not between 0 and 1.
    case threshold(Double)
}

extension CostError {
    /// The category of the error.
    public var category: ErrorCategory { .setting }

    /// A sentence that names the problem, and another with a remedy.
    public var description: String {
        switch self {
        case .form(let text):
            """
            The costs are \(quoted(text)), but they must be a list of truth=prediction:cost. \
            Write them like "yes=no:5, no=yes:1".
            """
        case .unknownClass(let label, let known):
            """
            The costs name a class \(quoted(label)) that the model does not predict. \
            Its classes are \(list(known.map(quoted), limit: 20)).
            """
        case .repeated(let truth, let predicted):
            "The costs name the prediction \(quoted(predicted)) for \(quoted(truth)) twice. Name each pair once."
        case .notClasses:
            "Costs and thresholds are those of one predicted class, but the model predicts something else. Leave them out."
        case .noProbabilities:
            """
            The model's outputs are scores, not probabilities, so that costs cannot move its decisions. \
            Train it with the output softmax or sigmoid.
            """
        case .notTwoClasses(let count):
            "A threshold decides between two classes, but the model has \(count). Leave the threshold out."
        case .threshold(let value):
            "The threshold must be a probability from 0 to 1, not \(NumberText.short(value)). Choose one such as 0.3."
        }
    }
}
