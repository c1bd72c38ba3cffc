/// A list of class labels or categories, each as it is written in the file. The order depends on the labels alone:
/// numeric if all of them are numbers, and otherwise that of their Unicode scalars.
///
/// Blanks at the ends of a label do not count. If all labels are numbers, `1` and `1.0` are one label, because programs
/// rewrite one as the other. Its spelling is then the most frequent one. Labels with leading zeros (`007`), with more
/// than 15 digits, and fractions such as `1.1` and `1.10` keep their spelling.
struct LabelVocabulary: Equatable, Sendable {
    let labels: [String]
    private let indexOfText: [String: Int]
    private let indexOfNumber: [Double: Int]

    /// Creates a vocabulary of labels in their present order.
    init(labels: [String]) {
        self.labels = labels
        let numbered = labels.enumerated()
        indexOfText = Dictionary(numbered.map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let numbers = Self.numbers(of: labels)
        indexOfNumber = Dictionary(
            (numbers ?? []).enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Returns the index of a label, or `nil` if it is not in the list.
    func index(of text: String) -> Int? {
        if let index = indexOfText[text] ?? indexOfText[SchemaNumber.trimmed(text)] { return index }
        guard !indexOfNumber.isEmpty, !SchemaNumber.isTooLong(text), let number = SchemaNumber.parse(text)
        else { return nil }
        return indexOfNumber[number]
    }

    /// Returns the labels as numbers, or `nil` if one is not a number or is a code: with leading zeros, or more than 15
    /// digits.
    static func numbers(of labels: [String]) -> [Double]? {
        var numbers: [Double] = []
        for label in labels {
            guard !isPadded(label), !SchemaNumber.isTooLong(label), let number = SchemaNumber.parse(label)
            else { return nil }
            numbers.append(number == 0 ? 0 : number)
        }
        return numbers
    }

    private static func isPadded(_ label: String) -> Bool {
        let start = SchemaNumber.trim(label).utf8.prefix(2)
        return start.count == 2 && start.first == UInt8(ascii: "0") && start.last! &- UInt8(ascii: "0") < 10
    }
}

/// The number of occurrences of each label, in the order of a vocabulary.
struct LabelCounts {
    /// The labels, in order.
    private(set) var labels: [String]
    /// The number of occurrences of each label, or the sum of their weights.
    private(set) var counts: [Double]

    /// Counts the labels that are not `nil`; each counts as its row's weight, or as 1.
    init(_ texts: [String?], weights: [Double]? = nil) {
        var totals: [String: Double] = [:]
        for (row, text) in texts.enumerated() {
            if let text { totals[SchemaNumber.trimmed(text), default: 0] += weights?[row] ?? 1 }
        }
        let pairs = totals.sorted { $0.key.unicodeScalars.lexicographicallyPrecedes($1.key.unicodeScalars) }
        labels = pairs.map(\.key)
        counts = pairs.map(\.value)
        if let numbers = LabelVocabulary.numbers(of: labels) { mergeSpellings(numbers) }
    }

    /// The indices from the most to the least frequent label; ties are in the labels' order.
    var byFrequency: [Int] {
        labels.indices.sorted { counts[$0] != counts[$1] ? counts[$0] > counts[$1] : $0 < $1 }
    }

    private mutating func mergeSpellings(_ numbers: [Double]) {
        var merged: [(number: Double, label: String, best: Double, count: Double)] = []
        for index in labels.indices.sorted(by: { (numbers[$0], $0) < (numbers[$1], $1) }) {
            // Fractions with different spellings may be versions: 1.1 and 1.10.
            if let last = merged.last, last.number == numbers[index],
                numbers[index] == numbers[index].rounded()
            {
                merged[merged.count - 1].count += counts[index]
                let isBetter =
                    (counts[index], -labels[index].utf8.count) > (last.best, -last.label.utf8.count)
                if isBetter {
                    merged[merged.count - 1].label = labels[index]
                    merged[merged.count - 1].best = counts[index]
                }
            } else {
                merged.append((numbers[index], labels[index], counts[index], counts[index]))
            }
        }
        labels = merged.map { String(SchemaNumber.trim($0.label)) }
        counts = merged.map(\.count)
    }
}
