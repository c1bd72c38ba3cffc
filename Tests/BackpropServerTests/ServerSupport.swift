import Backprop

@testable import BackpropServer

/// A small table with numbers, categories and missing values, and models of it.
enum Garden {
    /// The text of a table whose rows follow from their number.
    static func csv(rows: Int = 60, header: String = "height,color,soil,kind") -> String {
        var lines = [header]
        for row in 0..<rows {
            let isTall = row % 3 == 0
            let height = row % 11 == 5 ? "" : "\(Double(row % 7) * 0.25 + (isTall ? 3 : 0))"
            let color = row % 13 == 6 ? "" : ["red", "blue", "green"][row % 5 % 3]
            lines.append("\(height),\(color),\(row % 4 + 1),\(isTall ? "tree" : "herb")")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Few epochs and an explicit weight decay, so that training takes little time.
    static var options: RecipeOptions {
        var options = RecipeOptions()
        (options.weightDecay, options.epochs, options.seed) = (0.01, 5, 7)
        return options
    }

    static func model(
        target: ColumnReference = "kind", members: Int? = nil, csv text: String = csv()
    ) throws -> Model {
        var options = options
        if let members { options.members = members }
        let table = try Table(reading: Array(text.utf8), source: "garden.csv")
        return try Model.fit(table, target: target, options: options)
    }

    static let kind = Result { try model() }
    static let height = Result { try model(target: "height") }
    static let average = Result { try model(members: 2) }

    /// Rows as JSON objects, made from a seed.
    ///
    /// - Parameter isOfHeight: Whether they are for the model that predicts the height.
    static func rows(_ count: Int, seed: UInt64, isOfHeight: Bool = false) -> [String] {
        var random = SplitMix(state: seed)
        return (0..<count).map { _ in
            let kind = ["\"tree\"", "\"herb\"", "null"][Int(random.next() % 3)]
            let height = random.next() % 5 == 0 ? "null" : "\(Double(random.next() % 4000) / 256 - 4)"
            let color = ["\"red\"", "\"blue\"", "\"green\"", "\"violet\"", "null"][Int(random.next() % 5)]
            let first = isOfHeight ? "\"kind\": \(kind)" : "\"height\": \(height)"
            return "{\(first), \"color\": \(color), \"soil\": \(random.next() % 6)}"
        }
    }
}

/// A generator of random numbers for tests.
///
/// Source: G. L. Steele, D. Lea and C. H. Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014.
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}

extension Answerer {
    /// Returns the answer to a body in JSON as text.
    func text(_ body: String, _ choice: AnswerChoice = AnswerChoice()) throws -> String {
        let answer = try Array(body.utf8).withUnsafeBufferPointer { try self.answer(json: $0, choice) }
        return String(decoding: answer.bytes, as: UTF8.self)
    }

    /// Returns the message of the error about a body.
    func fault(_ body: String, _ choice: AnswerChoice = AnswerChoice()) -> String {
        do {
            return "no error, but " + (try text(body, choice))
        } catch {
            let error = RequestError(error)
            return "\(error.status): \(error.message)"
        }
    }
}
