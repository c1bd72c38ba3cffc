/// The functions in C, of which a model's source code contains those that it needs.
enum CFunctions {
    /// All functions, each after those that it names.
    static let all = SourceFunctions(
        all: constants + mathematics + activations + layers + windows + numbers + categories, words: words)

    /// The constants of the mathematical functions: numbers, or arrays if there are several.
    private static let constants = FunctionConstants.values(.float64).map { name, values in
        SourceFunction(
            name: name,
            text: values.count == 1
                ? "static const REAL @\(name) = LIST_\(name);"
                : "static const REAL @\(name)[] = {\n    LIST_\(name)};")
    }

    /// The words that depend on the precision.
    @Sendable private static func words(_ precision: Precision) -> [(word: String, text: String)] {
        let isSingle = precision == .float32
        var words =
            FunctionConstants.words(precision) + [
                ("REAL", isSingle ? "float" : "double"), ("UINT", isSingle ? "uint32_t" : "uint64_t"),
                ("FMA", isSingle ? "fmaf" : "fma"), ("ABS", isSingle ? "fabsf" : "fabs"),
                ("COPYSIGN", isSingle ? "copysignf" : "copysign"), ("REAL_HUGE", "INFINITY"),
                ("ROUNDER", isSingle ? "12582912.0f" : "6755399441055744.0"),
                ("SINE_TERMS", list(FunctionConstants.sineTerms(precision), precision)),
                ("NORMAL_TERMS", normalTerms),
            ]
        for (name, values) in FunctionConstants.values(precision) {
            words.append((name.uppercased(), "\(values.count)"))
            words.append(("LIST_" + name, list(values, precision)))
        }
        return words
    }

    private static func list(_ values: [Double], _ precision: Precision) -> String {
        SourceNumber.lines(values.map { SourceNumber.c($0, precision) }, indent: 4).trimmingBlanks
    }

    private static var normalTerms: String {
        FunctionConstants.normalTerms.map { quotient in
            "{" + quotient.map { "{\(list($0, .float64))}" }.joined(separator: ",\n    ") + "}"
        }.joined(separator: ",\n    ")
    }
}
