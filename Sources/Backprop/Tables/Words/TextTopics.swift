/// The weights of the terms in each topic.
public struct TextTopics: Codable, Hashable, Sendable {
    /// The largest magnitude of the weights of each topic.
    public let scales: [Double]
    /// The weights of each topic, two characters for each term: twelve bits as digits of base 64, which count steps of
    /// ``scales``/2047 from -2048.
    public let weights: [String]

    /// The number of topics.
    public var count: Int { scales.count }

    /// The factor of all weights, measured: networks learn best from texts of about this length.
    private static let gain = 2.5

    private static let digits = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static func text(of steps: [Int]) -> String {
        String(
            decoding: steps.flatMap { [digits[($0 + 2048) >> 6], digits[($0 + 2048) & 63]] }, as: UTF8.self)
    }

    private static let valueOfDigit = (0...255).map { digits.firstIndex(of: $0) ?? -1 }

    private static func steps(of text: String) -> [Int]? {
        let values = text.utf8.map { valueOfDigit[Int($0)] }
        guard values.count.isMultiple(of: 2), !values.contains(-1) else { return nil }
        return stride(from: 0, to: values.count, by: 2).map { values[$0] << 6 + values[$0 + 1] - 2048 }
    }

    /// The weights, row-major with a row for each term.
    var matrix: [Float] {
        let columns = zip(scales, weights).map { scale, text in
            (Self.steps(of: text) ?? []).map { Float(Double($0) * scale / 2047) }
        }
        let terms = columns.first?.count ?? 0
        var matrix: [Float] = []
        matrix.reserveCapacity(terms * count)
        for term in 0..<terms { for column in columns { matrix.append(column[term]) } }
        return matrix
    }

    /// Whether the weights are valid for computing.
    func isValid(termCount: Int) -> Bool {
        count > 0 && weights.count == count && scales.allSatisfy { $0 > 0 && $0 < 1e6 }
            && weights.allSatisfy { Self.steps(of: $0)?.count == termCount }
    }
}

extension TextTopics {
    /// Rounds the columns of a row-major matrix, with the largest weight of each topic positive.
    init(_ vectors: [Double], count: Int) {
        let terms = count == 0 ? 0 : vectors.count / count
        var (scales, weights): ([Double], [String]) = ([], [])
        for topic in 0..<count {
            let column = (0..<terms).map { vectors[$0 * count + topic] * Self.gain }
            let largest = column.reduce(0) { abs($1) > abs($0) ? $1 : $0 }
            let scale = largest == 0 ? 1 : largest
            scales.append(abs(scale))
            weights.append(Self.text(of: column.map { Int(($0 / scale * 2047).rounded()) }))
        }
        self.scales = scales
        self.weights = weights
    }
}
