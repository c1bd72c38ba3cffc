extension Network {
    /// The hidden layers in plain words, such as `two hidden layers of 32 units`, or `nil` if some are neither dense nor
    /// dropout.
    ///
    /// - Parameter hidden: The layers without the output layer.
    static func words(forHidden hidden: [any Layer]) -> String? {
        let units = hidden.compactMap { ($0 as? Dense)?.units }
        let dropouts = hidden.count { $0 is Dropout }
        guard !units.isEmpty, units.count + dropouts == hidden.count else { return nil }
        let counts = ["one", "two", "three", "four", "five", "six"]
        let count = units.count <= counts.count ? counts[units.count - 1] : "\(units.count)"
        let sizes = Set(units).count == 1 ? ["\(units[0])"] : units.map { "\($0)" }
        let layers = units.count == 1 ? "layer" : "layers"
        return "\(count) hidden \(layers) of \(list(sizes)) units" + (dropouts > 0 ? " with dropout" : "")
    }
}
