/// A writer of one network in a language. What languages have in common is here; each adds its notation.
protocol SourceNetworkWriter {
    /// The end of a statement.
    static var end: String { get }

    /// The argument for a tensor that a step lacks.
    static var none: String { get }

    var network: PortableNetwork { get }

    /// The functions that the network needs.
    var needed: Set<SourceFunctions.Reference> { get set }

    /// The constant tables of the network.
    var tables: [String] { get }

    /// Infinity in the network's precision.
    var infinity: String { get }

    /// Returns a finite number as a constant in the network's precision.
    func literal(_ value: Double) -> String

    /// Returns the argument for a tensor of the network.
    func tensor(_ index: Int) -> String

    /// Returns the lines that set each value of a buffer to an expression of its index `i`.
    func loop(over count: Int, setting buffer: String, to expression: String) -> [String]

    /// Returns the lines of a statement that names a window.
    mutating func windowLines(
        _ window: PortableWindow, _ statement: (inout Self, _ window: String) -> String
    ) -> [String]

    /// Returns the argument that tells whether the mean over a window counts its padding.
    func countsPadding(_ counts: Bool) -> String

    /// Returns the function that computes the outputs of a row.
    mutating func text() -> String
}

extension SourceNetworkWriter {
    /// Returns the name of a function, and notes that it is needed.
    mutating func function(_ name: String, isPrecise: Bool = true) -> String {
        let precision = isPrecise ? network.precision : nil
        needed.insert(SourceFunctions.Reference(name: name, precision: precision))
        return SourceFunctions.name(name, precision)
    }

    /// Returns a constant that was computed in double precision and rounded to the network's.
    func constant(rounding value: Double) -> String {
        let rounded = network.precision == .float32 ? Double(Float(value)) : value
        // A number that is too large for the precision: the check behind it refuses the row.
        return rounded.isFinite ? literal(rounded) : infinity
    }

    /// Returns the expression of a number that is centered, divided and, if the scale is bounded, clipped.
    mutating func centered(_ number: String, _ scale: FittedScale) -> String {
        let plain =
            "(\(number) - \(SourceNumber.operand(scale.center))) / \(SourceNumber.operand(scale.scale))"
        guard let bound = scale.bound else { return plain }
        return "\(function("clip", isPrecise: false))(\(plain), \(SourceNumber.decimal(bound)))"
    }
}

/// The networks of a model in a language.
struct WrittenNetworks {
    private(set) var texts: [String] = []
    private(set) var tables: [String] = []
    private(set) var needed: Set<SourceFunctions.Reference> = []

    /// Writes each network.
    ///
    /// - Parameter writer: A function that returns the writer of a network, with its number from 1.
    init(_ networks: [PortableNetwork], writer: (PortableNetwork, Int) -> some SourceNetworkWriter) {
        for (index, network) in networks.enumerated() {
            var writer = writer(network, index + 1)
            texts.append(writer.text())
            tables += writer.tables
            needed.formUnion(writer.needed)
        }
    }
}
