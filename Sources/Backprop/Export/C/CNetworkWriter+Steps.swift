extension CNetworkWriter {
    static var end: String { ";" }
    static var none: String { "NULL" }
    var infinity: String { "INFINITY" }

    func literal(_ value: Double) -> String { SourceNumber.c(value, network.precision) }

    func loop(over count: Int, setting buffer: String, to expression: String) -> [String] {
        ["for (long i = 0; i < \(count); i++)", "    \(buffer)[i] = \(expression);"]
    }

    mutating func windowLines(
        _ window: PortableWindow, _ statement: (inout CNetworkWriter, _ window: String) -> String
    ) -> [String] {
        let numbers = window.numbers.map(String.init).joined(separator: ", ")
        return [
            "{", "    static const struct window window = {\(numbers)};",
            "    " + statement(&self, "&window"),
            "}",
        ]
    }

    func countsPadding(_ counts: Bool) -> String { counts ? "1" : "0" }
}
