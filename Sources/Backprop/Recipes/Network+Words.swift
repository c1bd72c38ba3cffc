extension Network {
    /// The hidden layers in plain words, such as `two hidden layers of 32 units`, or `nil` if not all are dense.
    ///
    /// - Parameter hidden: The layers without the output layer.
    static func words(forHidden hidden: [any Layer]) -> String? {
        let units = hidden.compactMap { ($0 as? Dense)?.units }
        guard !units.isEmpty, units.count == hidden.count else { return nil }
        let counts = ["one", "two", "three", "four", "five", "six"]
        let count = units.count <= counts.count ? counts[units.count - 1] : "\(units.count)"
        let sizes = Set(units).count == 1 ? ["\(units[0])"] : units.map { "\($0)" }
        return "\(count) hidden \(units.count == 1 ? "layer" : "layers") of \(list(sizes)) units"
    }
}
