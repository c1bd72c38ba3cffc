import Backprop

/// Cases of numbers that Tests/Conformance/pytorch computed, read from the text that it writes.
///
/// A line `[name]` begins a case; `key: 1.0 2.0` gives its numbers, which lines that begin with blanks
/// continue.
struct GoldenValues {
    private(set) var names: [String] = []
    private var cases: [String: [String: [Double]]] = [:]

    init(_ text: String) {
        var key = ""
        for line in text.split(separator: "\n") {
            if line.hasPrefix("[") {
                names.append(String(line.dropFirst().dropLast()))
                continue
            }
            var numbers = line[...]
            if let colon = line.firstIndex(of: ":") {
                key = String(line[..<colon])
                numbers = line[line.index(after: colon)...]
            }
            cases[names[names.count - 1], default: [:]][key, default: []] +=
                numbers.split(separator: " ").map { Double($0)! }
        }
    }

    /// The numbers of one key of one case; none if there is no such key.
    subscript(name: String, key: String) -> [Double] { cases[name]?[key] ?? [] }

    /// The numbers in another precision.
    subscript<S: Scalar>(name: String, key: String, as scalar: S.Type) -> [S] {
        self[name, key].map { S($0) }
    }
}

/// Returns the first difference of numbers from golden ones, or `nil` if all agree.
///
/// They agree to 1e-12 of themselves in `Double` and 1e-6 in `Float`. Near zero, if the number comes
/// from a difference of numbers near one, some units in the last place of one are allowed.
func mismatch<S: Scalar>(
    _ actual: [S], _ golden: [Double], floor: Double = S.precision == .float64 ? 1e-15 : 1e-6
) -> String? {
    guard actual.count == golden.count else { return "\(actual.count) values for \(golden.count)" }
    let relative = S.precision == .float64 ? 1e-12 : 1e-6
    for (index, (value, expected)) in zip(actual, golden).enumerated() {
        let error = abs(Double(value) - expected)
        if !(error <= relative * abs(expected) + floor) {
            return "[\(index)] is \(value), not \(expected): off by \(error)"
        }
    }
    return nil
}
