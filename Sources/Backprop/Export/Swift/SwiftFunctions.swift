/// The functions in Swift, of which a model's source code contains those that it needs.
enum SwiftFunctions {
    /// All functions, each after those that it names.
    static let all = SourceFunctions(
        all: constants + mathematics + activations + layers + windows + numbers + categories, words: words)

    /// The constants of the mathematical functions: numbers, or arrays if there are several.
    private static let constants = FunctionConstants.values(.float64).map { name, values in
        SourceFunction(
            name: name,
            text: values.count == 1
                ? "private static let @\(name): REAL = LIST_\(name)"
                : "private static let @\(name): [REAL] = [\n    LIST_\(name)\n]")
    }

    /// The words that depend on the precision.
    @Sendable private static func words(_ precision: Precision) -> [(word: String, text: String)] {
        let isSingle = precision == .float32
        var words =
            FunctionConstants.words(precision) + [
                ("REAL", isSingle ? "Float" : "Double"), ("UINT", isSingle ? "UInt32" : "UInt64"),
                ("ROUNDER", isSingle ? "12582912" : "6755399441055744"), ("DIGITS", isSingle ? "8" : "16"),
                ("SINE_TERMS", list(FunctionConstants.sineTerms(precision))), ("NORMAL_TERMS", normalTerms),
            ]
        for (name, values) in FunctionConstants.values(precision) {
            words.append(("LIST_" + name, list(values)))
        }
        return words
    }

    private static func list(_ values: [Double]) -> String {
        SourceNumber.lines(values.map(SourceNumber.hexadecimal), indent: 4).trimmingBlanks
    }

    private static var normalTerms: String {
        FunctionConstants.normalTerms.map { quotient in
            "[" + quotient.map { "[\(list($0))]" }.joined(separator: ",\n    ") + "]"
        }.joined(separator: ",\n    ")
    }
}
