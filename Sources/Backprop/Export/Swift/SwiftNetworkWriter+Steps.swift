extension SwiftNetworkWriter {
    static var end: String { "" }
    static var none: String { "nil" }
    var infinity: String { "\(real).infinity" }

    func literal(_ value: Double) -> String { SourceNumber.hexadecimal(value) }

    func loop(over count: Int, setting buffer: String, to expression: String) -> [String] {
        ["for i in 0..<\(count) { \(buffer)[i] = \(expression) }"]
    }

    mutating func windowLines(
        _ window: PortableWindow, _ statement: (inout SwiftNetworkWriter, _ window: String) -> String
    ) -> [String] {
        let numbers = window.numbers.map(String.init).joined(separator: ", ")
        return [statement(&self, "\(function("Window", isPrecise: false))([\(numbers)])")]
    }

    func countsPadding(_ counts: Bool) -> String { "countsPadding: \(counts)" }
}
